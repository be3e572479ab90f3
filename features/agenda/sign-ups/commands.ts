import { and, asc, eq, gt, isNotNull, isNull, lt, notInArray, or, sql } from 'drizzle-orm'
import { db, type Transaction } from '@/db'
import { agendaSessions, sessionSignUps } from '@/db/schema/agenda'
import { events } from '@/db/schema/events'
import { registrations } from '@/db/schema/registrations'
import { signUpLetter } from '@/emails/sign-up'
import { recordAudit } from '@/features/audit/commands'
import { insertMail, prepareMail } from '@/features/mail/commands'
import { wakeWorker } from '@/features/mail/worker/commands'
import { changeRegistration } from '@/features/registrations/commands'
import { privateLink } from '@/features/registrations/notices/commands'
import type { Own } from '@/features/registrations/own/queries'
import { formatDateTime } from '@/lib/dates'
import { Refusal } from '@/lib/errors'
import { inLocale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'
import { visibleSession } from '../public/access'
import { readReader } from '../public/queries'
import { isSignUpOpen } from './rules'

type Person = Pick<Own, 'event' | 'registration'>

/**
 * Takes a place in a session, or the next in its line. Who asks twice stays as they are. The guard is in the update
 * itself and comes last, so however many ask at once, nothing is oversold.
 * @returns which of the two it became
 * @throws Refusal `sign_up_closed` where the session is not theirs, has no sign-up, or has begun
 */
export async function signUp(own: Person, sessionId: string, now: Date): Promise<'confirmed' | 'waiting'> {
  await openSession(own, sessionId, now)
  const { event, registration } = own
  return db().transaction(async (tx) => {
    const [made] = await tx
      .insert(sessionSignUps)
      .values({ eventId: event.id, sessionId, registrationId: registration.id, state: 'confirmed', createdAt: now })
      .onConflictDoNothing()
      .returning({ id: sessionSignUps.id })
    if (!made) {
      const [there] = await tx.select().from(sessionSignUps).where(ofPerson(sessionId, registration.id))
      return there?.state ?? 'waiting'
    }
    await audit(tx, event.id, sessionId, 'session.signed_up', registration.id)
    if (await takePlace(tx, sessionId, { isFirst: false })) return 'confirmed'
    await tx.update(sessionSignUps).set({ state: 'waiting' }).where(eq(sessionSignUps.id, made.id))
    return 'waiting'
  })
}

/**
 * Gives a place back, or leaves the line; whoever waits first gets the place and a letter. Nothing happens where there
 * was none.
 * @throws Refusal `sign_up_closed` as above
 */
export async function cancelSignUp(own: Person, sessionId: string, now: Date): Promise<void> {
  await openSession(own, sessionId, now)
  const { event, registration } = own
  await db().transaction(async (tx) => {
    const [gone] = await tx.delete(sessionSignUps).where(ofPerson(sessionId, registration.id)).returning()
    if (!gone) return
    await audit(tx, event.id, sessionId, 'session.sign_up_cancelled', registration.id)
    if (gone.state === 'confirmed') await freePlaces(tx, sessionId, 1)
  })
  await serveSignUps(now)
}

async function openSession({ event, registration }: Person, sessionId: string, now: Date): Promise<void> {
  const { reader } = await readReader({ registration })
  const found = await visibleSession(event, sessionId, reader)
  if (!found || !reader.isAccepted || !isSignUpOpen(found.session, event, now)) throw new Refusal('sign_up_closed')
}

/** Of the waiting, only the first passes those who wait. False: there is no place. */
async function takePlace(tx: Transaction, sessionId: string, { isFirst }: { isFirst: boolean }): Promise<boolean> {
  const [taken] = await tx
    .update(agendaSessions)
    .set({ taken: sql`${agendaSessions.taken} + 1` })
    .where(
      and(
        eq(agendaSessions.id, sessionId),
        isNull(agendaSessions.deletedAt),
        or(isNull(agendaSessions.capacity), lt(agendaSessions.taken, agendaSessions.capacity)),
        isFirst
          ? undefined
          : sql`not exists (select 1 from session_sign_ups where session_id = ${sessionId} and state = 'waiting')`,
      ),
    )
    .returning({ id: agendaSessions.id })
  return taken !== undefined
}

async function freePlaces(tx: Transaction, sessionId: string, count: number): Promise<void> {
  await tx
    .update(agendaSessions)
    .set({ taken: sql`greatest(0, ${agendaSessions.taken} - ${count})` })
    .where(eq(agendaSessions.id, sessionId))
}

/** States in which somebody keeps what they signed up for. */
const TAKING_PART = sql`('accepted', 'checked_in')`

/**
 * Gives back the places of those who no longer take part. A chore, because registrations know nothing of agendas: until
 * it runs, a place is kept too long, and never given twice.
 * @returns how many sign-ups ended
 */
export async function sweepSignUps(): Promise<number> {
  return db().transaction(async (tx) => {
    const gone = await tx
      .delete(sessionSignUps)
      .where(sql`${sessionSignUps.registrationId} in (select id from registrations where state not in ${TAKING_PART})`)
      .returning()
    const freed = new Map<string, number>()
    for (const { sessionId, state } of gone)
      if (state === 'confirmed') freed.set(sessionId, (freed.get(sessionId) ?? 0) + 1)
    // In one order, so that two who sweep at once do not wait in a circle.
    for (const [sessionId, count] of [...freed].sort()) await freePlaces(tx, sessionId, count)
    return gone.length
  })
}

/**
 * Gives free places to those who wait, the first of each line first, with a letter each. Called after whatever frees a
 * place, and regularly: places also come free where a session gets more of them.
 * @returns how many were given
 */
export async function serveSignUps(now: Date): Promise<number> {
  let given = 0
  const skipped: string[] = []
  for (;;) {
    const [next] = await db()
      .select({ signUp: sessionSignUps, session: agendaSessions, registration: registrations, event: events })
      .from(sessionSignUps)
      .innerJoin(agendaSessions, eq(agendaSessions.id, sessionSignUps.sessionId))
      .innerJoin(registrations, eq(registrations.id, sessionSignUps.registrationId))
      .innerJoin(events, eq(events.id, sessionSignUps.eventId))
      .where(
        and(
          eq(sessionSignUps.state, 'waiting'),
          sql`${registrations.state} in ${TAKING_PART}`,
          eq(events.state, 'published'),
          isNotNull(agendaSessions.startsAt),
          gt(agendaSessions.startsAt, now),
          isNull(agendaSessions.deletedAt),
          or(isNull(agendaSessions.capacity), lt(agendaSessions.taken, agendaSessions.capacity)),
          skipped.length > 0 ? notInArray(sessionSignUps.id, skipped) : undefined,
        ),
      )
      .orderBy(asc(sessionSignUps.createdAt), asc(sessionSignUps.id))
      .limit(1)
    if (!next) return given
    if (await givePlace(next, now)) given += 1
    // Another was quicker, or the person's registration changed in this moment: the next round sees.
    else skipped.push(next.signUp.id)
  }
}

type Next = {
  signUp: typeof sessionSignUps.$inferSelect
  session: typeof agendaSessions.$inferSelect
  registration: typeof registrations.$inferSelect
  event: typeof events.$inferSelect
}

async function givePlace({ signUp, session, registration, event }: Next, now: Date): Promise<boolean> {
  const { locale } = registration
  const t = texts(locale)
  const mail = await prepareMail({
    eventId: event.id,
    registrationId: registration.id,
    kind: 'session_place',
    version: registration.version + 1,
    to: registration.email,
    replyTo: event.contactEmail,
    letter: signUpLetter({
      t,
      locale,
      event: {
        name: inLocale(event.name, locale),
        colour: event.colour,
        contactEmail: event.contactEmail,
        host: inLocale(event.host, locale),
      },
      person: displayName(registration, locale),
      session: inLocale(session.title, locale) || t(`agenda.kinds.${session.kind}`),
      when: formatDateTime(session.startsAt!, locale, event.timeZone),
      link: '{{link}}',
    }),
    link: `${privateLink(locale, event.slug, registration)}/sessions`,
  })
  const isGiven = await db()
    .transaction(async (tx) => {
      const [confirmed] = await tx
        .update(sessionSignUps)
        .set({ state: 'confirmed' })
        .where(and(eq(sessionSignUps.id, signUp.id), eq(sessionSignUps.state, 'waiting')))
        .returning({ id: sessionSignUps.id })
      if (!confirmed) return false
      await changeRegistration(tx, registration, { updatedAt: now })
      await audit(tx, event.id, session.id, 'session.place_given', registration.id)
      await insertMail(tx, mail)
      if (!(await takePlace(tx, session.id, { isFirst: true }))) throw new Refusal('sign_up_closed')
      return true
    })
    .catch((error: unknown) => {
      if (error instanceof Refusal && ['sign_up_closed', 'registration_changed'].includes(error.code)) return false
      throw error
    })
  if (isGiven) wakeWorker()
  return isGiven
}

function ofPerson(sessionId: string, registrationId: string) {
  return and(eq(sessionSignUps.sessionId, sessionId), eq(sessionSignUps.registrationId, registrationId))
}

async function audit(tx: Transaction, eventId: string, sessionId: string, action: string, registration: string) {
  const actor = action === 'session.place_given' ? ({ kind: 'system' } as const) : ({ kind: 'person' } as const)
  await recordAudit(tx, { eventId, actor, subject: 'session', subjectId: sessionId, action, data: { registration } })
}
