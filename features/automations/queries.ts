import { and, asc, count, eq, inArray, isNull, lte, notExists, or, type SQL, sql } from 'drizzle-orm'
import { db, type Transaction } from '@/db'
import { users } from '@/db/schema/accounts'
import { delegations, focalPoints } from '@/db/schema/delegations'
import { categories, type events } from '@/db/schema/events'
import { files } from '@/db/schema/files'
import { automations, mails } from '@/db/schema/mail'
import { registrations, travelDocuments } from '@/db/schema/registrations'
import { isFrozen } from '@/features/delegations/rules'
import type { ManagedEvent } from '@/features/events/access'
import { AUTOMATION_KINDS, AUTOMATIONS, type Automation, type AutomationKind, windowOf } from './rules'

type EventRow = typeof events.$inferSelect

/** All automations of an event, as they are set there or as they begin, in the order of its life. */
export async function listAutomations(event: ManagedEvent): Promise<Automation[]> {
  return automationsOf(event)
}

async function automationsOf(event: { id: string }): Promise<Automation[]> {
  const rows = await db().select().from(automations).where(eq(automations.eventId, event.id))
  return AUTOMATION_KINDS.map((kind) => {
    const { days, hour } = AUTOMATIONS[kind]
    const row = rows.find((each) => each.kind === kind)
    return { kind, isOn: row?.isOn ?? false, days: row?.days ?? days, hour: row?.hour ?? hour }
  })
}

/**
 * Each automation with how many letters are written, whom it would reach if its time had come now, and when that is.
 * @param now decides who was accepted long enough ago
 */
export async function readAutomations(event: ManagedEvent, now: Date) {
  const all = await automationsOf(event)
  const written = await db()
    .select({ kind: mails.kind, count: count() })
    .from(mails)
    .where(and(eq(mails.eventId, event.id), inArray(mails.kind, AUTOMATION_KINDS)))
    .groupBy(mails.kind)
  return Promise.all(
    all.map(async (automation) => ({
      ...automation,
      window: windowOf(automation, event),
      written: written.find(({ kind }) => kind === automation.kind)?.count ?? 0,
      audience: await countAudience(event, automation, now),
    })),
  )
}

async function countAudience(event: EventRow, automation: Automation, now: Date): Promise<number> {
  if (automation.kind === 'reminder_focal_points') return (await focalPointsDue(event, now)).length
  const [row] = await db()
    .select({ count: count() })
    .from(registrations)
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .where(peopleOf(event, automation, now))
  return row?.count ?? 0
}

/** People whom an automation writes to now, who have had no such letter, with what they have not given yet. */
export async function peopleDue(event: EventRow, automation: Automation, now: Date, limit: number, tx?: Transaction) {
  return (tx ?? db())
    .select({
      registration: registrations,
      categoryName: categories.name,
      lacks: {
        photo: sql<boolean>`${lacksPhoto()}`,
        travel: sql<boolean>`${lacksTravel()}`,
        passport: sql<boolean>`${lacksPassport()}`,
      },
    })
    .from(registrations)
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .where(peopleOf(event, automation, now))
    .orderBy(asc(registrations.id))
    .limit(limit)
}

const lacksPhoto = () =>
  and(
    categories.asksPhoto,
    eq(registrations.isPhotoExempt, false),
    notExists(
      db()
        .select({ id: files.id })
        .from(files)
        .where(and(eq(files.registrationId, registrations.id), eq(files.kind, 'photo'))),
    ),
  )
const lacksTravel = () => and(categories.asksTravel, sql`${registrations.travel} = '{}'::jsonb`)
const lacksPassport = () =>
  and(
    categories.asksTravelDocument,
    notExists(
      db()
        .select({ id: travelDocuments.registrationId })
        .from(travelDocuments)
        .where(eq(travelDocuments.registrationId, registrations.id)),
    ),
  )

function peopleOf(event: EventRow, { kind, days }: Automation, now: Date): SQL | undefined {
  const since = new Date(now.getTime() - days * 86_400_000)
  return and(
    eq(registrations.eventId, event.id),
    // As they know it: who is to be told later is not told by a reminder.
    inArray(registrations.toldState, ['accepted', 'checked_in']),
    inArray(registrations.state, ['accepted', 'checked_in']),
    isNull(registrations.erasedAt),
    isNull(registrations.erasureRequestedAt),
    kind === 'reminder_accepted' ? lte(registrations.stateSince, since) : undefined,
    kind === 'reminder_accepted' || kind === 'reminder_incomplete'
      ? or(lacksPhoto(), lacksTravel(), lacksPassport())
      : undefined,
    notExists(
      db()
        .select({ id: mails.id })
        .from(mails)
        .where(and(eq(mails.registrationId, registrations.id), eq(mails.kind, kind))),
    ),
    notExists(
      db()
        .select({ id: mails.id })
        .from(mails)
        .where(
          and(
            eq(mails.eventId, event.id),
            eq(mails.to, registrations.email),
            inArray(mails.state, ['bounced', 'complained']),
          ),
        ),
    ),
  )
}

/** Focal points of delegations that can still be sent and were not, who were invited and had no such letter. */
export async function focalPointsDue(event: EventRow, now: Date, limit?: number, tx?: Transaction) {
  const kind: AutomationKind = 'reminder_focal_points'
  const rows = await (tx ?? db())
    .select({ point: focalPoints, delegation: delegations, email: users.email })
    .from(focalPoints)
    .innerJoin(delegations, eq(delegations.id, focalPoints.delegationId))
    .innerJoin(users, eq(users.id, focalPoints.userId))
    .where(
      and(
        eq(focalPoints.eventId, event.id),
        isNull(delegations.sentAt),
        sql`${focalPoints.invitedAt} is not null`,
        notExists(
          db()
            .select({ id: mails.id })
            .from(mails)
            .where(and(eq(mails.focalPointId, focalPoints.id), eq(mails.kind, kind))),
        ),
      ),
    )
    .orderBy(asc(focalPoints.id))
  return rows.filter(({ delegation }) => !isFrozen(event, delegation, now)).slice(0, limit)
}
