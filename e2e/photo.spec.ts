import type { Page } from '@playwright/test'
import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { db } from '@/db'
import { audit } from '@/db/schema/audit'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures/test'
import { makeCategory, makeEvent, makeRegistration, makeUser, privateToken, signIn } from './fixtures/world'

const PHONE = { width: 390, height: 844 }
const GREEN = { r: 0, g: 160, b: 0 }

async function person() {
  const event = await makeEvent()
  const registration = await makeRegistration(event, await makeCategory(event, { asksPhoto: true }))
  return { event, registration, home: `/en/${event.slug}/my/${privateToken(registration.id)}` }
}

/** Red but for the right upper quarter, which is green; lying on its side as telephones save pictures, with the note how to turn it. */
async function telephonePicture(width: number, height: number, quality: number, hasNoise: boolean): Promise<Buffer> {
  const green = await sharp({ create: { width: width / 2, height: height / 2, channels: 3, background: GREEN } })
    .png()
    .toBuffer()
  const noise = hasNoise
    ? [
        {
          input: await sharp({
            create: {
              width,
              height: height / 2,
              channels: 3,
              background: '#000',
              noise: { type: 'gaussian', mean: 128, sigma: 60 },
            },
          })
            .png()
            .toBuffer(),
          left: 0,
          top: height / 2,
        },
      ]
    : []
  const upright = await sharp({ create: { width, height, channels: 3, background: '#c00' } })
    .composite([{ input: green, left: width / 2, top: 0 }, ...noise])
    .png()
    .toBuffer()
  return sharp(upright).rotate(270).withMetadata({ orientation: 6 }).jpeg({ quality }).toBuffer()
}

const choose = (page: Page, buffer: Buffer, name = 'me.jpg', mimeType = 'image/jpeg') =>
  page.setInputFiles('#photo', { name, mimeType, buffer })

const frameOf = (page: Page) => page.getByRole('application', { name: 'Frame of the photo' })

async function part(page: Page) {
  const read = (side: string) => page.locator(`input[name="photo.${side}"]`).inputValue().then(Number)
  return { x: await read('x'), y: await read('y'), width: await read('width'), height: await read('height') }
}

for (const [kind, isLarge, make] of [
  ['a telephone’s six megabytes', true, () => telephonePicture(3000, 4000, 97, true)],
  ['a small picture', false, () => telephonePicture(1200, 1600, 80, false)],
] as const) {
  test.describe(() => {
    test.use({ viewport: PHONE })

    test(`of ${kind} the part is chosen with the keyboard, upright, and arrives as seen`, async ({ page }) => {
      test.slow()
      const { home } = await person()
      const buffer = await make()
      await page.goto(`${home}/photo`)
      await choose(page, buffer)
      const frame = frameOf(page)
      await expect(frame).toBeVisible()
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
      await frame.focus()
      for (let presses = 0; presses < 40; presses++) await page.keyboard.press('-')
      for (let presses = 0; presses < 50; presses++) {
        await page.keyboard.press('ArrowRight')
        await page.keyboard.press('ArrowUp')
      }
      const { x, y, width } = await part(page)
      expect([Math.round((x + width) * 100), y]).toEqual([100, 0])
      await expect(page.locator('[aria-live=polite]').filter({ hasText: '0 % from the top' })).toBeAttached()
      const sent = page.waitForRequest((request) => request.method() === 'POST')
      await page.getByRole('button', { name: 'Save the photo' }).click()
      const size = (await (await sent).sizes()).requestBodySize
      expect(buffer.length > 6_000_000).toBe(isLarge)
      if (isLarge) expect(size).toBeLessThan(buffer.length / 2)
      await page.waitForURL(/done=photo/)
      const source = await page.getByRole('img', { name: /Photo of/ }).getAttribute('src')
      const stored = sharp(await (await page.request.get(source!)).body())
      const { channels } = await stored.stats()
      const [red, green] = channels.map(({ mean }) => Math.round(mean))
      expect(red).toBeLessThan(12)
      expect(Math.abs(green! - GREEN.g)).toBeLessThan(12)
      const { width: wide, height: high } = await stored.metadata()
      expect(wide! / high!).toBe(0.75)
    })
  })
}

test('the frame is dragged, sized at a corner and moved by a tap beside it', async ({ page }) => {
  const { home } = await person()
  await page.goto(`${home}/photo`)
  await choose(page, await telephonePicture(1200, 1600, 80, false))
  const frame = frameOf(page)
  await expect(frame).toBeVisible()
  await frame.scrollIntoViewIfNeeded()
  const whole = (await frame.boundingBox())!
  await page.mouse.move(whole.x + whole.width - 4, whole.y + whole.height - 4)
  await page.mouse.down()
  await page.mouse.move(whole.x + whole.width / 2, whole.y + whole.height / 2, { steps: 4 })
  await page.mouse.up()
  const sized = await part(page)
  expect([sized.x, sized.y]).toEqual([0, 0])
  expect(sized.width).toBeGreaterThan(0.4)
  expect(sized.width).toBeLessThan(0.6)
  const small = (await frame.boundingBox())!
  await page.mouse.move(small.x + small.width / 2, small.y + small.height / 2)
  await page.mouse.down()
  await page.mouse.move(small.x + small.width / 2 + whole.width * 0.2, small.y + small.height / 2, { steps: 4 })
  await page.mouse.up()
  expect((await part(page)).x).toBeCloseTo(0.2, 1)
  await page.mouse.click(whole.x + whole.width - 10, whole.y + whole.height - 10)
  const moved = await part(page)
  expect(moved.x + moved.width).toBeCloseTo(1, 2)
  expect(moved.y + moved.height).toBeCloseTo(1, 2)
  await page.getByRole('button', { name: 'Larger frame' }).click()
  expect((await part(page)).width).toBeCloseTo(moved.width + 0.04, 2)
})

test('what is no picture, too large or too small is said at once and not sent', async ({ page }) => {
  const { home } = await person()
  await page.goto(`${home}/photo`)
  const tiny = await sharp({ create: { width: 300, height: 400, channels: 3, background: '#678' } })
    .jpeg()
    .toBuffer()
  for (const [sentence, buffer, name, type] of [
    ['Choose a picture in JPEG, PNG or WebP.', Buffer.from('a letter'), 'letter.txt', 'text/plain'],
    ['The file could not be read.', Buffer.from('a letter'), 'me.jpg', 'image/jpeg'],
    ['The file is too large.', Buffer.alloc(9 * 1024 * 1024), 'me.jpg', 'image/jpeg'],
    ['The photo is too small to print.', tiny, 'me.jpg', 'image/jpeg'],
  ] as const) {
    await choose(page, buffer, name, type)
    await expect(page.locator('form p.error')).toContainText(sentence)
    expect(await page.locator('#photo').inputValue()).toBe('')
  }
  await expectAccessible(page)
})

test('a device with a camera offers to take a photo', async ({ page }) => {
  await page.addInitScript(() =>
    Object.defineProperty(HTMLInputElement.prototype, 'capture', { value: '', writable: true, configurable: true }),
  )
  const { home } = await person()
  await page.goto(`${home}/photo`)
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Take a photo' }).click()
  const taken = await chooser
  expect(await taken.element().getAttribute('capture')).toBe('user')
  await taken.setFiles({
    name: 'camera.jpg',
    mimeType: 'image/jpeg',
    buffer: await telephonePicture(1200, 1600, 80, false),
  })
  await expect(frameOf(page)).toBeVisible()
  await page.getByRole('button', { name: 'Save the photo' }).click()
  await page.waitForURL(/done=photo/)
})

for (const viewport of [PHONE, { width: 1440, height: 900 }])
  test(`a reviewer uploads a photo that came by mail, ${viewport.width} pixels wide`, async ({ page, context }) => {
    test.slow()
    await page.setViewportSize(viewport)
    const { event, registration } = await person()
    const reviewer = await makeUser({ event, role: 'reviewer' })
    await signIn(context, reviewer)
    await page.goto(`/en/admin/${event.slug}/registrations/${registration.id}`)
    await page.getByRole('link', { name: 'Upload a photo' }).click()
    await page.waitForURL(/photo$/)
    await choose(page, await telephonePicture(1200, 1600, 80, false))
    await expect(frameOf(page)).toBeVisible()
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await page.getByRole('button', { name: 'Save the photo' }).click()
    await page.waitForURL(/done=photo/)
    await expect(page.getByText('The photo is saved.')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Replace the photo' })).toBeVisible()
    const [entry] = await db().select().from(audit).where(eq(audit.subjectId, registration.id))
    expect([entry!.action, entry!.actorId]).toEqual(['registration.photo_replaced', reviewer.id])
  })

test('a reviewer exempts a head of State from the photo, and takes it back by the same way', async ({
  page,
  context,
}) => {
  const { event, registration } = await person()
  await signIn(context, await makeUser({ event, role: 'reviewer' }))
  const one = `/en/admin/${event.slug}/registrations/${registration.id}`
  await page.goto(one)
  await page.getByRole('link', { name: 'Upload a photo' }).click()
  await page.getByRole('button', { name: 'Ask for no photo' }).click()
  await expect(page.getByText('This person is not asked for a photo.')).toBeVisible()
  await expectAccessible(page)
  await page.goto(one)
  await page.getByRole('link', { name: 'No photo needed' }).click()
  await page.getByRole('button', { name: 'Ask for a photo again' }).click()
  await expect(page.getByRole('button', { name: 'Ask for no photo' })).toBeVisible()
  await page.goto(one)
  await expect(page.getByRole('link', { name: 'Upload a photo' })).toBeVisible()
})
