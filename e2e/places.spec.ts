import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { mails } from '@/db/schema/mail'
import { registrations } from '@/db/schema/registrations'
import { saveDraft, submissionIdOf } from '@/features/registrations/drafts/commands'
import { answersTo, brokenPromises } from './fixtures/registrations'
import { expect, test } from './fixtures/test'
import { type CategoryRow, type EventRow, makeCategory, makeEvent } from './fixtures/world'
import { PlainForm } from './plain-form'

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

function openCheck(event: EventRow, category: CategoryRow, draft: string): Promise<PlainForm> {
  return PlainForm.open(`/en/${event.slug}/register/${category.slug}/${draft}?step=check`, 'registration')
}

/** All of them behind one address. */
const parliament = () => ({ 'x-forwarded-for': '192.0.2.200' })

const countOf = (all: string[]) =>
  Object.fromEntries([...new Set(all)].sort().map((one) => [one, all.filter((other) => other === one).length]))

test('200 people who send their forms at the same moment for 7 places: 7 accepted, 193 wait', async () => {
  const event = await makeEvent()
  const category = await makeCategory(event, { isReviewed: false, capacity: 7 })
  const drafts = await makeDrafts(category, 200)
  const forms = await inTurns(drafts, (draft) => openCheck(event, category, draft))
  const answers = await Promise.all(forms.map((form) => form.post({}, undefined, parliament())))
  expect(answers.map(({ status, location }) => `${status} ${location}`)).toEqual(
    drafts.map((draft) => `303 /en/${event.slug}/sent/${submissionIdOf(draft)}`),
  )
  const rows = await db().select().from(registrations).where(eq(registrations.eventId, event.id))
  expect(countOf(rows.map(({ state }) => state))).toEqual({ accepted: 7, waiting_list: 193 })
  const letters = await db().select({ kind: mails.kind }).from(mails).where(eq(mails.eventId, event.id))
  expect(countOf(letters.map(({ kind }) => kind))).toEqual({ accepted: 7, waiting_list: 193 })
  expect(await brokenPromises(event)).toEqual([])
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
