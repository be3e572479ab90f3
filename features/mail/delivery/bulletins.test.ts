import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { db } from '@/db'
import { events } from '@/db/schema/events'
import { campaignFiles, campaigns } from '@/db/schema/mail'
import { asked, freshDatabase } from '@/e2e/fixtures/database'
import { emptyOutbox, letTimePass, mailOf, queueMail, queueMany } from '@/e2e/fixtures/mail'
import { startResend } from '@/e2e/stand-ins/resend'
import { startSmtp } from '@/e2e/stand-ins/smtp'
import { env } from '@/lib/env'
import { mailIdOfUnsubscribe } from '../rules'
import { resendTransport, smtpTransport } from '../transports/commands'
import { deliverDueMails } from './commands'

let database: Awaited<ReturnType<typeof freshDatabase>>
let campaignId: string

const FILES = [
  { name: 'Бағдарлама.pdf', type: 'application/pdf', data: Buffer.from('%PDF-1.7 example') },
  { name: 'note.txt', type: 'text/plain', data: Buffer.from('A note\n') },
]

test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  await emptyOutbox()
  const [event] = await db()
    .insert(events)
    .values({
      slug: randomUUID(),
      name: { en: 'Example Forum' },
      startsAt: new Date('2030-01-01T04:00:00Z'),
      endsAt: new Date('2030-01-02T12:00:00Z'),
      timeZone: 'Asia/Tashkent',
      contactEmail: 'secretariat@example.org',
    })
    .returning()
  const [campaign] = await db().insert(campaigns).values({ eventId: event!.id, number: 1 }).returning()
  campaignId = campaign!.id
  await db()
    .insert(campaignFiles)
    .values(FILES.map((file) => ({ ...file, campaignId, size: file.data.length })))
})

const bulletin = () => ({
  kind: 'campaign',
  lane: 'bulk' as const,
  campaignId,
  isBulletin: true,
  letter: { footer: ['No more of these: {{unsubscribe}}'] },
})

/** The mail that an address to end bulletins was made for. */
function endedBy(address: string): string | null {
  const [, token = ''] = address.split(`${env().PUBLIC_URL}/api/mail/unsubscribe/`)
  return mailIdOfUnsubscribe(token)
}

test('a bulletin has its files, and can be ended with one click from its head and from its text', async () => {
  const resend = await startResend()
  const way = resendTransport({ apiKey: 're_test', baseUrl: resend.url, from: 'plenary@example.org', perSecond: 100 })
  const id = await queueMail(bulletin())
  await deliverDueMails(way)
  const [mail] = resend.deliveries.get(id)!
  const { 'List-Unsubscribe': list, 'List-Unsubscribe-Post': post } = mail!.headers!
  expect(post).toBe('List-Unsubscribe=One-Click')
  expect(endedBy(list!.slice(1, -1))).toBe(id)
  const [, written] = mail!.text.match(/No more of these:\s+(\S+)/)!
  expect(endedBy(written!)).toBe(id)
  expect(mail!.html).toContain(written!)
  expect(mail!.html + mail!.text).not.toContain('{{')
  const files = mail!.attachments!.map(({ filename, content, content_type }) => ({
    name: filename,
    type: content_type,
    data: Buffer.from(content, 'base64'),
  }))
  expect(files.sort((a, b) => b.name.localeCompare(a.name, 'en'))).toEqual(
    [...FILES].sort((a, b) => b.name.localeCompare(a.name, 'en')),
  )
  await resend.close()
})

test('a mail server gets the same of a bulletin', async () => {
  const smtp = await startSmtp()
  const way = smtpTransport({ url: smtp.url, from: 'plenary@example.org', host: 'conference.example.org' })
  const id = await queueMail({ ...bulletin(), calendar: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' })
  await deliverDueMails(way)
  way.close()
  const { mail, raw } = smtp.messages[0]!
  expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
  // The one header may be as long as it is: folded within the address it would be none.
  const [, address = ''] = raw.replace(/\r\n\s+/g, ' ').match(/^List-Unsubscribe: <(\S+)>/m)!
  expect(endedBy(address)).toBe(id)
  expect(mail.attachments.map(({ filename }) => filename).sort()).toEqual(['event.ics', 'note.txt', 'Бағдарлама.pdf'])
  await smtp.close()
})

test('an official notice has no way out of it', async () => {
  const resend = await startResend()
  const way = resendTransport({ apiKey: 're_test', baseUrl: resend.url, from: 'plenary@example.org', perSecond: 100 })
  const id = await queueMail({ ...bulletin(), isBulletin: false, letter: {} })
  await deliverDueMails(way)
  expect(resend.deliveries.get(id)![0]!.headers).toEqual({ 'Auto-Submitted': 'auto-generated' })
  await resend.close()
})

test('files are read once for all mails of a letter, and every try has the same body', async () => {
  const resend = await startResend()
  resend.limit = 1000
  const way = resendTransport({ apiKey: 're_test', baseUrl: resend.url, from: 'plenary@example.org', perSecond: 1000 })
  const ids = await queueMany(10, bulletin())
  resend.faults = Array.from({ length: 10 }, () => 'resetDelivered')
  const queries = await asked(async () => {
    await deliverDueMails(way)
    await letTimePass()
    await deliverDueMails(way)
  })
  expect(queries.filter(({ query }) => /select "name".*"data" from "campaign_files"/.test(query))).toHaveLength(1)
  for (const id of ids) {
    expect(resend.deliveries.get(id)).toHaveLength(1)
    expect(await mailOf(id)).toMatchObject({ state: 'sent', attempts: 2 })
  }
  await resend.close()
})
