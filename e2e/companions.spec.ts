import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import { categories } from '@/db/schema/events'
import { consents, registrations } from '@/db/schema/registrations'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures/test'
import { makeCategory, makeEvent, makeRegistration, makeUser, privateToken, signIn } from './fixtures/world'

async function world() {
  const event = await makeEvent()
  const guests = await makeCategory(event, {
    slug: 'guests',
    name: { en: 'Guests', ru: 'Гости', kk: 'Қонақтар' },
    isReviewed: false,
    isOpen: false,
  })
  const category = await makeCategory(event, { mostCompanions: 2, companionCategoryId: guests.id, taken: 1 })
  const person = await makeRegistration(event, category, { state: 'accepted' })
  return { event, guests, category, person, home: `/${event.slug}/my/${privateToken(person.id)}` }
}

const companionsOf = (id: string) => db().select().from(registrations).where(eq(registrations.companionOfId, id))

for (const hasScripts of [true, false]) {
  test.describe(() => {
    test.use({ javaScriptEnabled: hasScripts, viewport: { width: 390, height: 844 } })

    test(`a person names a companion, corrects what is missing, and withdraws them ${hasScripts ? 'with' : 'without'} JavaScript`, async ({
      page,
    }) => {
      test.slow()
      const { event, person, home } = await world()
      await page.goto(`/en${home}`)
      await expect(page.getByRole('heading', { name: 'Companions' })).toBeVisible()
      await page.getByRole('link', { name: 'Name or withdraw companions' }).click()

      await page.locator('#givenName').fill('Данияр')
      await page.locator('#familyName').fill('Example')
      await page.locator('#consent_processing').check()
      await page.getByRole('button', { name: 'Name this companion' }).click()
      await expect(page.locator('[role=alert]').first()).toBeVisible()
      expect(await companionsOf(person.id)).toEqual([])
      await page.locator('#givenName').fill('Daniyar')
      await page.locator('#consent_conduct').check()
      await page.getByRole('button', { name: 'Name this companion' }).click()
      await page.waitForURL(/done=added/)
      await expect(page.getByText('Your companion is named.')).toBeVisible()
      await expect(page.locator('#givenName')).toHaveValue('')
      const [companion] = await companionsOf(person.id)
      expect(companion).toMatchObject({ givenName: 'Daniyar', country: 'KZ', email: person.email, state: 'accepted' })
      const given = and(eq(consents.registrationId, companion!.id), eq(consents.isGiven, true))
      expect(await db().$count(consents, given)).toBe(2)

      await page.goto(`/en${home}`)
      await expect(page.getByRole('listitem').filter({ hasText: 'Daniyar Example' })).toContainText('Accepted')

      await page.goto(`/en/${event.slug}/my/${privateToken(companion!.id)}`)
      await expect(page.getByText('Companion of')).toBeVisible()
      await expect(page.getByRole('heading', { name: 'Companions' })).toHaveCount(0)
      await page.goto(`/en/${event.slug}/my/${privateToken(companion!.id)}/companions`)
      expect(new URL(page.url()).pathname).toBe(`/en/${event.slug}/my/${privateToken(companion!.id)}`)
      await page.getByRole('link', { name: 'Correct my data' }).click()
      await expect(page.locator('#position')).toHaveCount(0)
      await page.locator('#diet').fill('halal')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.waitForURL(/done=corrected/)

      await page.goto(`/en${home}/companions`)
      await page.locator('summary').filter({ hasText: 'Withdraw Daniyar Example' }).click()
      await page.getByRole('button', { name: 'Yes, withdraw Daniyar Example' }).click()
      await page.waitForURL(/done=withdrawn/)
      const [withdrawn] = await companionsOf(person.id)
      expect(withdrawn).toMatchObject({ state: 'withdrawn', diet: 'halal', holdsPlace: false })
    })
  })
}

test('before withdrawing and before erasure a person reads that the companions go too', async ({ page }) => {
  const { event, guests, person, home } = await world()
  const own = { companionOfId: person.id, givenName: 'Daniyar', email: person.email }
  await makeRegistration(event, guests, { ...own, state: 'submitted' })
  await page.goto(`/en${home}/data?ask=erasure`)
  await expect(page.getByText('deleted with yours: Ms Daniyar Example')).toBeVisible()
  await page.goto(`/en${home}/withdraw`)
  await expect(page.getByText('withdrawn too: Ms Daniyar Example')).toBeVisible()
  await page.getByRole('button', { name: 'Yes, withdraw' }).click()
  await expect(page.getByText('This registration has been withdrawn.')).toBeVisible()
  expect((await companionsOf(person.id)).map(({ state }) => state)).toEqual(['withdrawn'])
})

test('an organiser allows companions, sees who comes with whom, and ends them with their person', async ({
  page,
  context,
}) => {
  test.slow()
  const { event, guests, category, person } = await world()
  await signIn(context, await makeUser({ event }))
  await page.goto(`/en/admin/${event.slug}/settings/categories/${category.slug}`)
  await page.locator('#mostCompanions').fill('3')
  await expect(page.locator('#companionCategoryId option')).toHaveText(['Choose', 'Guests'])
  await page.getByRole('button', { name: 'Save' }).click()
  await page.waitForURL(/done=saved/)
  const [saved] = await db().select().from(categories).where(eq(categories.id, category.id))
  expect(saved).toMatchObject({ mostCompanions: 3, companionCategoryId: guests.id })

  const companion = await makeRegistration(event, guests, {
    companionOfId: person.id,
    givenName: 'Daniyar',
    email: person.email,
  })
  const list = `/en/admin/${event.slug}/registrations`
  await page.goto(`${list}/${companion.id}`)
  await page.getByRole('link', { name: 'Ms Aigul Example' }).click()
  await page.waitForURL(`**${list}/${person.id}`)
  await expect(page.getByRole('link', { name: 'Ms Daniyar Example' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'The same for the companions' })).toHaveCount(0)

  await db()
    .update(registrations)
    .set({ state: 'cancelled', toldState: 'cancelled', holdsPlace: false })
    .where(eq(registrations.id, person.id))
  await page.reload()
  await expect(page.getByText('These companions still do: Ms Daniyar Example')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'The same for the companions' }).click()
  await page.waitForURL(/done=cancelled/)
  expect((await companionsOf(person.id)).map(({ state }) => state)).toEqual(['cancelled'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.waitForURL(/done=undone/)
  expect((await companionsOf(person.id)).map(({ state }) => state)).toEqual(['submitted'])
  await page.goto(`${list}/${person.id}/privacy`)
  await expect(page.getByText('erased too: Ms Daniyar Example')).toBeVisible()
})

for (const [locale, width] of [
  ['en', 1440],
  ['ru', 390],
  ['kk', 390],
] as const)
  test(`the pages with companions are accessible in ${locale} at ${width} px`, async ({ page, context }) => {
    test.slow()
    await page.setViewportSize({ width, height: 844 })
    const { event, guests, person, home } = await world()
    const companion = await makeRegistration(event, guests, { companionOfId: person.id, givenName: 'Daniyar' })
    await signIn(context, await makeUser({ event }))
    const admin = `/admin/${event.slug}`
    for (const path of [
      home,
      `${home}/companions`,
      `${home}/withdraw`,
      `${home}/data`,
      `/${event.slug}/my/${privateToken(companion.id)}`,
      `/${event.slug}/my/${privateToken(companion.id)}/correct`,
      `${admin}/registrations/${person.id}`,
      `${admin}/registrations/${companion.id}`,
      `${admin}/registrations/${person.id}/privacy`,
      `${admin}/settings/categories/delegate`,
    ]) {
      await page.goto(`/${locale}${path}`)
      await expect(page.locator('h1')).toHaveCount(1)
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
    }
  })
