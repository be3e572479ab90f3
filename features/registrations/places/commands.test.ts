import { expect, test } from '@playwright/test'
import { eq, inArray } from 'drizzle-orm'
import { client, db } from '@/db'
import { delegationRoles } from '@/db/schema/delegations'
import { categories } from '@/db/schema/events'
import { quotas, registrations } from '@/db/schema/registrations'
import { freshDatabase } from '@/e2e/fixtures/database'
import { makeCategory, makeEvent, makeRegistration, makeUser } from '@/e2e/fixtures/world'
import { addUsualRoles } from '@/features/delegations/roles/commands'
import { gateEvent } from '@/features/events/access'
import { decideRegistration } from '../review/commands'
import { setQuota } from './commands'

const now = new Date()
let database: Awaited<ReturnType<typeof freshDatabase>>

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())

/** An event of 12 places, 5 for staff, and two categories of 8: all that overlaps, and 48 people who want in. */
async function overlapping(capacity: number | null = 8) {
  const event = await makeEvent()
  const kinds = [await makeCategory(event, { capacity }), await makeCategory(event, { slug: 'other', capacity })]
  const managed = (await gateEvent({ ...(await makeUser({ event })), locale: 'en' }, event.slug, 'manage'))!
  await addUsualRoles(managed)
  const roles = await db().select().from(delegationRoles).where(eq(delegationRoles.eventId, event.id))
  const staff = roles.find(({ slug }) => slug === 'staff')!
  const member = roles.find(({ slug }) => slug === 'member')!
  await setQuota(managed, { categoryId: null, delegationId: null, roleId: null }, 12)
  await setQuota(managed, { categoryId: null, delegationId: null, roleId: staff.id }, 5)
  const people: Awaited<ReturnType<typeof makeRegistration>>[] = []
  for (let at = 0; at < 48; at++)
    people.push(await makeRegistration(event, kinds[at % 2]!, { roleId: at % 3 === 0 ? staff.id : member.id }))
  const acceptAll = () =>
    Promise.allSettled(
      people.map(({ id }) =>
        decideRegistration(managed, id, { from: 'submitted', to: 'accepted', note: '', inform: 'later' }, now),
      ),
    )
  const held = async () => {
    const ids = people.map(({ id }) => id)
    const rows = await db().select().from(registrations).where(inArray(registrations.id, ids))
    const all = rows.filter(({ holdsPlace }) => holdsPlace)
    return {
      event: all.length,
      staff: all.filter(({ roleId }) => roleId === staff.id).length,
      categories: kinds.map(({ id }) => all.filter(({ categoryId }) => categoryId === id).length),
    }
  }
  const counted = async () => {
    const limits = await db().select().from(quotas).where(eq(quotas.eventId, event.id))
    const rows = await db().select().from(categories).where(eq(categories.eventId, event.id))
    return {
      event: limits.find(({ roleId }) => !roleId)!.taken,
      staff: limits.find(({ roleId }) => roleId)!.taken,
      categories: kinds.map(({ id }) => rows.find((row) => row.id === id)!.taken),
    }
  }
  return { managed, people, acceptAll, held, counted }
}

test('of 48 who are accepted at once none of the overlapping limits lets in more than it has, and no place is lost', async () => {
  const { acceptAll, held, counted } = await overlapping()
  const outcomes = await acceptAll()
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
  expect(refused.filter((code) => !['event_full', 'role_full', 'no_place_left'].includes(code))).toEqual([])
  const first = await held()
  expect(await counted()).toEqual(first)
  expect(first.event).toBe(12)
  expect(first.event + refused.length).toBe(48)
  expect(first.staff).toBeLessThanOrEqual(5)
  for (const count of first.categories) expect(count).toBeLessThanOrEqual(8)
  // Whoever was refused is refused again: all that could be given is given.
  expect((await acceptAll()).filter(({ status }) => status === 'fulfilled')).toEqual([])
  expect(await held()).toEqual(first)
})

test('negative control: where the quotas do not count, the same rush oversells the event and the role', async () => {
  const { acceptAll, held } = await overlapping(null)
  const forget =
    'create function forget() returns trigger language plpgsql as $$ begin new.taken := old.taken; return new; end $$'
  await client().unsafe(forget)
  await client().unsafe('create trigger forget before update on quotas for each row execute function forget()')
  await acceptAll()
  await client().unsafe('drop trigger forget on quotas')
  const { event, staff } = await held()
  expect({ event, staff }).toEqual({ event: 48, staff: 16 })
})
