import { expect, test } from '@playwright/test'
import { and, asc, eq, sql } from 'drizzle-orm'
import { strToU8, zipSync } from 'fflate'
import { db } from '@/db'
import { audit } from '@/db/schema/audit'
import { delegations } from '@/db/schema/delegations'
import { events } from '@/db/schema/events'
import { campaignFiles, campaignRecipients, campaigns, mails, unsubscribed } from '@/db/schema/mail'
import { consents, registrations } from '@/db/schema/registrations'
import { asked, freshDatabase } from '@/e2e/fixtures/database'
import {
  type CategoryRow,
  type EventRow,
  makeCategory,
  makeConsentVersion,
  makeEvent,
  makeRegistration,
  makeUser,
} from '@/e2e/fixtures/world'
import { gateEvent, type ManagedEvent, type OwnedEvent } from '@/features/events/access'
import { unsubscribeToken } from '@/features/mail/rules'
import { Refusal } from '@/lib/errors'
import {
  approveCampaign,
  createCampaign,
  deleteCampaign,
  releaseCampaign,
  saveAudience,
  saveTexts,
  sendTest,
  setApproval,
  stopCampaign,
  takeBackCampaign,
} from './commands'
import { attachFile, removeFile } from './files/commands'
import { countAudience, findRecipients, listCampaigns, readCampaign, readCopy, readProgress } from './queries'
import { readAudience } from './rules'
import { deleteSegment, saveSegment } from './segments/commands'
import { listSegments } from './segments/queries'
import { sendCampaigns } from './sending/commands'
import { subscribeAgain, unsubscribe } from './unsubscribing/commands'
import { bulletinOf } from './unsubscribing/queries'

const now = new Date()
const DAY = 24 * 60 * 60 * 1000
let database: Awaited<ReturnType<typeof freshDatabase>>
let event: EventRow
let category: CategoryRow
let desk: ManagedEvent
let colleague: ManagedEvent

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  event = await makeEvent()
  category = await makeCategory(event)
  desk = await someone('organiser')
  colleague = await someone('organiser')
})

async function someone(role: 'organiser' | 'owner'): Promise<ManagedEvent> {
  const user = await makeUser({ event, role })
  return (await gateEvent({ ...user, locale: 'en' as const } as never, event.slug, 'manage'))!
}

const everybody = readAudience({})
const accepted = readAudience({ state: 'accepted' })
const WORDS = {
  subject: { en: 'Buses for {name}' },
  heading: {},
  body: { en: 'Dear colleague of {delegation},\n\nYour bus leaves at 9. See you in {place}.' },
}

/** A draft with words, and its version. */
async function draft(
  audience = accepted,
  kind: 'notice' | 'bulletin' = 'notice',
): Promise<{ number: number; version: number }> {
  const number = await createCampaign(desk, audience)
  await saveTexts(desk, number, 1, { kind, ...WORDS })
  return { number, version: 2 }
}

async function release({ number, version }: { number: number; version: number }, sendAt = ''): Promise<void> {
  const campaign = (await readCampaign(desk, number))!
  const { total } = await countAudience(desk, campaign.kind, readAudience(campaign.audience))
  await releaseCampaign(desk, number, { version, count: total }, sendAt, now)
}

/** As if its minute, or its day, had come. */
async function comes(number: number): Promise<void> {
  await db()
    .update(campaigns)
    .set({ sendAt: sql`now() - interval '1 second'` })
    .where(and(eq(campaigns.eventId, event.id), eq(campaigns.number, number)))
}

const theirMails = () =>
  db()
    .select()
    .from(mails)
    .where(and(eq(mails.eventId, event.id), eq(mails.kind, 'campaign')))
    .orderBy(asc(mails.to))

const person = (values: Parameters<typeof makeRegistration>[2] = {}) =>
  makeRegistration(event, category, { state: 'accepted', toldState: 'accepted', ...values })

async function refused(act: Promise<unknown>): Promise<string> {
  try {
    await act
  } catch (error) {
    if (error instanceof Refusal) return error.field ? `${error.code} at ${error.field}` : error.code
    throw error
  }
  return 'done'
}

test('a letter goes once to each whom the filters find, in their language, with their own data in it', async () => {
  const [delegation] = await db()
    .insert(delegations)
    .values({ eventId: event.id, name: { en: 'Example State' }, kind: 'state', searchKey: 'eksample state' })
    .returning()
  const first = await person({ givenName: 'Aigul', delegationId: delegation!.id, email: 'aigul@example.org' })
  await person({ givenName: '<b>Bold</b> http://evil.example', email: 'bold@example.org' })
  await person({ state: 'submitted', toldState: 'submitted', holdsPlace: false })
  const letter = await draft()
  await release(letter)
  expect(await sendCampaigns(), 'nothing leaves within the minute').toBe(0)
  await comes(letter.number)
  expect(await sendCampaigns()).toBe(2)
  expect(await sendCampaigns()).toBe(0)
  const [toFirst, toBold] = await theirMails()
  expect(toFirst).toMatchObject({
    to: first.email,
    registrationId: first.id,
    lane: 'bulk',
    isBulletin: false,
    version: letter.number,
    replyTo: event.contactEmail,
    subject: 'Buses for Ms Aigul Example',
  })
  expect(toFirst!.text).toContain('Dear colleague of Example State,')
  expect(toFirst!.text).toContain('See you in Test Hall, Almaty.')
  expect(toBold!.html).not.toContain('<b>Bold')
  expect(toBold!.html, 'no program makes a link of it').not.toContain('http://evil')
  expect((await readProgress(desk, (await readCampaign(desk, letter.number))!)).queued).toBe(2)
  await db().update(mails).set({ state: 'sent' }).where(eq(mails.eventId, event.id))
  await sendCampaigns()
  expect((await readCampaign(desk, letter.number))!.state).toBe('sent')
})

test('who is left out is counted with the first reason, and the same holds when their mail is written', async () => {
  const good = await person({ email: 'shared@example.org' })
  await person({ email: 'Shared@example.org', givenName: 'Other' })
  await person({ isKeptOffLists: true })
  await person({ erasedAt: now, email: '', givenName: 'Erased' })
  await person({ email: '' })
  await person({ toldState: 'submitted' })
  const bounced = await person()
  await db().insert(mails).values({
    eventId: event.id,
    registrationId: bounced.id,
    kind: 'accepted',
    to: bounced.email,
    locale: 'en',
    subject: 'x',
    html: 'x',
    text: 'x',
    state: 'bounced',
  })
  const reluctant = await person()
  await makeConsentVersion(event)
  await db().insert(consents).values({
    registrationId: reluctant.id,
    eventId: event.id,
    purpose: 'processing',
    version: 1,
    isGiven: false,
    locale: 'en',
  })
  const count = await countAudience(desk, 'notice', accepted)
  expect(count.total).toBe(2)
  expect(count.sharing).toBe(2)
  expect(Object.fromEntries(count.leftOut.map(({ why, count: of }) => [why, of]))).toEqual({
    kept_off: 1,
    erased: 1,
    no_address: 1,
    untold: 1,
    bounced: 1,
    no_consent: 1,
  })
  expect(count.leftOut.find(({ why }) => why === 'bounced')!.people[0]!.id).toBe(bounced.id)
  expect((await countAudience(desk, 'notice', { ...accepted, includesKeptOff: true })).total).toBe(3)

  const letter = await draft()
  await release(letter)
  await comes(letter.number)
  // Meanwhile one withdraws, and the other gets another address.
  await db()
    .update(registrations)
    .set({ state: 'withdrawn', toldState: 'withdrawn', holdsPlace: false })
    .where(eq(registrations.givenName, 'Other'))
  await db().update(registrations).set({ email: 'new@example.org' }).where(eq(registrations.id, good.id))
  await sendCampaigns()
  expect((await theirMails()).map(({ to }) => to)).toEqual(['new@example.org'])
  const left = await db()
    .select({ leftOut: campaignRecipients.leftOut })
    .from(campaignRecipients)
    .innerJoin(registrations, eq(registrations.id, campaignRecipients.registrationId))
    .where(eq(registrations.givenName, 'Other'))
  expect(left).toEqual([{ leftOut: 'moved' }])
})

test('without a status chosen nobody who takes part no more is written to, and no draft of a delegation ever', async () => {
  await person()
  await person({ state: 'declined', toldState: 'declined', holdsPlace: false })
  await person({ state: 'draft', toldState: null, holdsPlace: false })
  const all = await countAudience(desk, 'notice', everybody)
  expect([all.total, all.leftOut.map(({ why }) => why)]).toEqual([1, ['ended']])
  expect((await countAudience(desk, 'notice', readAudience({ state: 'declined' }))).total).toBe(1)
  expect((await countAudience(desk, 'notice', readAudience({ state: 'draft' }))).total).toBe(0)
})

test('a bulletin needs consent, can be ended with one click and taken up again; a notice cannot', async () => {
  await makeConsentVersion(event)
  const willing = await person({ email: 'Willing@example.org' })
  await person()
  await db().insert(consents).values({
    registrationId: willing.id,
    eventId: event.id,
    purpose: 'processing',
    version: 1,
    isGiven: true,
    locale: 'en',
  })
  const letter = await draft(accepted, 'bulletin')
  expect((await countAudience(desk, 'bulletin', accepted)).total).toBe(1)
  await release(letter)
  await comes(letter.number)
  await sendCampaigns()
  const [mail] = await theirMails()
  expect(mail).toMatchObject({ isBulletin: true, to: 'Willing@example.org' })
  expect(mail!.html).toContain('href="{{unsubscribe}}"')
  expect(mail!.text).toContain('{{unsubscribe}}')

  const token = unsubscribeToken(mail!.id)
  expect(await unsubscribe(`${token}x`)).toBe(false)
  expect(await unsubscribe(mail!.id)).toBe(false)
  expect(await unsubscribe(token)).toBe(true)
  expect(await unsubscribe(token)).toBe(true)
  expect(await db().select({ email: unsubscribed.email }).from(unsubscribed)).toEqual([
    { email: 'willing@example.org' },
  ])
  expect((await bulletinOf(token))!.isUnsubscribed).toBe(true)
  const after = await countAudience(desk, 'bulletin', accepted)
  expect([after.total, after.leftOut.map(({ why }) => why).sort()]).toEqual([0, ['no_consent', 'unsubscribed']])
  expect((await countAudience(desk, 'notice', accepted)).total, 'notices still come').toBe(2)
  expect(await subscribeAgain(token)).toBe(true)
  expect((await countAudience(desk, 'bulletin', accepted)).total).toBe(1)

  await db().update(mails).set({ isBulletin: false }).where(eq(mails.id, mail!.id))
  expect(await unsubscribe(token), 'a notice has nothing to end').toBe(false)
})

test('of two who release, approve or stop at once one wins and the other is told', async () => {
  await person()
  await db().update(events).set({ needsMailApproval: true }).where(eq(events.id, event.id))
  desk = await someone('organiser')
  const letter = await draft()
  const releases = await Promise.all([refused(release(letter)), refused(release(letter))])
  expect(releases.sort()).toEqual(['campaign_released', 'done'])
  await comes(letter.number)
  expect(await sendCampaigns(), 'it waits for a second person').toBe(0)
  expect(await refused(approveCampaign(desk, letter.number, now))).toBe('campaign_own_approval')
  const another = await someone('organiser')
  const approvals = await Promise.all(
    [colleague, another].map((each) => refused(approveCampaign(each, letter.number, now))),
  )
  expect(approvals.sort()).toEqual(['campaign_not_waiting', 'done'])
  await comes(letter.number)
  expect(await sendCampaigns()).toBe(1)
  expect(await refused(takeBackCampaign(desk, letter.number, now))).toBe('campaign_begun')
  const stops = await Promise.all([desk, colleague].map((each) => refused(stopCampaign(each, letter.number))))
  expect(stops.sort()).toEqual(['campaign_not_sending', 'done'])
  const acts = await db().select({ action: audit.action }).from(audit).where(eq(audit.eventId, event.id))
  expect(acts.map(({ action }) => action)).toEqual([
    'campaign.created',
    'campaign.written',
    'campaign.released',
    'campaign.approved',
    'campaign.stopped',
  ])
})

test('stopped half-way, what has left is counted and nothing else leaves, whoever is writing at this moment', async () => {
  for (let n = 0; n < 5; n++) await person({ email: `p${n}@example.org` })
  const letter = await draft()
  await release(letter)
  await comes(letter.number)
  await sendCampaigns()
  const [gone] = await theirMails()
  await db().update(mails).set({ state: 'sent' }).where(eq(mails.id, gone!.id))
  // Not written yet.
  const waiting = (await theirMails()).at(-1)!
  await db().delete(mails).where(eq(mails.id, waiting.id))
  expect(await stopCampaign(desk, letter.number)).toEqual({ stopped: 4, late: 1 })
  await sendCampaigns()
  expect((await theirMails()).map(({ state }) => state).sort()).toEqual(['sent', 'stopped', 'stopped', 'stopped'])
  const progress = await readProgress(desk, (await readCampaign(desk, letter.number))!)
  expect(progress).toMatchObject({ sent: 1, stopped: 3, open: 1, queued: 0 })

  const second = await draft()
  await release(second)
  await comes(second.number)
  const [, stop] = await Promise.all([sendCampaigns(), sendCampaigns().then(() => stopCampaign(desk, second.number))])
  await sendCampaigns()
  expect(stop.stopped).toBe(5)
  expect(
    await db().$count(
      mails,
      and(eq(mails.version, second.number), eq(mails.eventId, event.id), eq(mails.state, 'queued')),
    ),
  ).toBe(0)
})

test('four workers at once and one killed in the middle write to 230 people once each', async () => {
  await db().execute(
    sql`insert into registrations (id, event_id, category_id, reference, state, told_state, holds_place, given_name, family_name, sort_key, search_key, person_key, country, position, institution, email, locale, link_hash)
        select gen_random_uuid(), ${event.id}, ${category.id}, n::text, 'accepted', 'accepted', true, 'P', n::text, n::text, n::text, n::text, 'KZ', '', 'I', 'p' || n || '@example.org', 'en', ${event.id} || n
        from generate_series(1, 230) n`,
  )
  const letter = await draft()
  await release(letter)
  await comes(letter.number)
  // A batch that was rendered and never committed leaves nothing behind.
  await db()
    .transaction(async (tx) => {
      await tx.update(campaignRecipients).set({ leftOut: 'broken' })
      throw new Error('killed')
    })
    .catch(() => {})
  while ((await Promise.all(Array.from({ length: 4 }, () => sendCampaigns()))).some((queued) => queued > 0));
  const sent = await theirMails()
  expect([sent.length, new Set(sent.map(({ to }) => to)).size]).toEqual([230, 230])
  expect((await readProgress(desk, (await readCampaign(desk, letter.number))!)).queued).toBe(230)
})

test('5,000 people are counted, listed and frozen without being loaded, in as few queries as five', async () => {
  await db().execute(
    sql`insert into registrations (id, event_id, category_id, reference, state, told_state, holds_place, given_name, family_name, sort_key, search_key, person_key, country, position, institution, email, locale, link_hash, is_kept_off_lists)
        select gen_random_uuid(), ${event.id}, ${category.id}, n::text, 'accepted', 'accepted', true, 'P', n::text, n::text, n::text, n::text, 'KZ', '', 'I', 'p' || n || '@example.org', 'en', ${event.id} || n, n % 10 = 0
        from generate_series(1, 5000) n`,
  )
  const letter = await draft()
  const queries = await asked(async () => {
    const count = await countAudience(desk, 'notice', accepted)
    expect([count.total, count.leftOut[0]!.count, count.leftOut[0]!.people.length]).toEqual([4500, 500, 20])
    expect(await findRecipients(desk, (await readCampaign(desk, letter.number))!, {})).toHaveLength(10)
  })
  expect(queries.length).toBe(4)
  await release(letter)
  expect(
    await db().$count(
      campaignRecipients,
      eq(campaignRecipients.campaignId, (await readCampaign(desk, letter.number))!.id),
    ),
  ).toBe(5000)
})

test('what cannot be released is refused with a sentence, and nothing of it is left behind', async () => {
  const empty = await draft(readAudience({ state: 'checked_in' }))
  expect(await refused(releaseCampaign(desk, empty.number, { version: 2, count: 0 }, '', now))).toBe('campaign_nobody')
  await person()
  const letter = await draft()
  const at = (sendAt: string, count = 1, version = letter.version) =>
    refused(releaseCampaign(desk, letter.number, { version, count }, sendAt, now))
  expect(await at('2020-01-01T10:00')).toBe('campaign_past at sendAt')
  expect(await at('tomorrow')).toBe('campaign_time at sendAt')
  expect(await at('2027-02-30T10:00')).toBe('campaign_time at sendAt')
  expect(await at('', 7)).toBe('campaign_audience_moved')
  expect(await at('', 1, 1)).toBe('campaign_changed')
  const unwritten = await createCampaign(desk, accepted)
  expect(await refused(releaseCampaign(desk, unwritten, { version: 1, count: 1 }, '', now))).toBe('campaign_unwritten')
  expect(
    await db().$count(campaignRecipients, sql`campaign_id in (select id from campaigns where event_id = ${event.id})`),
  ).toBe(0)
  expect(await refused(releaseCampaign(desk, 99, { version: 1, count: 1 }, '', now))).toBe('campaign_unknown')

  const zoned = await makeEvent({ timeZone: 'Europe/Berlin' })
  const skipped = { ...desk, timeZone: zoned.timeZone } as ManagedEvent
  expect(
    await refused(
      releaseCampaign(skipped, letter.number, { version: letter.version, count: 1 }, '2027-03-28T02:30', now),
    ),
    'the clocks skip it',
  ).toBe('campaign_time at sendAt')

  await release(letter, '2027-10-16T10:00')
  const released = (await readCampaign(desk, letter.number))!
  expect(released).toMatchObject({ state: 'scheduled', sendAt: new Date('2027-10-16T05:00:00Z') })
  expect(await refused(saveTexts(desk, letter.number, 3, { kind: 'notice', ...WORDS }))).toBe('campaign_released')
  expect(await refused(saveAudience(desk, letter.number, 3, everybody))).toBe('campaign_released')
  expect(await refused(deleteCampaign(desk, letter.number))).toBe('campaign_released')
  await takeBackCampaign(colleague, letter.number, now)
  expect((await readCampaign(desk, letter.number))!).toMatchObject({ state: 'draft', sendAt: null, releasedBy: null })
  await deleteCampaign(desk, letter.number)
  expect(await readCampaign(desk, letter.number)).toBeNull()
})

test('a text with unknown data is refused at its field, and who lost the race to save is told', async () => {
  const number = await createCampaign(desk, accepted)
  const words = { ...WORDS, kind: 'notice' as const, body: { en: 'x', ru: 'Номер {passport}' } }
  expect(await refused(saveTexts(desk, number, 1, words))).toBe('campaign_placeholder at body.ru')
  const saves = await Promise.all([
    refused(saveTexts(desk, number, 1, { kind: 'notice', ...WORDS })),
    refused(saveTexts(colleague, number, 1, { kind: 'bulletin', ...WORDS })),
  ])
  expect(saves.sort()).toEqual(['campaign_changed', 'done'])
})

test('a reader of a language that is missing gets the next best, and that is said with their number', async () => {
  await person({ locale: 'kk' })
  const letter = await draft()
  const count = await countAudience(desk, 'notice', accepted)
  expect(count.byLocale).toEqual([{ locale: 'kk', count: 1 }])
  await release(letter)
  await comes(letter.number)
  await sendCampaigns()
  expect((await theirMails())[0]).toMatchObject({ locale: 'en' })
})

test('a person kept off lists who is included gets a subject that does not tell of the event', async () => {
  const hidden = await person({ isKeptOffLists: true })
  const letter = await draft(readAudience({ state: 'accepted', keptOff: 'yes' }))
  await saveTexts(desk, letter.number, 2, { ...WORDS, kind: 'notice', subject: { en: 'Buses for {event}' } })
  const copy = await readCopy(desk, (await readCampaign(desk, letter.number))!, hidden.id)
  expect(copy!.mail!.subject).toBe('A letter from the secretariat')
  const shown = /<div[^>]*display:none[^>]*>(.*?)<\/div>/s.exec(copy!.mail!.html)![1]
  expect(shown).toBe('')
})

test('a test goes to the organiser with the campaign’s files, and is counted nowhere', async () => {
  const guest = await person()
  const letter = await draft()
  await sendTest(desk, letter.number, guest.id)
  const [mail] = await db()
    .select()
    .from(mails)
    .where(and(eq(mails.eventId, event.id), eq(mails.kind, 'campaign_test')))
  expect(mail).toMatchObject({ registrationId: null, lane: 'personal' })
  expect(mail!.to).not.toBe(guest.email)
  expect((await listCampaigns(desk, 1)).rows[0]!.progress.queued).toBe(0)
  const stranger = await makeRegistration(await makeEvent(), category)
  expect(await refused(sendTest(desk, letter.number, stranger.id))).toBe('campaign_nobody')
})

test('what is attached is looked through: documents as they are, pictures drawn anew, the rest refused', async () => {
  const letter = await draft()
  let { version } = letter
  const attach = async (name: string, bytes: Uint8Array) => {
    const answer = await refused(attachFile(desk, letter.number, version, new File([bytes as BlobPart], name)))
    if (answer === 'done') version += 1
    return answer
  }
  const office = (main: string, more: Record<string, Uint8Array> = {}) =>
    zipSync({ '[Content_Types].xml': strToU8('<Types/>'), [main]: strToU8('<x/>'), ...more })
  const pdf = (body = '') => Buffer.from(`%PDF-1.4\n${body}\nstartxref\n0\n%%EOF`)
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  expect(await attach('../../Programme.exe.pdf', pdf())).toBe('done')
  expect(await attach('letter.docx', office('word/document.xml'))).toBe('done')
  expect(await attach('table.xlsx', office('xl/workbook.xml'))).toBe('done')
  expect(await attach('map.png', png)).toBe('done')
  expect(await attach('macro.docx', office('word/document.xml', { 'word/vbaProject.bin': strToU8('x') }))).toBe(
    'campaign_file_active at campaignFile',
  )
  expect(await attach('script.pdf', pdf('/JavaScript (app.alert)'))).toBe('file_active_content at campaignFile')
  expect(await attach('archive.docx', zipSync({ 'evil.exe': strToU8('MZ') }))).toBe(
    'campaign_file_kind at campaignFile',
  )
  expect(await attach('broken.docx', strToU8('PK\u0003\u0004nonsense'))).toBe('campaign_file_kind at campaignFile')
  expect(await attach('page.html', strToU8('<script>1</script>'))).toBe('campaign_file_kind at campaignFile')
  expect(await attach('empty.pdf', new Uint8Array())).toBe('file_empty at campaignFile')
  const large = Buffer.concat([pdf(), Buffer.alloc(5 * 1024 * 1024)])
  expect(await attach('large.pdf', large)).toBe('campaign_files_large at campaignFile')
  expect(await attach('fifth.pdf', pdf())).toBe('done')
  expect(await attach('sixth.pdf', pdf())).toBe('campaign_files_many at campaignFile')
  const kept = await db()
    .select({ name: campaignFiles.name, type: campaignFiles.type, id: campaignFiles.id })
    .from(campaignFiles)
    .innerJoin(campaigns, eq(campaigns.id, campaignFiles.campaignId))
    .where(eq(campaigns.eventId, event.id))
    .orderBy(asc(campaignFiles.name))
  expect(kept.map(({ name }) => name).sort()).toEqual([
    'Programme.exe.pdf',
    'fifth.pdf',
    'letter.docx',
    'map.jpg',
    'table.xlsx',
  ])
  await removeFile(desk, letter.number, version, kept[0]!.id)
  await person()
  await release({ number: letter.number, version: version + 1 })
  expect(await refused(removeFile(desk, letter.number, version + 2, kept[1]!.id))).toBe('campaign_released')
})

test('a choice of people is saved once under a name, and forgotten', async () => {
  await saveSegment(desk, 'Accepted', { state: 'accepted' })
  expect(await refused(saveSegment(desk, 'Accepted', {}))).toBe('segment_exists at segmentName')
  const [saved] = await listSegments(desk)
  expect(saved).toMatchObject({ name: 'Accepted', filters: { state: 'accepted' } })
  const elsewhere = { ...desk, id: (await makeEvent()).id } as ManagedEvent
  await deleteSegment(elsewhere, saved!.id)
  expect(await listSegments(desk)).toHaveLength(1)
  await deleteSegment(desk, saved!.id)
  expect(await listSegments(desk)).toEqual([])
})

test('only an owner decides whether a second person is needed, and an archived event changes nothing', async () => {
  const owner = (await gateEvent(
    { ...(await makeUser({ event, role: 'owner' })), locale: 'en' as const } as never,
    event.slug,
    'own',
  )) as OwnedEvent
  await setApproval(owner, true)
  await setApproval(owner, true)
  const acts = await db().select({ action: audit.action }).from(audit).where(eq(audit.eventId, event.id))
  expect(acts).toEqual([{ action: 'event.mail_approval_on' }])
  const archived = { ...desk, state: 'archived', endsAt: new Date(Date.now() - DAY) } as ManagedEvent
  expect(await refused(createCampaign(archived, accepted))).toBe('event_archived')
})
