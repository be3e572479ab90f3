import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { delegations } from '@/db/schema/delegations'
import { events } from '@/db/schema/events'
import { consents } from '@/db/schema/registrations'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures/test'
import { makeCategory, makeEvent, makeRegistration, makeUser, privateToken, signIn } from './fixtures/world'

const answersOf = async (id: string) => {
  const rows = await db().select().from(consents).where(eq(consents.registrationId, id))
  return Object.fromEntries(rows.map(({ purpose, version, isGiven }) => [purpose, [version, isGiven]]))
}

for (const hasScripts of [true, false]) {
  test.describe(() => {
    test.use({ javaScriptEnabled: hasScripts, viewport: { width: 390, height: 844 } })

    test(`who was entered by a delegation reads, agrees, changes a choice and a wording ${hasScripts ? 'with' : 'without'} JavaScript`, async ({
      page,
    }) => {
      test.slow()
      const event = await makeEvent()
      const { id } = await makeRegistration(event, await makeCategory(event))
      const home = `/en/${event.slug}/my/${privateToken(id)}`
      const look = async () => {
        if (hasScripts) await expectAccessible(page)
        if (hasScripts) await expectNoSidewaysScroll(page)
      }
      const save = () => page.getByRole('button', { name: 'Save my agreements' }).click()
      await page.goto(home)
      await page.getByRole('link', { name: 'Read and agree' }).click()
      await expect(page.getByRole('group', { name: 'Needed to take part' })).toBeVisible()
      await look()
      await page.locator('#consent_photo').check()
      await page.locator('#consent_processing').check()
      await save()
      await expect(page.locator('[role=alert] a[href="#consent_conduct"]')).toBeVisible()
      expect(await answersOf(id)).toEqual({})
      await expect(page.locator('#consent_photo')).toBeChecked()
      await page.locator('#consent_conduct').check()
      await save()
      await page.waitForURL(/done=consents/)
      await expect(page.getByText('Your agreements are saved.')).toBeVisible()
      await expect(page.getByRole('link', { name: 'Read and agree' })).toHaveCount(0)
      expect(await answersOf(id)).toEqual({
        processing: [1, true],
        public_list: [1, false],
        photo: [1, true],
        conduct: [1, true],
      })

      await page.getByRole('link', { name: 'Your agreements' }).click()
      await expect(page.getByRole('heading', { name: 'What you have agreed to' })).toBeVisible()
      await expect(page.locator('#consent_processing')).toHaveCount(0)
      await look()
      await page.locator('#consent_photo').uncheck()
      await save()
      await page.waitForURL(/done=consents/)
      expect(await answersOf(id)).toMatchObject({ photo: [1, false], conduct: [1, true] })

      await db()
        .update(events)
        .set({ operator: { en: 'Another Secretariat' } })
        .where(eq(events.id, event.id))
      await page.goto(`${home}/consents`)
      await expect(page.getByText('The wording has changed since').first()).toBeVisible()
      await look()
      await page.locator('#renew_processing').check()
      await save()
      await page.waitForURL(/done=consents/)
      expect(await answersOf(id)).toMatchObject({ processing: [2, true], conduct: [1, true], photo: [1, false] })
    })
  })
}

test('a stranger’s link opens no agreements', async ({ page }) => {
  const event = await makeEvent()
  const elsewhere = await makeEvent()
  const { id } = await makeRegistration(elsewhere, await makeCategory(elsewhere))
  const response = await page.goto(`/en/${event.slug}/my/${privateToken(id)}/consents`)
  expect(response!.status()).toBe(404)
})

for (const [locale, sentence] of [
  ['en', 'No consent has been given yet. The person was entered by their delegation'],
  ['kk', 'Келісім әлі берілген жоқ. Адамды делегациясы енгізген'],
] as const)
  test(`the secretariat sees plainly who has given no consent, in ${locale}`, async ({ page, context }) => {
    const event = await makeEvent()
    const [delegation] = await db()
      .insert(delegations)
      .values({ eventId: event.id, kind: 'parliament', name: { en: 'Parliament' }, country: 'UZ', searchKey: '' })
      .returning()
    const member = await makeRegistration(event, await makeCategory(event), { delegationId: delegation!.id })
    await signIn(context, await makeUser({ event }))
    await page.goto(`/${locale}/admin/${event.slug}/registrations/${member.id}`)
    await expect(page.getByText(sentence)).toBeVisible()
    await expectAccessible(page)
    await page.goto(`/${locale}/admin/${event.slug}/delegations/${delegation!.id}`)
    await expect(page.locator('tbody tr').first()).toContainText(locale === 'en' ? 'consent' : 'келісім')
    await page.goto(`/${locale}/${event.slug}/my/${privateToken(member.id)}/consents`)
    await expectAccessible(page)
  })
