import { readFileSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { rateLimits } from '@/db/schema/accounts'
import { drafts, registrations } from '@/db/schema/registrations'
import { PER_NETWORK, SIGN_UPS_PER_EMAIL } from '@/features/accounts/rate/rules'
import { gateEvent } from '@/features/events/access'
import { saveDraft } from '@/features/registrations/drafts/commands'
import { register } from '@/features/registrations/form/commands'
import { createInvitations } from '@/features/registrations/invitations/commands'
import { derivedToken } from '@/lib/secrets'
import { texts } from '@/lib/texts'
import { BROWSER_LANGUAGES } from './fixtures/languages'
import { answersTo } from './fixtures/registrations'
import { startServer } from './fixtures/server'
import { expect, test } from './fixtures/test'
import { type CategoryRow, type EventRow, makeCategory, makeEvent, makeUser } from './fixtures/world'
import { type Answer, ask, PlainForm } from './plain-form'

type Act = keyof typeof PER_NETWORK

let event: EventRow
let category: CategoryRow

test.beforeEach(async () => {
  event = await makeEvent()
  category = await makeCategory(event)
})

/** An address of the networks that are kept for examples, another for each call. */
const newAddress = () =>
  `2001:db8:${[0, 0, 0].map(() => Math.floor(Math.random() * 65_536).toString(16)).join(':')}:0:0:1`

const networkOf = (address: string) => `${address.split(':').slice(0, 4).join(':')}::/64`

/** As after a flood: `left` turns are left. */
async function leaveTurns(key: string[], turns: number, left = 0): Promise<void> {
  const hashed = derivedToken('rate_limit', JSON.stringify(key))
  const row = { count: turns - left, endsAt: new Date(Date.now() + 30 * 60 * 1000) }
  await db()
    .insert(rateLimits)
    .values({ key: hashed, ...row })
    .onConflictDoUpdate({ target: rateLimits.key, set: row })
}

const flood = (act: Act, address: string, left = 0) =>
  leaveTurns([act, address.includes(':') ? networkOf(address) : address], PER_NETWORK[act].turns, left)

const from = (address: string) => ({ 'x-forwarded-for': address })

const PERSON = { title: 'Ms', givenName: 'Aigul', familyName: 'Example', patronymic: '', nativeName: '' }

const newDraft = (email = `${event.slug}@example.org`) =>
  saveDraft(category.id, null, answersTo('delegate', { email }), new Date())

const begin = (locale = 'en') => PlainForm.open(`/${locale}/${event.slug}/register/delegate`, 'registration')

async function send(address: string, draft?: string): Promise<Answer> {
  const form = await PlainForm.open(
    `/en/${event.slug}/register/delegate/${draft ?? (await newDraft())}?step=check`,
    'registration',
  )
  return form.post({}, undefined, from(address))
}

const sentence = (locale: (typeof BROWSER_LANGUAGES)[number], hours: number) =>
  texts(locale)('refusals.network_wait', { hours, email: event.contactEmail })

for (const locale of BROWSER_LANGUAGES)
  test(`a network that begins too many forms is asked in ${locale} to wait, keeps what it typed, and others go on`, async () => {
    const [flooding, other] = [newAddress(), newAddress()]
    await flood('draft', flooding, 1)
    const form = await begin(locale)
    expect((await form.post(PERSON, undefined, from(flooding))).status).toBe(303)
    const begun = () => db().$count(drafts, eq(drafts.categoryId, category.id))
    expect(await begun()).toBe(1)
    for (const forged of [flooding, `198.51.100.9, ${flooding}`, flooding.replace(/1$/, '2')]) {
      const refused = await form.post({ ...PERSON, familyName: 'Kept' }, undefined, from(forged))
      expect([refused.status, refused.main]).toEqual([200, expect.stringContaining(sentence(locale, 24))])
      expect(refused.html).toContain('value="Kept"')
    }
    const language = await form.post({ ...PERSON, language: 'ru' }, undefined, from(flooding))
    expect([language.status, language.main]).toEqual([200, expect.stringContaining(sentence(locale, 24))])
    expect(await begun()).toBe(1)
    expect((await form.post(PERSON, undefined, from(other))).status).toBe(303)
    expect(await begun()).toBe(2)
  })

test('a network that sends too many forms is asked to wait, and its draft waits with it; others register', async () => {
  const [flooding, other] = [newAddress(), newAddress()]
  await flood('sign_up', flooding, 1)
  expect((await send(flooding)).status).toBe(303)
  const draft = await newDraft('second@example.org')
  const refused = await send(`203.0.113.1, ${flooding}`, draft)
  expect([refused.status, refused.main]).toEqual([200, expect.stringContaining(sentence('en', 1))])
  expect(await db().$count(registrations, eq(registrations.eventId, event.id))).toBe(1)
  expect((await send(other, draft)).status).toBe(303)
  expect(await db().$count(registrations, eq(registrations.eventId, event.id))).toBe(2)
})

test('one e-mail is signed up for so many people a day and no more, from wherever', async () => {
  const email = `Office@${event.slug}.example.org`
  await leaveTurns(['sign_up', event.id, email.toLowerCase()], SIGN_UPS_PER_EMAIL, 1)
  expect((await send(newAddress(), await newDraft(email))).status).toBe(303)
  const refused = await send(newAddress(), await newDraft(email))
  expect(refused.main).toContain(texts('en')('refusals.email_wait', { email: event.contactEmail }))
  expect(await db().$count(registrations, eq(registrations.eventId, event.id))).toBe(1)
})

test('sign-in links and lost links are asked for by a network so often and no more', async () => {
  const flooding = newAddress()
  for (const [act, path, id, refusal] of [
    ['sign_in', '/en/sign-in', 'sign-in', texts('en')('refusals.network_wait_only', { hours: 1 })],
    ['link', `/en/${event.slug}/link`, 'link-form', sentence('en', 1)],
  ] as const) {
    await flood(act, flooding)
    const form = await PlainForm.open(path, id)
    const post = (address: string) => form.post({ email: 'somebody@example.org' }, undefined, from(address))
    const refused = await post(flooding)
    expect([act, refused.main]).toEqual([act, expect.stringContaining(refusal)])
    expect(refused.html).toContain('somebody@example.org')
    expect((await post(newAddress())).main).not.toContain(refusal)
  }
})

test('wrong codes of invitations are counted by network and right ones are not', async () => {
  const address = newAddress()
  const user = await makeUser({ event })
  const managed = (await gateEvent({ ...user, locale: 'en' }, event.slug, 'manage'))!
  const code = { kind: 'code' as const, people: [], code: 'SENATE-2026', maxUses: 500, categoryId: category.id }
  const rest = { delegationId: null, expiresAt: null, locale: 'en' as const, skipsReview: false, usesReserve: false }
  await createInvitations(managed, { ...code, ...rest }, new Date())
  const form = await PlainForm.open(`/en/${event.slug}/invitation`, 'code-form')
  const enter = (word: string, who = address) => form.post({ code: word }, undefined, from(who))
  await flood('code', address, 2)
  for (let times = 0; times < 4; times++) expect((await enter('senate-2026')).status).toBe(303)
  for (const word of ['SENATE-2025', 'SENATE-2027']) expect((await enter(word)).main).not.toContain(sentence('en', 1))
  const refused = await enter('SENATE-2026')
  expect([refused.status, refused.main]).toEqual([200, expect.stringContaining(sentence('en', 1))])
  expect((await enter('SENATE-2026', newAddress())).status).toBe(303)
})

test('who floods with strangers’ addresses takes no lost link from those who registered', async () => {
  const key = derivedToken('rate_limit', JSON.stringify(['link', event.id]))
  const form = await PlainForm.open(`/en/${event.slug}/link`, 'link-form')
  await form.post({ email: 'stranger@example.org' }, undefined, from(newAddress()))
  expect(await db().$count(rateLimits, eq(rateLimits.key, key))).toBe(0)
})

/** An answer without what differs between any two: the address that was typed, and what is made anew for each page. */
const common = ({ status, location, html }: Answer, email: string) => ({
  status,
  location,
  html: html
    .replaceAll(email, 'EMAIL')
    .replace(/nonce[="\\:]+[^"\\]+/g, 'NONCE')
    .replace(/'nonce-[^']+'/g, 'NONCE'),
})

test('known and unknown addresses get the same answer, byte by byte', async () => {
  const known = await makeUser()
  const person = `p-${event.slug}@example.org`
  const id = crypto.randomUUID()
  await register(event, category, { id, answers: answersTo('delegate', { email: person }), locale: 'en' }, new Date())
  for (const [path, form, email] of [
    ['/en/sign-in', 'sign-in', known.email],
    [`/en/${event.slug}/link`, 'link-form', person],
  ] as const) {
    const stranger = email.replace(/^./, 'z')
    const answers = [email, stranger].map(async (typed) =>
      common(await (await PlainForm.open(path, form)).post({ email: typed }), typed),
    )
    const [toKnown, toStranger] = await Promise.all(answers)
    expect(toKnown).toEqual(toStranger)
    expect(toKnown!.status).toBe(200)
  }

  const receipts = []
  for (const email of [person, `z${person}`]) {
    const sent = await send(newAddress(), await newDraft(email))
    expect(sent.status).toBe(303)
    const receipt = await ask(sent.location!)
    const reference = /\d{4}\s\d{4}/.exec(receipt.html)![0]
    const submission = sent.location!.split('/').at(-1)!
    const html = receipt.html.replaceAll(reference, 'REFERENCE').replaceAll(submission, 'SUBMISSION')
    receipts.push(common({ ...receipt, html }, email))
  }
  expect(receipts[0]).toEqual(receipts[1])
})

test('of the addresses that were counted none is kept or logged', async () => {
  const address = newAddress()
  await flood('draft', address)
  await (await begin()).post(PERSON, undefined, from(address))
  const rows = JSON.stringify(await db().select().from(rateLimits))
  const log = readFileSync('test-results/server.log', 'utf8')
  for (const part of [address, networkOf(address), '192.0.2.200', '2001:db8'])
    expect([rows.includes(part), log.includes(part)]).toEqual([false, false])
})

test('without a proxy who is connected counts, whatever the header says', async () => {
  const server = await startServer({ PLENARY_PROXIES: '0' })
  try {
    event = await makeEvent()
    category = await makeCategory(event)
    const form = await PlainForm.open(`${server.url}/en/${event.slug}/register/delegate`, 'registration')
    const post = (headers: Record<string, string>) => form.post(PERSON, undefined, { origin: server.url, ...headers })
    expect((await post({})).status).toBe(303)
    await flood('draft', '127.0.0.1')
    for (const headers of [{}, from('198.51.100.7'), from(newAddress()), from('127.0.0.2, 198.51.100.7')])
      expect((await post(headers)).main).toContain(sentence('en', 24))
    expect(await db().$count(drafts, eq(drafts.categoryId, category.id))).toBe(1)
  } finally {
    await server.stop()
  }
})
