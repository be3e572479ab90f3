import { and, eq, sql } from 'drizzle-orm'
import { db } from '@/db'
import { campaigns, mails, unsubscribed } from '@/db/schema/mail'
import { consents } from '@/db/schema/registrations'
import { unsubscribeToken } from '@/features/mail/rules'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures/test'
import {
  type EventRow,
  makeCategory,
  makeConsentVersion,
  makeEvent,
  makeRegistration,
  makeUser,
  signIn,
} from './fixtures/world'
import { ask, PlainForm } from './plain-form'

/** As if the minute in which a released letter can be taken back were over. */
async function minutePasses(event: EventRow): Promise<void> {
  await db()
    .update(campaigns)
    .set({ sendAt: sql`now()` })
    .where(and(eq(campaigns.eventId, event.id), eq(campaigns.state, 'scheduled')))
}

test('an organiser writes to all accepted parliamentarians, looks at a copy, releases, watches it leave, and stops another', async ({
  page,
}) => {
  const event = await makeEvent({ languages: ['en', 'ru'] })
  const parliamentarians = await makeCategory(event, {
    slug: 'parliamentarian',
    form: 'parliamentarian',
    name: { en: 'Parliamentarian', ru: 'Парламентарий' },
  })
  const guests = await makeCategory(event, { slug: 'guest' })
  const accepted = { state: 'accepted', holdsPlace: true } as const
  await makeRegistration(event, parliamentarians, { ...accepted, givenName: 'Aigul', familyName: 'First' })
  await makeRegistration(event, parliamentarians, {
    ...accepted,
    givenName: 'Erlan',
    familyName: 'Second',
    nativeName: 'Ерлан Второй',
    locale: 'ru',
  })
  await makeRegistration(event, parliamentarians, { ...accepted, familyName: 'Hidden', isKeptOffLists: true })
  await makeRegistration(event, guests, { ...accepted, familyName: 'Guest' })
  await signIn(page.context(), await makeUser({ event }))
  const main = page.locator('main')
  const check = async () => {
    await expectAccessible(page)
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      await expectNoSidewaysScroll(page)
    }
  }

  await page.goto(`/en/admin/${event.slug}/registrations?state=accepted&category=parliamentarian`)
  await page.getByRole('button', { name: 'Begin a letter' }).click()
  await page.waitForURL(/letters\/1$/)
  await expect(main).toContainText('2 people get this letter')
  await expect(main).toContainText('Kept off lists: 1')
  await page.getByText('Save this choice under a name').click()
  await page.getByLabel('Name of the choice').fill('Accepted members')
  await page.getByRole('button', { name: 'Save the choice' }).click()
  await page.waitForURL(/done=segment/)

  await page.locator('[name="subject.en"]').fill('Buses on {date}')
  await page.locator('[name="body.en"]').fill('A bus takes you from {plaec} at 9.')
  await page.locator('#texts').getByRole('button', { name: 'Save' }).click()
  await expect(main).toContainText('There are no such data: {plaec}.')
  await page.locator('[name="body.en"]').fill('A bus takes you from {place} at 9.\n\nYour reference: {reference}.')
  await page.locator('#texts').getByRole('button', { name: 'Save' }).click()
  await page.waitForURL(/done=texts/)
  await expect(main).toContainText(
    '1 person reads Русский, in which the letter is not written. They get it in English.',
  )
  await page.getByLabel('Document').setInputFiles({
    name: 'Bus plan.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4\nstartxref\n0\n%%EOF'),
  })
  await page.getByRole('button', { name: 'Attach' }).click()
  await expect(main).toContainText('Bus plan.pdf (1 kB)')
  await check()

  await page.getByRole('link', { name: /Look at it as one of them/ }).click()
  await page.getByLabel('Find one of them').fill('Second')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page.frameLocator('iframe').locator('body')).toContainText(
    'A bus takes you from Test Hall, Almaty at 9.',
  )
  await expect(main).toContainText('They read Русский, in which it is not written.')
  await page.getByRole('button', { name: 'Send this copy to me' }).click()
  await expect(main).toContainText('The test is on its way to organiser-')
  await check()

  await page.getByRole('link', { name: 'Back to the letter' }).click()
  await page.getByRole('button', { name: 'Send to 2 people' }).click()
  await page.waitForURL(/done=released/)
  await expect(main).toContainText('It leaves at')
  await check()
  await minutePasses(event)
  // The page tells by itself.
  await expect(main.locator('.facts')).toContainText(/Left\s*2/)
  await expect(page.locator('h1 + .tag')).toHaveText('Sent')
  await check()
  const sent = await db()
    .select()
    .from(mails)
    .where(and(eq(mails.eventId, event.id), eq(mails.kind, 'campaign')))
  expect(sent.map(({ state }) => state)).toEqual(['sent', 'sent'])

  await page.goto(`/en/admin/${event.slug}/mail/letters`)
  await expect(page.getByRole('row', { name: /Buses on.*Official notice.*Sent.*2 have left/ })).toBeVisible()
  await check()
  await page.getByRole('button', { name: 'Write to many' }).click()
  await page.waitForURL(/letters\/2$/)
  await page.locator('[name="subject.en"]').fill('Wrong letter')
  await page.locator('[name="body.en"]').fill('It should not leave.')
  await page.locator('#texts').getByRole('button', { name: 'Save' }).click()
  await page.waitForURL(/done=texts/)
  await page.getByRole('button', { name: 'Accepted members' }).click()
  await page.waitForURL(/done=audience/)
  await page.getByRole('button', { name: 'Send to 2 people' }).click()
  await page.waitForURL(/done=released/)
  // One has left and one waits, whatever the worker does meanwhile.
  const second = and(eq(campaigns.eventId, event.id), eq(campaigns.number, 2))
  const [row] = await db().select().from(campaigns).where(second)
  await db().execute(
    sql`with made as (
          insert into mails (event_id, registration_id, campaign_id, kind, version, lane, "to", locale, subject, html, text, state, due_at)
          select ${event.id}, registration_id, campaign_id, 'campaign', 2, 'bulk', 'x@example.org', 'en', 'Wrong letter', 'x', 'x',
                 (case when row_number() over () = 1 then 'sent' else 'queued' end)::mail_state, now() + interval '1 hour'
          from campaign_recipients where campaign_id = ${row!.id} and left_out is null returning id, registration_id)
        update campaign_recipients set mail_id = made.id from made
        where made.registration_id = campaign_recipients.registration_id and campaign_id = ${row!.id}`,
  )
  await minutePasses(event)
  await page.getByRole('button', { name: 'Stop this letter' }).click()
  await page.waitForURL(/done=stop/)
  await expect(main.locator('.facts').first()).toContainText(/Left\s*1.*Stopped\s*1/s)
  await check()
  for (const locale of ['ru', 'kk']) {
    await page.goto(`/${locale}/admin/${event.slug}/mail/letters/2`)
    await check()
    await page.goto(`/${locale}/admin/${event.slug}/mail/letters`)
    await check()
  }
})

test('a bulletin is ended by one click, by a button without JavaScript, and never by looking at the page', async ({
  page,
}) => {
  const event = await makeEvent()
  const person = await makeRegistration(event, await makeCategory(event), { email: 'Reader@example.org' })
  await makeConsentVersion(event)
  await db().insert(consents).values({
    registrationId: person.id,
    eventId: event.id,
    purpose: 'processing',
    version: 1,
    isGiven: true,
    locale: 'ru',
  })
  const [mail] = await db()
    .insert(mails)
    .values({
      eventId: event.id,
      registrationId: person.id,
      kind: 'campaign',
      isBulletin: true,
      to: person.email,
      locale: 'ru',
      subject: 'x',
      html: 'x',
      text: 'x',
      state: 'sent',
    })
    .returning()
  const token = unsubscribeToken(mail!.id)
  const isEnded = async () => (await db().$count(unsubscribed, eq(unsubscribed.eventId, event.id))) === 1

  const looked = await ask(`/api/mail/unsubscribe/${token}`)
  expect([looked.status, looked.location, await isEnded()]).toEqual([303, `/ru/unsubscribe/${token}`, false])
  const body = 'List-Unsubscribe=One-Click'
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  for (const _ of [1, 2]) {
    const clicked = await ask(`/api/mail/unsubscribe/${token}`, { method: 'POST', body, headers })
    expect([clicked.status, await isEnded()]).toEqual([200, true])
  }
  const forged = await ask(`/api/mail/unsubscribe/${mail!.id}.forged`, { method: 'POST', body, headers })
  expect(forged.status).toBe(404)
  expect((await ask(`/en/unsubscribe/${mail!.id}`)).status).toBe(404)

  const again = await PlainForm.open(`/en/unsubscribe/${token}`, 'unsubscribe')
  expect((await again.post()).status).toBe(303)
  expect(await isEnded()).toBe(false)
  const end = await PlainForm.open(`/en/unsubscribe/${token}`, 'unsubscribe')
  await end.post()
  expect(await isEnded()).toBe(true)

  await page.setViewportSize({ width: 390, height: 800 })
  for (const locale of ['en', 'ru', 'kk']) {
    await page.goto(`/${locale}/unsubscribe/${token}`)
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
  }
})
