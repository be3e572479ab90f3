import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { audit } from '@/db/schema/audit'
import { categories, events } from '@/db/schema/events'
import { mails } from '@/db/schema/mail'
import { registrations } from '@/db/schema/registrations'
import { register } from '@/features/registrations/form/commands'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { BROWSER_LANGUAGES } from './fixtures/languages'
import { answersTo, brokenPromises } from './fixtures/registrations'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures/test'
import { type CategoryRow, type EventRow, makeCategory, makeEvent, privateToken } from './fixtures/world'
import { ask, PlainForm } from './plain-form'

let event: EventRow
let category: CategoryRow

test.beforeEach(async () => {
  event = await makeEvent()
  category = await makeCategory(event, { isReviewed: false, capacity: 1 })
})
test.afterEach(async () => {
  expect(await brokenPromises(event)).toEqual([])
})

/** Somebody who has registered and been accepted at once, and the address of their own page. */
async function newPerson(locale: Locale) {
  const answers = answersTo('delegate', { locale, email: `person-${event.slug}@example.org` })
  await register(event, category, { id: randomUUID(), answers, locale }, new Date())
  const registration = await read()
  return { registration, home: `/${locale}/${event.slug}/my/${privateToken(registration.id)}` }
}

const read = async () => (await db().select().from(registrations).where(eq(registrations.eventId, event.id)))[0]!

const taken = async () => (await db().select().from(categories).where(eq(categories.id, category.id)))[0]!.taken

for (const locale of BROWSER_LANGUAGES) {
  const t = texts(locale)

  test(`a person sees in ${locale} how it stands and what was answered`, async ({ page }) => {
    const { registration, home } = await newPerson(locale)
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(home)
    const main = page.locator('main')
    await expect(page.locator('html')).toHaveAttribute('lang', locale)
    for (const text of [registration.reference, 'Aigul Example', 'Айгүл Үлгі', registration.email])
      await expect(main).toContainText(text)
    await expect(main).toContainText(t('my.states.accepted.text'))
    await expect(main).toContainText(t('my.keep_private'))
    for (const address of ['', '/correct', '/withdraw']) {
      await page.goto(`${home}${address}`)
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
    }
  })

  for (const hasScripts of [true, false]) {
    test.describe(() => {
      test.use({ javaScriptEnabled: hasScripts })
      const how = `in ${locale} ${hasScripts ? 'with' : 'without'} JavaScript`

      test(`a person corrects their data ${how}`, async ({ page }) => {
        category = await makeCategory(event, { slug: 'reviewed' })
        const { registration, home } = await newPerson(locale)
        await page.goto(home)
        await page.getByRole('link', { name: t('my.correct') }).click()
        await expect(page.locator('#givenName')).toHaveValue('Aigul')
        await expect(page.locator('#email')).toHaveCount(0)
        await page.locator('#familyName').fill('Үлгіева')
        await page.locator('#institution').fill('Another Institution')
        await page.getByRole('button', { name: t('my.save') }).click()
        await expect(page.locator('#familyName-error')).toContainText('Ulgieva')
        await expect(page.locator('#institution')).toHaveValue('Another Institution')
        expect(await read()).toEqual(registration)

        await page.locator('#familyName').fill('Ulgieva')
        await page.getByRole('button', { name: t('my.save') }).click()
        await expect(page.getByRole('status').filter({ hasText: t('my.done.corrected') })).toBeVisible()
        await expect(page.locator('main')).toContainText('Another Institution')
        expect(await read()).toMatchObject({
          familyName: 'Ulgieva',
          institution: 'Another Institution',
          sortKey: 'ULGIEVA, Aigul',
          state: 'submitted',
          country: 'KZ',
          email: registration.email,
        })
      })

      test(`what an accepted person corrects of their name waits, and the page says so, ${how}`, async ({ page }) => {
        const { registration, home } = await newPerson(locale)
        await page.goto(`${home}/correct`)
        await page.locator('#familyName').fill('Ulgieva')
        await page.getByRole('button', { name: t('my.save') }).click()
        await expect(page.getByText(t('my.pending'))).toBeVisible()
        expect(await read()).toMatchObject({ familyName: registration.familyName, state: 'accepted' })
      })

      test(`a person withdraws ${how}, with a second thought, and the place is free`, async ({ page }) => {
        const { registration, home } = await newPerson(locale)
        await page.goto(home)
        await page.getByRole('link', { name: t('my.withdraw'), exact: true }).click()
        await expect(page.locator('main')).toContainText(t('my.withdraw_effect.accepted'))
        await page.getByRole('link', { name: t('my.keep') }).click()
        await expect(page.locator('main')).toContainText(t('my.states.accepted.text'))
        expect([await read(), await taken()]).toEqual([registration, 1])

        await page.getByRole('link', { name: t('my.withdraw'), exact: true }).click()
        await page.getByRole('button', { name: t('my.withdraw_confirm') }).click()
        await expect(page.locator('main')).toContainText(t('my.states.withdrawn.text'))
        await expect(page.getByRole('link', { name: t('my.correct') })).toHaveCount(0)
        await expect(page.getByRole('link', { name: t('my.withdraw'), exact: true })).toHaveCount(0)
        expect([(await read()).state, await taken()]).toEqual(['withdrawn', 0])
        const letters = await db().select().from(mails).where(eq(mails.registrationId, registration.id))
        expect(letters.map((mail) => `${mail.kind} ${mail.locale} ${mail.to}`).sort()).toEqual([
          `accepted ${locale} ${registration.email}`,
          `withdrawn ${locale} ${registration.email}`,
        ])
      })
    })
  }
}

test('opening the page of a private link, as mail scanners do, changes nothing', async () => {
  const { registration, home } = await newPerson('en')
  const entries = await db().$count(audit, eq(audit.eventId, event.id))
  for (const address of ['', '/withdraw', '/correct', '?done=corrected', '/withdraw?confirm=yes'])
    for (const method of ['GET', 'HEAD', 'POST'])
      await ask(`${home}${address}`, {
        method,
        ...(method === 'POST' ? { body: new URLSearchParams({ a: 'b' }) } : {}),
      })
  expect(await read()).toEqual(registration)
  expect(await db().$count(audit, eq(audit.eventId, event.id))).toBe(entries)
})

test('who presses “withdraw” in two windows has withdrawn once, and both show it', async ({ page, context }) => {
  const { registration, home } = await newPerson('en')
  const second = await context.newPage()
  for (const window of [page, second]) {
    await window.goto(`${home}/withdraw`)
    await expect(window.locator('#withdrawal')).toHaveAttribute('aria-busy', 'false')
  }
  const form = await PlainForm.open(`${home}/withdraw`, 'withdrawal')
  const t = texts('en')
  for (const window of [page, second]) {
    await window.getByRole('button', { name: t('my.withdraw_confirm') }).click()
    await expect(window.locator('main')).toContainText(t('my.states.withdrawn.text'))
  }
  expect((await form.post()).location).toBe(home)
  expect(await db().$count(mails, eq(mails.registrationId, registration.id))).toBe(2)
  expect((await ask(`${home}/withdraw`)).location).toBe(home)
  expect((await ask(`${home}/correct`)).location).toBe(home)
})

test('an archived event shows the registration and allows nothing', async () => {
  const { registration, home } = await newPerson('en')
  const forms = [
    await PlainForm.open(`${home}/withdraw`, 'withdrawal'),
    await PlainForm.open(`${home}/correct`, 'correction'),
  ]
  await db().update(events).set({ state: 'archived' }).where(eq(events.id, event.id))
  const { main, html } = await ask(home)
  expect(main).toContain(registration.reference)
  for (const way of ['/withdraw', '/correct']) {
    expect(html).not.toContain(`${home}${way}`)
    expect((await ask(`${home}${way}`)).location).toBe(home)
  }
  for (const form of forms) await form.post(answersTo('delegate', { diet: 'Halal' }))
  expect(await read()).toEqual(registration)
})

test('once the event has begun data can no longer be corrected, but one can still withdraw', async () => {
  const { registration, home } = await newPerson('en')
  const form = await PlainForm.open(`${home}/correct`, 'correction')
  await db()
    .update(events)
    .set({ startsAt: new Date(Date.now() - 1000) })
    .where(eq(events.id, event.id))
  await form.post(answersTo('delegate', { diet: 'Halal' }))
  expect(await read()).toEqual(registration)
  expect((await ask(`${home}/correct`)).location).toBe(home)
  expect((await ask(home)).html).toContain(`${home}/withdraw`)
})
