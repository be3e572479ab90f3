import { createHash } from 'node:crypto'
import { and, asc, eq, inArray } from 'drizzle-orm'
import { db } from '@/db'
import { users } from '@/db/schema/accounts'
import { focalPoints } from '@/db/schema/delegations'
import { categories, consentVersions, events } from '@/db/schema/events'
import { mails } from '@/db/schema/mail'
import { registrations } from '@/db/schema/registrations'
import { gateFocalDelegation } from '@/features/delegations/access'
import { createDelegation, setCredentials, setFreeze } from '@/features/delegations/commands'
import { addFocalPoint } from '@/features/delegations/focal-points/commands'
import { listRoles } from '@/features/delegations/queries'
import { addUsualRoles } from '@/features/delegations/roles/commands'
import { gateEvent, type ManagedEvent } from '@/features/events/access'
import { consentTexts } from '@/features/events/rules'
import { env } from '@/lib/env'
import type { Localized } from '@/lib/locales'
import { addMembers, reservePlaces, sendDelegation } from '../members/commands'
import { setQuota } from '../places/commands'
import { addUsualReasons } from '../reasons/commands'
import { LIVE_STATES } from '../rules'
import { seedPeople } from './people/commands'
import { COMPANION_CATEGORY, ENTERED, OTHERS, PARLIAMENTS } from './rules'

const DAY = 24 * 60 * 60 * 1000

/**
 * Gives the example conference its accreditation: roles, reasons, delegations with focal points and places, one still
 * being entered and others further on, questions, invitations, and people at every turn of the way. Where a mail provider
 * is set its letters count as sent: nobody reads them.
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
  await wordConsents(event)
  await addUsualRoles(event)
  await addUsualReasons(event)
  await letBringCompanions(event)
  for (const parliament of PARLIAMENTS) await gather(event, parliament)
  await enter(event, user, now)
  for (const other of OTHERS) await enterOther(event, user, other, now)
  const staff = (await listRoles(event)).find(({ slug }) => slug === 'staff')
  if (staff) await setQuota(event, { categoryId: null, delegationId: null, roleId: staff.id }, 30)
  await seedPeople(event, now)
  const { RESEND_API_KEY, SMTP_URL } = env()
  if (RESEND_API_KEY || SMTP_URL)
    await db()
      .update(mails)
      .set({ state: 'sent', sentAt: now, sealedLink: null })
      .where(and(eq(mails.eventId, event.id), eq(mails.state, 'queued')))
}

/** What the example's people agreed to is what the event asks: nobody finds another wording on their page. */
async function wordConsents(event: ManagedEvent): Promise<void> {
  const texts = consentTexts(event) as Record<string, Localized>
  const digest = createHash('sha256').update(JSON.stringify(texts)).digest('hex')
  await db().update(consentVersions).set({ texts, digest }).where(eq(consentVersions.eventId, event.id))
}

/** Parliamentarians may bring somebody along, in a category that nobody registers in. */
async function letBringCompanions(event: ManagedEvent): Promise<void> {
  const values = { eventId: event.id, slug: 'companion', form: 'delegate' as const, position: 9, ...COMPANION_CATEGORY }
  const [companions] = await db().insert(categories).values(values).returning({ id: categories.id })
  await db()
    .update(categories)
    .set({ mostCompanions: 1, companionCategoryId: companions!.id })
    .where(and(eq(categories.eventId, event.id), eq(categories.slug, 'parliamentarian')))
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

/** A delegation of another kind, as far as its `shows` says. */
async function enterOther(
  event: ManagedEvent,
  user: typeof users.$inferSelect,
  { kind, name, country, places, shows, people }: (typeof OTHERS)[number],
  now: Date,
): Promise<void> {
  const id = await createDelegation(event, { kind, name, country, note: '' })
  await setQuota(event, { categoryId: null, delegationId: id, roleId: null }, places)
  const email = `delegation-${name.en!.toLowerCase().replace(/\W+/g, '-')}@example.org`
  await addFocalPoint(event, id, { email, name: '', locale: 'en' })
  await db()
    .update(focalPoints)
    .set({ invitedAt: new Date(now.getTime() - 9 * DAY), ...(people.length > 0 ? { firstSeenAt: now } : {}) })
    .where(eq(focalPoints.delegationId, id))
  const focal = await gateFocalDelegation({ ...user, locale: 'en' }, id)
  if (!focal || people.length === 0) return
  const usual = { category: 'delegate', country: country ?? 'UZ', institution: name.en!, position: 'Example Function' }
  await addMembers(
    focal,
    people.map((person) => ({ ...usual, locale: 'en', ...person })),
    now,
  )
  if (shows === 'sent') await sendDelegation(focal, now)
  if (shows === 'sent') await setCredentials(event, id, 'original')
  if (shows === 'frozen') await setFreeze(event, id, 'frozen', now)
  if (shows === 'unfrozen') await setFreeze(event, id, { until: new Date(event.startsAt.getTime() - 5 * DAY) }, now)
}
