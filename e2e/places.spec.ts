import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { client, db } from '@/db'
import { mails } from '@/db/schema/mail'
import { registrations } from '@/db/schema/registrations'
import { saveDraft, submissionIdOf } from '@/features/registrations/drafts/commands'
import { answersTo, brokenPromises } from './fixtures/registrations'
import { startServer } from './fixtures/server'
import { expect, test } from './fixtures/test'
import { type CategoryRow, type EventRow, makeCategory, makeEvent } from './fixtures/world'
import { PlainForm } from './plain-form'

// 200 pages are opened before each rush, on machines that have other things to do.
test.describe.configure({ timeout: 300_000 })

async function makeDrafts(category: CategoryRow, count: number): Promise<string[]> {
  const numbers = Array.from({ length: count }, (_, number) => number)
  return inTurns(numbers, (number) =>
    saveDraft(category.id, null, answersTo(category.form, { email: `person-${number}@example.org` }), new Date()),
  )
}

/** Few at a time, so that the getting ready is not the rush itself. */
async function inTurns<In, Out>(all: In[], run: (one: In) => Promise<Out>, atOnce = 8): Promise<Out[]> {
  const done: Out[] = []
  for (let start = 0; start < all.length; start += atOnce)
    done.push(...(await Promise.all(all.slice(start, start + atOnce).map(run))))
  return done
}

function openCheck(event: EventRow, category: CategoryRow, draft: string, site = ''): Promise<PlainForm> {
  return PlainForm.open(`${site}/en/${event.slug}/register/${category.slug}/${draft}?step=check`, 'registration')
}

/** All of them behind one network, each time another: a network has so many turns an hour. */
const parliament = () => ({
  'x-forwarded-for': `2001:db8:${randomBytes(4)
    .toString('hex')
    .replace(/^(.{4})/, '$1:')}::1`,
})

const countOf = (all: string[]) =>
  Object.fromEntries([...new Set(all)].sort().map((one) => [one, all.filter((other) => other === one).length]))

/** How 200 people fare who send their forms at the same moment. */
async function rush(category: CategoryRow, event: EventRow, site?: string): Promise<Record<string, number>> {
  const drafts = await makeDrafts(category, 200)
  const forms = await inTurns(drafts, (draft) => openCheck(event, category, draft, site))
  const headers = { ...parliament(), ...(site ? { origin: site } : {}) }
  const answers = await Promise.all(forms.map((form) => form.post({}, undefined, headers)))
  expect(answers.map(({ status, location }) => `${status} ${location}`)).toEqual(
    drafts.map((draft) => `303 /en/${event.slug}/sent/${submissionIdOf(draft)}`),
  )
  const rows = await db().select().from(registrations).where(eq(registrations.eventId, event.id))
  return countOf(rows.map(({ state }) => state))
}

for (const capacity of [1, 7, 50])
  test(`200 people who send their forms at the same moment for ${capacity} places: ${capacity} accepted, the others wait`, async () => {
    const event = await makeEvent()
    const category = await makeCategory(event, { isReviewed: false, capacity })
    const expected = { accepted: capacity, waiting_list: 200 - capacity }
    expect(await rush(category, event)).toEqual(expected)
    const letters = await db().select({ kind: mails.kind }).from(mails).where(eq(mails.eventId, event.id))
    expect(countOf(letters.map(({ kind }) => kind))).toEqual(expected)
    expect(await brokenPromises(event)).toEqual([])
  })

test('negative control: where the counter of places does not count, the same rush oversells', async () => {
  const server = await startServer({ PLENARY_PROXIES: '1' })
  try {
    // The guard alone is off: the built app is the same, and “taken < capacity” always holds.
    await client().unsafe(
      'create function forget() returns trigger language plpgsql as $$ begin new.taken := old.taken; return new; end $$',
    )
    await client().unsafe('create trigger forget before update on categories for each row execute function forget()')
    const event = await makeEvent()
    const category = await makeCategory(event, { isReviewed: false, capacity: 7 })
    expect(await rush(category, event, server.url)).toEqual({ accepted: 200 })
    expect(await brokenPromises(event)).toContain('0 taken, 200 hold a place')
  } finally {
    await server.stop()
  }
})

test('20 copies of one form at the same moment are one registration and one mail, and all lead to one page', async () => {
  const event = await makeEvent()
  const category = await makeCategory(event, { isReviewed: false, capacity: 7 })
  const [draft] = await makeDrafts(category, 1)
  const form = await openCheck(event, category, draft!)
  const answers = await Promise.all(Array.from({ length: 20 }, () => form.post()))
  expect(countOf(answers.map(({ status, location }) => `${status} ${location}`))).toEqual({
    [`303 /en/${event.slug}/sent/${submissionIdOf(draft!)}`]: 20,
  })
  expect(await db().$count(registrations, eq(registrations.eventId, event.id))).toBe(1)
  expect(await db().$count(mails, eq(mails.eventId, event.id))).toBe(1)
  expect(await brokenPromises(event)).toEqual([])
})

test('two windows with two people for the last place without a waiting list: one is told that it is taken', async () => {
  const event = await makeEvent()
  const category = await makeCategory(event, { isReviewed: false, capacity: 1, hasWaitingList: false })
  const forms = await inTurns(await makeDrafts(category, 2), (draft) => openCheck(event, category, draft))
  const answers = await Promise.all(forms.map((form) => form.post()))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 303])
  expect(answers.find(({ status }) => status === 200)!.main).toContain('All places in this category are taken.')
  expect(await brokenPromises(event)).toEqual([])
})
