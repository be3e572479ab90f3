import { expect, test } from '@playwright/test'
import { eq, sql } from 'drizzle-orm'
import { db } from '@/db'
import { mailQueue, mails } from '@/db/schema/mail'
import { freshDatabase } from '@/e2e/fixtures/database'
import { type SmtpStandIn, startNonsense, startSmtp } from '@/e2e/stand-ins/smtp'
import type { Letter } from '@/emails/letter'
import { insertMail, prepareMail, resumeQueue } from '../commands'
import { smtpTransport, type Transport } from '../transports/commands'
import { deliverDueMails } from './commands'

let database: Awaited<ReturnType<typeof freshDatabase>>
let smtp: SmtpStandIn
let way: Transport

test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  smtp = await startSmtp()
  way = smtpTransport({ url: smtp.url, from: 'Пленум <plenary@example.org>', host: 'conference.example.org' })
  await db().delete(mails)
  await db().update(mailQueue).set({ pausedBecause: null, pausedAt: null, nextTurnAt: sql`now()` })
})
test.afterEach(async () => {
  way.close()
  await smtp.close()
})

async function queueMail({ to = 'delegate@example.org', ...changes }: Partial<Letter> & { to?: string } = {}) {
  const letter: Letter = {
    locale: 'kk',
    subject: 'Қатысуыңыз расталды',
    preview: 'Preview',
    brand: { name: 'Example Forum', colour: '#0B2E4F' },
    heading: 'Heading',
    greeting: 'Құрметті Dr Aigul Example,',
    paragraphs: ['Paragraph.'],
    facts: [],
    closing: [],
    footer: [],
    ...changes,
  }
  const mail = await prepareMail({
    eventId: null,
    kind: 'test',
    to,
    replyTo: 'secretariat@example.org',
    letter,
    calendar: 'BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n',
  })
  return (await db().transaction((tx) => insertMail(tx, mail)))!
}

async function mailOf(id: string) {
  const [mail] = await db().select().from(mails).where(eq(mails.id, id))
  return mail!
}

async function letTimePass(): Promise<void> {
  await db().update(mails).set({ dueAt: sql`now() - interval '1 second'` }).where(eq(mails.state, 'queued'))
}

test('a mail server gets both parts, the calendar file and the right headers', async () => {
  const id = await queueMail()
  await deliverDueMails(way)
  expect(smtp.messages).toHaveLength(1)
  const { mail, recipients } = smtp.messages[0]!
  expect(recipients).toEqual(['delegate@example.org'])
  expect(mail.from?.value).toEqual([{ name: 'Пленум', address: 'plenary@example.org' }])
  expect(mail.replyTo?.value).toEqual([{ name: '', address: 'secretariat@example.org' }])
  expect(mail.messageId).toBe(`<${id}@conference.example.org>`)
  expect(mail.subject).toBe('Қатысуыңыз расталды')
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
  expect(mail.text).toContain('Құрметті Dr Aigul Example,')
  expect(mail.html).toContain('Құрметті Dr Aigul Example,')
  expect(mail.attachments).toHaveLength(1)
  expect(mail.attachments[0]).toMatchObject({ filename: 'event.ics', contentType: 'text/calendar' })
  expect(smtp.messages[0]!.raw).toMatch(/text\/calendar;[^\n]*(\n\s)?[^\n]*method=PUBLISH/)
  expect(mail.attachments[0]!.content.toString()).toContain('METHOD:PUBLISH')
  expect(await mailOf(id)).toMatchObject({ state: 'sent', error: null })
})

test('letters of another script in a domain are spelt as mail servers know them', async () => {
  await queueMail({ to: 'delegate@пример.рф' })
  await deliverDueMails(way)
  expect(smtp.messages[0]!.raw).toMatch(/^To: <?delegate@xn--e1afmkfd\.xn--p1ai>?\r$/m)
})

test('nothing in a name or a subject becomes a header or a recipient', async () => {
  const evil = 'Example\r\nBcc: victim@example.org\r\n\r\nBody'
  await queueMail({ subject: evil, greeting: `Dear ${evil},`, brand: { name: evil, colour: '#0B2E4F' } })
  await deliverDueMails(way)
  const { mail, recipients } = smtp.messages[0]!
  expect(recipients).toEqual(['delegate@example.org'])
  expect(mail.bcc).toBeUndefined()
  expect(mail.headers.has('bcc')).toBe(false)
  expect(mail.subject).toBe('Example Bcc: victim@example.org Body')
})

for (const to of ['a@example.org, b@example.org', 'a@example.org\r\nBcc: b@example.org', 'Name <a@example.org>', 'a']) {
  test(`${JSON.stringify(to)} is not taken for one address`, async () => {
    const letter = { locale: 'en', brand: {}, paragraphs: [], facts: [], closing: [], footer: [] } as unknown as Letter
    await expect(prepareMail({ eventId: null, kind: 'test', to, letter })).rejects.toThrow(
      'Not one plain mail address.',
    )
  })
}

test('what could not leave while the mail server was down leaves when it is up again', async () => {
  const { port } = smtp
  await smtp.close()
  const id = await queueMail()
  await deliverDueMails(way)
  expect(await mailOf(id)).toMatchObject({ state: 'queued', error: 'unreachable' })
  smtp = await startSmtp(port)
  await letTimePass()
  await deliverDueMails(way)
  expect(await mailOf(id)).toMatchObject({ state: 'sent' })
  expect(smtp.messages).toHaveLength(1)
})

for (const [what, fault, became, arrivals] of [
  ['refuses a message for now', 'later', { state: 'queued', error: 'trouble', answer: '451' }, 1],
  ['breaks off after the message, before its answer', 'disconnect', { state: 'queued', error: 'unreachable' }, 1],
  // SMTP knows no idempotency keys: most mailboxes show what comes twice under one Message-ID once.
  ['takes a message and breaks off', 'disconnectDelivered', { state: 'queued', error: 'unreachable' }, 2],
  ['takes a message and is silent', 'hangDelivered', { state: 'queued', error: 'unreachable' }, 2],
  ['takes no mail for an address yet', 'addressLater', { state: 'queued', error: 'trouble', answer: '450 4.2.0' }, 1],
  ['refuses a message for good', 'never', { state: 'failed', error: 'refused', answer: '554' }, 0],
  ['knows no such address', 'noSuchAddress', { state: 'failed', error: 'refused', answer: '550 5.1.1' }, 0],
] as const) {
  test(`where a mail server ${what}, the mail is ${became.state}, and every copy has one Message-ID`, async () => {
    smtp.faults = [fault]
    const id = await queueMail()
    const impatient = smtpTransport({
      url: smtp.url,
      from: 'plenary@example.org',
      host: 'conference.example.org',
      timeoutMs: 1500,
    })
    await deliverDueMails(impatient)
    expect(await mailOf(id)).toMatchObject(became)
    await letTimePass()
    await deliverDueMails(impatient)
    impatient.close()
    expect(await mailOf(id)).toMatchObject(
      became.state === 'queued' ? { state: 'sent', error: null, answer: null } : became,
    )
    expect(smtp.messages.map(({ mail }) => mail.messageId)).toEqual(
      Array.from({ length: arrivals }, () => `<${id}@conference.example.org>`),
    )
  })
}

for (const [what, words] of [
  ['says nothing', null],
  ['speaks HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
  ['answers with a code that is none', '999 Hello\r\n'],
  ['answers without a code', 'Hello\r\n'],
  ['never ends its line', '220 '],
] as const) {
  test(`where a server ${what}, the mail waits and is not given up`, async () => {
    const nonsense = await startNonsense(words)
    const id = await queueMail()
    const wrong = smtpTransport({
      url: nonsense.url,
      from: 'plenary@example.org',
      host: 'example.org',
      timeoutMs: 1000,
    })
    await deliverDueMails(wrong)
    wrong.close()
    await nonsense.close()
    expect(await mailOf(id)).toMatchObject({ state: 'queued', error: 'unreachable', attempts: 1 })
    await letTimePass()
    await deliverDueMails(way)
    expect(await mailOf(id)).toMatchObject({ state: 'sent' })
    expect(smtp.messages).toHaveLength(1)
  })
}

test('a wrong password stops the queue; once it is right and resumed, the mail leaves', async () => {
  smtp.acceptsPassword = false
  const id = await queueMail()
  await deliverDueMails(way)
  expect((await db().select().from(mailQueue))[0]!.pausedBecause).toBe('key_refused')
  expect(await mailOf(id)).toMatchObject({ state: 'queued', attempts: 0 })
  smtp.acceptsPassword = true
  await resumeQueue({ kind: 'system' })
  await deliverDueMails(way)
  expect(await mailOf(id)).toMatchObject({ state: 'sent' })
})
