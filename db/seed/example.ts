import { createHash, randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { users } from '@/db/schema/accounts'
import { audit } from '@/db/schema/audit'
import { categories, consentVersions, events, members, series } from '@/db/schema/events'
import { mails } from '@/db/schema/mail'
import { consents, registrations, submissions } from '@/db/schema/registrations'
import { ALMATY_2023 } from './almaty'
import { seedRegistrations } from './registrations'
import { CATEGORIES, CONSENT_TEXTS, EXAMPLE, SERIES } from './texts'

const DAY = 86_400_000

/** Of Tashkent: the same all year since 1992. */
const OFFSET = '+05:00'

/** `time` in Tashkent on the day that lies `days` after that of `from`. */
function tashkent(from: Date, days: number, time: string): Date {
  const day = new Date(from.getTime() + 5 * 3_600_000 + days * DAY).toISOString().slice(0, 10)
  return new Date(`${day}T${time}:00${OFFSET}`)
}

/**
 * Fills an empty database with the two example editions: Almaty 2023 with its facts, and an invented one about seven
 * weeks after `now`, from a Thursday 09:30 to the Friday 17:00 in Tashkent, with registrations in every state.
 * @throws Error if the editions are there already: one transaction, so nothing is written then
 */
export async function seedExample(now: Date): Promise<void> {
  const opensAt = tashkent(now, -42, '09:00')
  const thursday = [46, 47, 48, 49, 50, 51, 52].find((days) => tashkent(now, days, '12:00').getUTCDay() === 4)!
  const startsAt = tashkent(now, thursday, '09:30')
  const endsAt = tashkent(now, thursday + 1, '17:00')
  const createdAt = new Date(opensAt.getTime() - 7 * DAY)
  const dates = { createdAt, updatedAt: createdAt }

  await db().transaction(async (tx) => {
    const [dialogue] = await tx.insert(series).values(SERIES).returning({ id: series.id })
    const seriesId = dialogue!.id
    await tx.insert(events).values({ ...ALMATY_2023, ...dates, seriesId })
    const [event] = await tx
      .insert(events)
      .values({ ...EXAMPLE, ...dates, seriesId, startsAt, endsAt })
      .returning({ id: events.id })
    const eventId = event!.id

    const digest = createHash('sha256').update(JSON.stringify(CONSENT_TEXTS)).digest('hex')
    await tx.insert(consentVersions).values({ eventId, version: 1, digest, texts: CONSENT_TEXTS, createdAt })

    const closesAt = tashkent(startsAt, -7, '18:00')
    const ids = { delegate: randomUUID(), parliamentarian: randomUUID(), diplomat: randomUUID() }
    const rows = seedRegistrations({
      eventId,
      categoryIds: ids,
      opensAt,
      now,
      startsAt,
      endsAt,
    })
    await tx.insert(categories).values(
      CATEGORIES.map((category) => {
        const id = ids[category.form]
        const taken = rows.registrations.filter((row) => row.categoryId === id && row.state === 'accepted').length
        return { ...category, id, eventId, isOpen: true, opensAt, closesAt, taken }
      }),
    )
    await tx.insert(registrations).values(rows.registrations)
    await tx.insert(submissions).values(rows.submissions)
    await tx.insert(consents).values(rows.consents)
    await tx.insert(audit).values(rows.audit)
    await tx.insert(mails).values(rows.mails)
  })
}

/**
 * Makes `email` an administrator if nobody has that address, and an owner of every event on whose team they are not yet.
 * Rights that were given before stay as they are.
 */
export async function seedOrganiser(email: string): Promise<void> {
  const address = email.trim().toLowerCase()
  await db().transaction(async (tx) => {
    await tx
      .insert(users)
      .values({ email: address, isAdministrator: true })
      .onConflictDoNothing({ target: users.email })
    const [user] = await tx.select({ id: users.id }).from(users).where(eq(users.email, address))
    const all = await tx.select({ id: events.id }).from(events)
    if (all.length === 0) return
    await tx
      .insert(members)
      .values(all.map((event) => ({ eventId: event.id, userId: user!.id, role: 'owner' as const })))
      .onConflictDoNothing()
  })
}
