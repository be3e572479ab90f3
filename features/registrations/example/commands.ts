import { and, asc, eq, inArray } from 'drizzle-orm'
import { db } from '@/db'
import { users } from '@/db/schema/accounts'
import { categories, events } from '@/db/schema/events'
import { registrations } from '@/db/schema/registrations'
import { gateFocalDelegation } from '@/features/delegations/access'
import { createDelegation, setCredentials } from '@/features/delegations/commands'
import { addFocalPoint } from '@/features/delegations/focal-points/commands'
import { listRoles } from '@/features/delegations/queries'
import { addUsualRoles } from '@/features/delegations/roles/commands'
import { gateEvent, type ManagedEvent } from '@/features/events/access'
import type { Answers } from '@/lib/fields'
import type { Localized } from '@/lib/locales'
import { addMembers, reservePlaces } from '../members/commands'
import { setQuota } from '../places/commands'
import { addUsualReasons } from '../reasons/commands'
import { decideRegistration } from '../review/commands'
import { LIVE_STATES } from '../rules'
import { setPriority } from '../waiting-list/commands'

const DAY = 24 * 60 * 60 * 1000

/** Parliaments whose people have registered already; their names in the example's languages. */
const PARLIAMENTS: { country: string; name: Localized; places: number }[] = [
  {
    country: 'KZ',
    name: { en: 'Parliament of Kazakhstan', ru: 'Парламент Казахстана', kk: 'Қазақстан Парламенті' },
    places: 20,
  },
  {
    country: 'UZ',
    name: { en: 'Oliy Majlis of Uzbekistan', ru: 'Олий Мажлис Узбекистана', kk: 'Өзбекстан Олий Мажлисі' },
    places: 20,
  },
  {
    country: 'KG',
    name: { en: 'Jogorku Kenesh of Kyrgyzstan', ru: 'Жогорку Кенеш Кыргызстана', kk: 'Қырғызстан Жоғорғы Кеңесі' },
    places: 15,
  },
]

/** A delegation that its focal point is still entering. */
const ENTERED: Answers[] = [
  { memberRole: 'head', title: 'Ms', familyName: 'Namunazoda', givenName: 'Zarina', nativeName: 'Намуназода Зарина' },
  { memberRole: 'member', title: 'Ms', familyName: 'Misolova', givenName: 'Nigora', nativeName: 'Мисолова Нигора' },
  { memberRole: 'adviser', title: 'Mr', familyName: 'Misolov', givenName: 'Farrukh', nativeName: 'Мисолов Фаррух' },
]

/**
 * Gives the example conference its accreditation: roles, reasons, delegations with focal points and places, one still
 * being entered, decisions that are not told yet, an order on a waiting list. Sends no mail.
 * @param email of the organiser in whose name it is done
 */
export async function seedAccreditation(email: string, slug: string, now: Date): Promise<void> {
  const [user] = await db().select().from(users).where(eq(users.email, email.trim().toLowerCase()))
  const event = user && (await gateEvent({ ...user, locale: 'en' }, slug, 'manage'))
  if (!event) return
  await db()
    .update(events)
    .set({ delegationsCloseAt: new Date(event.startsAt.getTime() - 10 * DAY) })
    .where(eq(events.id, event.id))
  await db()
    .update(categories)
    .set({ asksPhoto: true, asksTravel: true, asksTravelDocument: true })
    .where(and(eq(categories.eventId, event.id), eq(categories.slug, 'parliamentarian')))
  await addUsualRoles(event)
  await addUsualReasons(event)
  for (const parliament of PARLIAMENTS) await gather(event, parliament)
  await enter(event, user, now)
  await decide(event, now)
}

/** Makes one delegation of a parliament's people who registered by themselves. */
async function gather(event: ManagedEvent, { country, name, places }: (typeof PARLIAMENTS)[number]): Promise<void> {
  const id = await createDelegation(event, { kind: 'parliament', name, country, note: '' })
  const roles = await listRoles(event)
  const people = await db()
    .select({ id: registrations.id })
    .from(registrations)
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .where(
      and(
        eq(registrations.eventId, event.id),
        eq(registrations.country, country),
        eq(categories.slug, 'parliamentarian'),
        inArray(registrations.state, [...LIVE_STATES]),
      ),
    )
    .orderBy(asc(registrations.createdAt))
    .limit(places)
  for (const [position, person] of people.entries()) {
    const role = roles.find(({ slug }) => slug === (position === 0 ? 'head' : 'member'))
    await db()
      .update(registrations)
      .set({ delegationId: id, delegationPosition: position, isHead: position === 0, roleId: role?.id ?? null })
      .where(eq(registrations.id, person.id))
  }
  await setQuota(event, { categoryId: null, delegationId: id, roleId: null }, places)
  await setCredentials(event, id, country === 'KG' ? 'copy' : 'accepted')
  await addFocalPoint(event, id, {
    email: `delegation-${country.toLowerCase()}@example.org`,
    name: '',
    locale: country === 'KZ' ? 'kk' : 'ru',
  })
}

async function enter(event: ManagedEvent, user: typeof users.$inferSelect, now: Date): Promise<void> {
  const name = { en: 'Majlisi Oli of Tajikistan', ru: 'Маджлиси Оли Таджикистана', kk: 'Тәжікстан Мәжіліси Олиі' }
  const id = await createDelegation(event, { kind: 'parliament', name, country: 'TJ', note: '' })
  await setQuota(event, { categoryId: null, delegationId: id, roleId: null }, 8)
  await addFocalPoint(event, id, { email: 'delegation-tj@example.org', name: '', locale: 'ru' })
  const focal = await gateFocalDelegation({ ...user, locale: 'en' }, id)
  if (!focal) return
  const usual = { category: 'parliamentarian', country: 'TJ', institution: name.en, position: 'Example Function' }
  await addMembers(
    focal,
    ENTERED.map((person) => ({ ...usual, locale: 'ru', ...person })),
    now,
  )
  await reservePlaces(focal, { category: 'parliamentarian', memberRole: 'staff', count: 2 }, now)
}

/** Some decisions made and not told, and one person put before the others on the waiting list. */
async function decide(event: ManagedEvent, now: Date): Promise<void> {
  const some = (state: 'submitted' | 'waiting_list', count: number) =>
    db()
      .select({ id: registrations.id })
      .from(registrations)
      .where(and(eq(registrations.eventId, event.id), eq(registrations.state, state)))
      .orderBy(asc(registrations.createdAt))
      .limit(count)
  for (const [at, { id }] of (await some('submitted', 3)).entries()) {
    const to = at < 2 ? ('accepted' as const) : ('declined' as const)
    await decideRegistration(event, id, { from: 'submitted', to, inform: 'later' }, now)
  }
  const waiting = await some('waiting_list', 3)
  const last = waiting.at(-1)
  if (last) await setPriority(event, last.id, { priority: 1, reason: 'Host country' }, now)
}
