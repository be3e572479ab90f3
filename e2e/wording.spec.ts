import type { Page } from '@playwright/test'
import { and, eq } from 'drizzle-orm'
import sharp from 'sharp'
import { db } from '@/db'
import { mails, mailWordings } from '@/db/schema/mail'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures/test'
import { makeCategory, makeEvent, makeRegistration, makeUser, signIn } from './fixtures/world'

async function world() {
  const event = await makeEvent()
  const person = await makeRegistration(event, await makeCategory(event), { givenName: 'Dana', familyName: 'Sample' })
  return { event, person, user: await makeUser({ event }) }
}

/** The letter that the page's first frame was asked for. */
async function letterIn(page: Page): Promise<string> {
  const address = await page.locator('iframe').first().getAttribute('src')
  return (await page.request.get(address!)).text()
}

/** What the preview says to the words that are posted to it, as they come. */
function posted(page: Page): string[] {
  const letters: string[] = []
  page.on('response', async (response) => {
    if (response.request().method() === 'POST' && response.url().includes('/preview'))
      letters.push(await response.text().catch(() => ''))
  })
  return letters
}

/** axe without the frames, in which its scripts do not run. */
async function expectAccessibleWithoutFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const frame of document.querySelectorAll('iframe')) frame.remove()
  })
  await expectAccessible(page)
}

const summary = (page: Page) => page.locator('.summary')

const wordingOf = (eventId: string) => db().select().from(mailWordings).where(eq(mailWordings.eventId, eventId))

test('an organiser rewrites the confirmation, sees it for a real person, tries it, and goes back', async ({
  page,
  context,
}) => {
  const { event, person, user } = await world()
  await signIn(context, user)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`/en/admin/${event.slug}/mail/wording`)
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.getByRole('link', { name: 'Participation confirmed' }).click()
  await page.getByLabel('Show it for a person').fill('dana')
  await page.getByRole('button', { name: 'Find' }).click()
  await page.getByRole('link', { name: 'Ms Dana Sample' }).click()
  await expect(page.getByText('Shown for Ms Dana Sample.')).toBeVisible()
  expect(await letterIn(page)).toContain('Dear Ms Dana Sample')

  const letters = posted(page)
  const body = page.getByLabel('Text', { exact: true })
  await body.fill('Bring  to the door.\n\nAs before.')
  await body.evaluate((element: HTMLTextAreaElement) => element.setSelectionRange(6, 6))
  await page.getByRole('button', { name: 'Insert: Reference' }).click()
  await expect.poll(() => letters.at(-1)).toContain(`Bring ${person.reference} to the door.`)
  await expect(page.locator('iframe:not(.hidden)')).toHaveAttribute('name', /^preview-[1-9]$/)
  await expect(body).toHaveValue('Bring {reference} to the door.\n\nAs before.')
  await expectNoSidewaysScroll(page)

  await page.getByLabel('Subject').fill('Come, {nmae}')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(summary(page)).toContainText('{nmae} is no placeholder of this letter')
  await page.getByLabel('Subject').fill('Come, {name}')
  await page.getByRole('button', { name: 'Send me a test' }).click()
  await expect(page.getByText(`A test is on its way to ${user.email}.`)).toBeVisible()
  const [sent] = await db().select().from(mails).where(eq(mails.userId, user.id))
  expect(sent).toMatchObject({ to: user.email, subject: 'Test: Come, Ms Dana Sample' })
  expect(await wordingOf(event.id)).toEqual([])

  await db().insert(mailWordings).values({
    eventId: event.id,
    kind: 'accepted',
    locale: 'en',
    subject: 'A colleague’s',
    heading: 'A colleague’s',
    body: 'A colleague’s words.',
  })
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(summary(page)).toContainText('Somebody else has saved this text meanwhile.')
  await expect(page.getByLabel('Subject')).toHaveValue('Come, {name}')
  await page.getByText('The text as it is saved now', { exact: true }).click()
  await expect(page.locator('details .panel')).toContainText('A colleague’s words.')
  await expect(body).toHaveValue('Bring {reference} to the door.\n\nAs before.')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved. Letters that are written from now on')).toBeVisible()
  expect(await wordingOf(event.id)).toMatchObject([{ subject: 'Come, {name}', version: 2 }])

  await page.getByRole('link', { name: 'Wording' }).click()
  await expect(page.getByText('No words of your own: Русский')).toBeVisible()
  await page
    .getByRole('row', { name: /Participation confirmed/ })
    .getByRole('link', { name: 'English' })
    .click()
  await page.getByRole('button', { name: 'Back to the built-in text' }).click()
  await expect(page.getByText('The letter has the earlier text again.')).toBeVisible()
  await expect(page.getByLabel('Subject')).toHaveValue('Your participation is confirmed – {event}')
  expect(await wordingOf(event.id)).toEqual([])
  await expectAccessibleWithoutFrames(page)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a letter is seen as typed, and saved', async ({ page, context }) => {
    const { event, user } = await world()
    await signIn(context, user)
    await page.goto(`/en/admin/${event.slug}/mail/wording/declined?locale=kk`)
    await page.getByLabel('Text', { exact: true }).fill('Құрметпен, {host}.')
    const letters = posted(page)
    await page.getByRole('button', { name: 'Show as typed' }).click()
    await expect.poll(() => letters.at(-1)).toContain('Құрметпен, Сынақ парламенті.')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Saved. Letters that are written from now on')).toBeVisible()
    const own = and(eq(mailWordings.eventId, event.id), eq(mailWordings.locale, 'kk'))
    expect(await db().select().from(mailWordings).where(own)).toMatchObject([{ body: 'Құрметпен, {host}.' }])
  })
})

test('the logo and the signature of the look stand in the preview and in every letter of the gallery', async ({
  page,
  context,
}) => {
  const { event, user } = await world()
  await signIn(context, user)
  await page.goto(`/en/admin/${event.slug}/mail/look`)
  const logo = await sharp({ create: { width: 600, height: 200, channels: 3, background: '#0B2E4F' } })
    .png()
    .toBuffer()
  await page.getByLabel('New logo').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: logo })
  await page.getByRole('button', { name: 'Upload' }).click()
  await expect(page.getByText('The logo is in the head of all letters')).toBeVisible()
  await page.getByLabel('English').fill('The Secretary General\nExample Parliament')
  await page.getByLabel('Answers go to').fill('desk@example')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(summary(page)).toBeVisible()
  await page.getByLabel('Answers go to').fill('desk@example.org')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved. Letters that are written from now on have it.')).toBeVisible()
  const letter = await letterIn(page)
  expect(letter).toContain('The Secretary General')
  expect(letter).toContain('src="data:image/png;base64,')
  await expectAccessibleWithoutFrames(page)
  await page.goto(`/en/admin/${event.slug}/mail/gallery?locale=ru`)
  expect(await letterIn(page)).toContain('Мы получили Вашу регистрацию')
  await expectNoSidewaysScroll(page)
})
