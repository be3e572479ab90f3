import { randomUUID } from 'node:crypto'
import type { Locator, Page } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { categories } from '@/db/schema/events'
import { changes, informationRequests, registrations } from '@/db/schema/registrations'
import { expect, expectAccessible, test } from './fixtures/test'
import { makeCategory, makeEvent, makeRegistration, makeUser, signIn } from './fixtures/world'

const stateOf = async (id: string) =>
  (await db().select().from(registrations).where(eq(registrations.id, id)))[0]!.state

async function queueOf(count: number) {
  const event = await makeEvent()
  const category = await makeCategory(event)
  const people = []
  for (let at = 0; at < count; at++) {
    const createdAt = new Date(Date.now() - (count - at) * 60_000)
    people.push(await makeRegistration(event, category, { givenName: `Person${'abcdefgh'[at]}`, createdAt }))
  }
  return { event, category, people }
}

/** The keys work once the page's script runs. */
const press = async (page: Page, key: string) => {
  await expect(page.locator('kbd').first()).toBeAttached()
  await page.locator('body').press(key)
}

test('the queue is worked through by keyboard alone: accept, decline, ask, next, back, undo', async ({
  page,
  context,
}) => {
  const { event, people } = await queueOf(4)
  const [first, second, third, fourth] = people.map(({ id }) => id) as [string, string, string, string]
  await signIn(context, await makeUser({ event, role: 'reviewer' }))
  await page.goto(`/en/admin/${event.slug}/registrations`)
  await page.getByRole('link', { name: 'Review 4 people' }).press('Enter')
  await page.waitForURL(new RegExp(`${first}.*queue=1`))

  await press(page, 'a')
  await page.waitForURL(new RegExp(`${second}.*done=accepted`))
  await press(page, 'd')
  await page.waitForURL(new RegExp(`${third}.*done=declined`))
  await press(page, 'n')
  await page.waitForURL(new RegExp(fourth))
  await press(page, 'b')
  await page.waitForURL(new RegExp(third))
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Personc')

  await press(page, 'i')
  await expect(page.locator('#note')).toBeFocused()
  await page.keyboard.type('Which flight? an ad in it')
  await page.keyboard.press('Escape')
  await expect(page.locator('#note')).not.toBeFocused()
  await page.keyboard.press('i')
  await page.waitForURL(new RegExp(`${fourth}.*done=information_requested`))
  expect(await Promise.all(people.map(({ id }) => stateOf(id)))).toEqual([
    'accepted',
    'declined',
    'information_requested',
    'submitted',
  ])
  const asked = await db().select().from(informationRequests).where(eq(informationRequests.registrationId, third))
  expect(asked.map(({ question }) => question)).toEqual(['Which flight? an ad in it'])

  await press(page, 'a')
  await page.waitForURL(/done=queue_empty/)
  await page.locator('[data-key=undo]').press('Enter')
  await page.waitForURL(/done=undone&undone=1/)
  expect(await stateOf(fourth)).toBe('submitted')
})

test('the queue keeps the list’s filter and says where one is, who was decided on, and the way back to them', async ({
  page,
  context,
}) => {
  const { event, category, people } = await queueOf(4)
  const [first, second, third, fourth] = people.map(({ id }) => id) as [string, string, string, string]
  const outside = await makeRegistration(event, category, { country: 'UZ', createdAt: new Date(0) })
  await signIn(context, await makeUser({ event, role: 'reviewer' }))
  await page.goto(`/en/admin/${event.slug}/registrations?country=KZ`)
  await page.getByRole('link', { name: 'Review 4 people' }).click()
  await page.waitForURL(new RegExp(`${first}.*queue=1.*country=KZ`))
  const main = page.getByRole('main')
  await expect(main).toContainText('1 of 4')
  await page.getByRole('link', { name: 'Next' }).click()
  await page.waitForURL(new RegExp(second))
  await expect(main).toContainText('2 of 4')

  await page.getByRole('button', { name: 'Decline', exact: true }).click()
  await page.waitForURL(new RegExp(`${third}.*country=KZ`))
  await expect(main).toContainText('2 of 3')
  await expect(page.getByRole('status')).toHaveText('Ms Personb Example: Not accepted.')
  await expect(page.getByRole('status').getByRole('link')).toHaveAttribute('href', new RegExp(second))
  await page.getByRole('link', { name: 'Back' }).click()
  await page.waitForURL(new RegExp(`${second}.*country=KZ`))
  await page.getByRole('link', { name: 'Next' }).click()
  await page.waitForURL(new RegExp(third))

  await page.getByRole('button', { name: 'Accept', exact: true }).click()
  await page.waitForURL(new RegExp(fourth))
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.waitForURL(new RegExp(`${third}.*queue=1.*country=KZ.*done=undone`))
  await expect(page.getByRole('status')).toHaveText('1 decision was taken back.')
  await expect(main).toContainText('2 of 3')
  expect(await stateOf(third)).toBe('submitted')

  for (const id of [third, fourth]) {
    await page.waitForURL(new RegExp(id))
    await page.getByRole('button', { name: 'Accept', exact: true }).click()
  }
  await page.waitForURL(/country=KZ.*done=queue_end/)
  await expect(page.getByRole('status')).toContainText('Ms Persond Example: Accepted. This was the end of the queue.')
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.waitForURL(new RegExp(`${fourth}.*queue=1.*country=KZ.*done=undone`))
  expect(await stateOf(outside.id)).toBe('submitted')
})

test('a bulk decision says the places beside the button, and names afterwards who found none', async ({
  page,
  context,
}) => {
  const event = await makeEvent()
  const category = await makeCategory(event, { capacity: 2 })
  for (let at = 0; at < 22; at++)
    await makeRegistration(event, category, { givenName: `Guest${at}`, createdAt: new Date(Date.now() + at * 1000) })
  await signIn(context, await makeUser({ event }))
  await page.goto(`/en/admin/${event.slug}/registrations`)
  await page.getByRole('button', { name: 'Decide on all 22' }).click()
  const main = page.getByRole('main')
  await expect(main).toContainText('Delegate: 2 of 2 places are free.')
  await expect(main).toContainText('Places suffice for 2 of 22.')
  await expect(page.getByRole('link', { name: 'Guest19' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Guest21' })).toBeHidden()
  await page.getByText('and 2 more').click()
  await expect(page.getByRole('link', { name: 'Guest21' })).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Accept: the first 2 of 22' }).click()
  await page.waitForURL(/done=many&moved=2/)
  await expect(main).toContainText('20: All places in this category are taken.')
  const named = main.locator('.notice').getByRole('link')
  await expect(named).toHaveCount(20)
  await expect(named.first()).toContainText('Guest2 ')
  await page.goto(`/en/admin/${event.slug}/registrations?state=submitted`)
  await page.getByRole('button', { name: 'Decide on all 20' }).click()
  await expect(main).toContainText('No place is left for any of them')
  await expect(page.getByRole('button', { name: /^Accept/ })).toHaveCount(0)
  await db().update(categories).set({ capacity: 3 }).where(eq(categories.id, category.id))
  await page.reload()
  await page.getByLabel('Those for whom no place is left').selectOption({ label: 'go on the waiting list' })
  await page.getByRole('button', { name: 'Accept: the first 1 of 20' }).click()
  await page.waitForURL(/done=many&moved=20/)
  await expect(main).toContainText('19: No place was left, so they were put on the waiting list.')
})

test('of more than 500 the first are decided on at once, and the page says how many are left', async ({
  page,
  context,
}) => {
  const event = await makeEvent()
  const category = await makeCategory(event)
  const one = await makeRegistration(event, category)
  await db()
    .insert(registrations)
    .values(
      Array.from({ length: 500 }, (_, at) => ({
        ...one,
        id: randomUUID(),
        reference: `R${at}`,
        personKey: `person ${at}`,
        linkHash: randomUUID(),
      })),
    )
  await signIn(context, await makeUser({ event }))
  await page.goto(`/en/admin/${event.slug}/registrations`)
  await page.getByRole('button', { name: 'Decide on the first 500 of 501' }).click()
  await expect(page.getByText('500 is the most at once')).toContainText('1 is left for the next time.')
  await expect(page.getByText('500 registrations are chosen.')).toBeVisible()
})

test('undoing a bulk decision leads back to the list as it was narrowed', async ({ page, context }) => {
  const { event, people } = await queueOf(2)
  await signIn(context, await makeUser({ event, role: 'reviewer' }))
  await page.goto(`/en/admin/${event.slug}/registrations?country=KZ&sort=name`)
  await page.getByRole('button', { name: 'Decide on all 2' }).click()
  await page.getByRole('button', { name: 'Accept: 2' }).click()
  await page.waitForURL(/country=KZ&sort=name&done=many/)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.waitForURL(/country=KZ&sort=name&done=undone/)
  expect(await stateOf(people[0]!.id)).toBe('submitted')
})

test('a question is sent from within its field, by Ctrl and Enter', async ({ page, context }) => {
  const { event, people } = await queueOf(2)
  const [first, second] = people.map(({ id }) => id) as [string, string]
  await signIn(context, await makeUser({ event, role: 'reviewer' }))
  await page.goto(`/en/admin/${event.slug}/registrations/${first}?queue=1`)
  await press(page, 'i')
  await expect(page.locator('#note')).toBeFocused()
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('#note')).toBeFocused()
  await page.keyboard.type('Which flight?')
  await page.keyboard.press('Control+Enter')
  await page.waitForURL(new RegExp(`${second}.*done=information_requested`))
  expect(await stateOf(first)).toBe('information_requested')
})

test('on a phone the answers stand before the decision, with a way down to it, and rare moves are folded', async ({
  page,
  context,
}) => {
  const { event, people } = await queueOf(1)
  await signIn(context, await makeUser({ event, role: 'reviewer' }))
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`/en/admin/${event.slug}/registrations/${people[0]!.id}`)
  const top = async (of: Locator) => (await of.boundingBox())!.y
  const decision = page.getByRole('complementary', { name: 'Decision' })
  expect(await top(page.getByRole('heading', { name: 'Answers' }))).toBeLessThan(await top(decision))
  await page.getByRole('link', { name: 'Go to the decision' }).click()
  await expect(decision.getByRole('heading', { name: 'Decision' })).toBeInViewport()
  await expect(page.getByRole('button', { name: 'Cancel accreditation' })).toBeHidden()
  await expectAccessible(page)
  await decision.getByText('More', { exact: true }).click()
  await page.getByRole('button', { name: 'Withdraw' }).click()
  await page.waitForURL(/done=withdrawn/)
  expect(await stateOf(people[0]!.id)).toBe('withdrawn')
})

test('the keys know the place of a letter, not the letter: on a Russian layout they are the same, and they can be turned off', async ({
  page,
  context,
}) => {
  const { event, people } = await queueOf(2)
  await signIn(context, await makeUser({ event, role: 'reviewer' }))
  await page.goto(`/ru/admin/${event.slug}/registrations/${people[0]!.id}?queue=1`)
  const keys = page.getByRole('region', { name: 'Клавиши' })
  await expect(keys).toContainText('Ctrl + Enter')
  await keys.getByRole('button', { name: 'Выключить клавиши' }).click()
  const type = () =>
    page.evaluate(() =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyN', key: 'т', bubbles: true })),
    )
  await type()
  await expect(page).toHaveURL(new RegExp(people[0]!.id))
  await keys.getByRole('button', { name: 'Включить клавиши' }).click()
  await type()
  await page.waitForURL(new RegExp(people[1]!.id))
})

for (const hasScripts of [true, false]) {
  test.describe(() => {
    test.use({ javaScriptEnabled: hasScripts })

    test(`several are decided on and informed later in one run ${hasScripts ? 'with' : 'without'} JavaScript`, async ({
      page,
      context,
    }) => {
      const { event, people } = await queueOf(3)
      await signIn(context, await makeUser({ event, role: 'reviewer' }))
      await page.goto(`/en/admin/${event.slug}/registrations`)
      await page.getByRole('checkbox', { name: /Persona/ }).check()
      await page.getByRole('checkbox', { name: /Personb/ }).check()
      await page.getByRole('button', { name: 'Decide on the chosen' }).click()
      await page.waitForURL(/registrations\/decide/)
      await page.locator('#note').fill('See you in Almaty.')
      await page.getByRole('button', { name: 'Accept: 2' }).click()
      await page.waitForURL(/done=many&moved=2/)
      const states = async () =>
        (await db().select().from(registrations).where(eq(registrations.eventId, event.id)))
          .map(({ state, toldState }) => `${state} ${toldState}`)
          .sort()
      expect(await states()).toEqual(['accepted submitted', 'accepted submitted', 'submitted submitted'])
      await page.getByRole('link', { name: 'Inform 2 people' }).click()
      await page.waitForURL(/inform$/)
      const letter = page.getByRole('row', { name: /Persona/ })
      await letter.locator('summary', { hasText: 'Your participation is confirmed' }).click()
      await expect(letter.locator('blockquote')).toContainText('See you in Almaty.')
      await expect(letter.locator('blockquote')).not.toContainText('/my/')
      await page.getByRole('button', { name: 'Send these letters' }).click()
      await expect(page.getByText('2 letters are on their way.')).toBeVisible()
      expect(await states()).toEqual(['accepted accepted', 'accepted accepted', 'submitted submitted'])
      expect(await stateOf(people[2]!.id)).toBe('submitted')
    })
  })
}

test('where a category is full the decision says so, and leads organisers to that category’s places', async ({
  page,
  context,
}) => {
  const event = await makeEvent()
  const category = await makeCategory(event, { slug: 'observers', capacity: 3, taken: 2, reserve: 1 })
  const person = await makeRegistration(event, category)
  await signIn(context, await makeUser({ event }))
  await page.goto(`/en/admin/${event.slug}/registrations/${person.id}`)
  await page.getByRole('link', { name: 'Change the number of places' }).click()
  await page.waitForURL(/settings\/categories\/observers$/)
  await signIn(context, await makeUser({ event, role: 'reviewer' }))
  await page.goto(`/en/admin/${event.slug}/registrations/${person.id}`)
  await expect(page.getByText('all places are taken')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Change the number of places' })).toHaveCount(0)
})

test('a waiting correction can be left as it was by one button', async ({ page, context }) => {
  const event = await makeEvent()
  const person = await makeRegistration(event, await makeCategory(event), { state: 'accepted', position: 'Adviser' })
  const [change] = await db()
    .insert(changes)
    .values({
      eventId: event.id,
      registrationId: person.id,
      state: 'pending',
      before: { position: 'Adviser' },
      after: { position: 'Minister' },
    })
    .returning()
  await signIn(context, await makeUser({ event }))
  await page.goto(`/en/admin/${event.slug}`)
  await page.getByRole('link', { name: '1 correction waits for your decision' }).click()
  await page.waitForURL(/needs=correction/)
  await expect(page.getByRole('link', { name: 'Remove: Correction waits' })).toBeVisible()
  await expect(page.getByRole('table')).toContainText('Correction waits')
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Ms Aigul Example' }).click()
  await page.getByRole('button', { name: 'Leave all as it was' }).click()
  await expect(page.getByText('all stays as it was')).toBeVisible()
  const [decided] = await db().select().from(changes).where(eq(changes.id, change!.id))
  expect(decided).toMatchObject({ state: 'decided', acceptedFields: [] })
  const [registration] = await db().select().from(registrations).where(eq(registrations.id, person.id))
  expect(registration!.position).toBe('Adviser')
})

test('the list of those who wait says their place in line, their priority and until when a place is offered', async ({
  page,
  context,
}) => {
  const event = await makeEvent()
  const category = await makeCategory(event)
  const waits = (givenName: string, values: Parameters<typeof makeRegistration>[2]) =>
    makeRegistration(event, category, { givenName, state: 'waiting_list', country: 'UZ', ...values })
  const hours = (count: number) => new Date(Date.now() - count * 3_600_000)
  await waits('Offered', { stateSince: hours(9), holdsPlace: true, offerExpiresAt: hours(-48) })
  await waits('Elsewhere', { stateSince: hours(8), country: 'KZ' })
  await waits('Preferred', { stateSince: hours(1), priority: 2, priorityReason: 'Keynote' })
  await waits('Ordinary', { stateSince: hours(7) })
  await signIn(context, await makeUser({ event, role: 'reviewer' }))
  await page.goto(`/en/admin/${event.slug}/registrations?state=waiting_list&country=UZ`)
  const row = (name: string) => page.getByRole('row', { name: new RegExp(`Ms ${name}`) })
  await expect(row('Preferred')).toContainText('Place 1 in linePriority: First (Keynote)')
  await expect(row('Offered')).toContainText('Place 2 in line')
  await expect(row('Offered')).toContainText('A place is offered until')
  await expect(row('Ordinary')).toContainText('Place 4 in line')
  await expectAccessible(page)
})

for (const [name, path, word] of [
  ['the list', '', 'How registrations are decided'],
  ['the inform run', '/inform', 'What an inform run is'],
  ['the queue', '/:person?queue=1', 'How the queue works'],
] as const) {
  test(`${name} explains itself to who sees it for the first time`, async ({ page, context }) => {
    const { event, people } = await queueOf(1)
    await signIn(context, await makeUser({ event, role: 'reviewer' }))
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`/en/admin/${event.slug}/registrations${path.replace(':person', people[0]!.id)}`)
    const help = page.locator('details', { hasText: word })
    await expect(help.locator('p').first()).toBeHidden()
    await help.getByText(word).click()
    await expect(help.locator('p').first()).toBeVisible()
    await expectAccessible(page)
    const [width, shown] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
    expect(width).toBeLessThanOrEqual(shown!)
  })
}

test('two registrations of one person are compared and merged, and the other keeps off the list of the living', async ({
  page,
  context,
}) => {
  const event = await makeEvent()
  const category = await makeCategory(event)
  const one = await makeRegistration(event, category, { givenName: 'Aigul', familyName: 'Yespayeva' })
  const other = await makeRegistration(event, category, { givenName: 'Aygul', familyName: 'Espaeva' })
  await signIn(context, await makeUser({ event, role: 'reviewer' }))
  await page.goto(`/en/admin/${event.slug}/registrations/${one.id}`)
  await page.getByRole('link', { name: /Compare with/ }).click()
  await page.waitForURL(/duplicates/)
  await expectAccessible(page)
  await page.getByRole('button', { name: `One person: keep ${one.reference}` }).click()
  await page.waitForURL(/done=merged/)
  expect([await stateOf(one.id), await stateOf(other.id)]).toEqual(['submitted', 'cancelled'])
})
