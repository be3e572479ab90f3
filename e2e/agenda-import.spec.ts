import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { agendaSessions } from '@/db/schema/agenda'
import { makeRelease } from './fixtures/agenda'
import { frabXml, makeProgramme } from './fixtures/programme'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures/test'
import { makeEvent, makeUser, signIn } from './fixtures/world'

test('an agenda editor uploads a programme of other dates, reads its mistakes, and takes the rest over', async ({
  page,
  context,
}) => {
  const event = await makeEvent()
  await signIn(context, await makeUser({ event, role: 'agenda_editor' }))
  const [first, ...others] = makeProgramme('2014-12-27', { sessions: 4, rooms: 2, days: 1, speakers: 6 })
  const source = frabXml([{ ...first!, minutes: 0 }, ...others])
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`/en/admin/${event.slug}/agenda/import`)
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.getByLabel(/^File/).setInputFiles({
    name: 'schedule.xml',
    mimeType: 'text/xml',
    buffer: Buffer.from(source),
  })
  await page.getByRole('button', { name: 'Check' }).click()
  await expect(page.getByText('3 sessions are new')).toBeVisible()
  await expect(page.getByText('Session 1 of the file: Water in Central Asia, part 1')).toBeVisible()
  await expect(page.getByText('It ends when it begins, or before.')).toBeVisible()
  await expect(page.getByText('The file begins on 27 December 2014.')).toBeVisible()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)

  await page.getByRole('link', { name: 'Keep the dates of the file' }).click()
  await expect(page.getByText('There is nothing in this file to take over.')).toBeVisible()
  await page.getByRole('link', { name: 'Move it to the days of the event' }).click()
  await page.getByRole('button', { name: 'Take over 3 sessions' }).click()
  await expect(page.getByRole('status')).toContainText('3 sessions are new in the agenda')
  expect(await db().$count(agendaSessions, eq(agendaSessions.eventId, event.id))).toBe(3)
})

test('without JavaScript a pasted table is checked and refused with a sentence, in Kazakh', async ({
  browser,
  baseURL,
}) => {
  const event = await makeEvent()
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL })
  await signIn(context, await makeUser({ event }))
  const page = await context.newPage()
  await page.goto(`/kk/admin/${event.slug}/agenda/import`)
  await page.locator('textarea').fill('a;b\nc;d')
  await page.getByRole('button', { name: 'Тексеру' }).click()
  await expect(page.getByText('Бірде-бір жол бағандарды атамайды.').first()).toBeVisible()
  await context.close()
})

test('the programme is served as a PDF to everyone, anew only when it has changed, and the template to editors only', async ({
  request,
}) => {
  const event = await makeEvent()
  const address = `/api/events/${event.slug}/programme/kk`
  expect((await request.get(address)).status()).toBe(404)
  await makeRelease(event, {}, 4)
  const answer = await request.get(address)
  expect(answer.status()).toBe(200)
  expect(answer.headers()).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename="${event.slug}-4-kk.pdf"`,
    'x-content-type-options': 'nosniff',
  })
  expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-')
  const again = await request.get(address, { headers: { 'if-none-match': answer.headers().etag! } })
  expect(again.status()).toBe(304)
  expect((await request.get(`/api/events/${event.slug}/programme/xx`)).status()).toBe(404)
  expect((await request.get(`/api/events/${event.slug}/agenda-template/csv`)).status()).toBe(404)
})
