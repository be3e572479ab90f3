import { and, count, eq, gt, isNull, sql } from 'drizzle-orm'
import { db } from '@/db'
import { categories } from '@/db/schema/events'
import { mails, mailWordings } from '@/db/schema/mail'
import { type MailKind, mailKind } from '@/emails/kinds'
import { type GatedEvent, recordAudit } from '@/features/audit/commands'
import { Refusal } from '@/lib/errors'
import { isUuid } from '@/lib/ids'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { insertMail, prepareMail } from '../commands'
import { type DressedEvent, readDress, readLetter } from './queries'
import { checkWording, WORDERS, type WordingTexts } from './rules'

/** Which of an event's wordings: of a kind, in a language, for one category or (null) for all others. */
export type WordingPlace = { kind: string; locale: Locale; categoryId: string | null }

const TEST = 'wording_test'
const TESTS_AN_HOUR = 30

/**
 * Puts the organisers' words in place of the built-in ones.
 * @param version of the wording that the organiser saw; 0: there was none
 * @throws Refusal `wording_kind` (no such kind, or not worded by category; or not for this role), `wording_unknown` at
 *   the field, `wording_changed`: somebody else was quicker
 */
export async function saveWording(
  event: GatedEvent,
  place: WordingPlace,
  said: WordingTexts,
  version: number,
): Promise<void> {
  const { placeholders } = await kindAt(event, place)
  checkWording(said, placeholders)
  await db().transaction(async (tx) => {
    const [saved] =
      version === 0
        ? await tx
            .insert(mailWordings)
            .values({ ...place, ...said, eventId: event.id })
            .onConflictDoNothing()
            .returning({ version: mailWordings.version })
        : await tx
            .update(mailWordings)
            .set({ ...said, version: sql`${mailWordings.version} + 1`, updatedAt: sql`now()` })
            .where(and(at(event, place), eq(mailWordings.version, version)))
            .returning({ version: mailWordings.version })
    if (!saved) throw new Refusal('wording_changed')
    await recordAudit(tx, entry(event, place, 'mail.wording_saved', saved.version))
  })
}

/** The built-in words again; for a category, the general ones. Nothing happens where there is no wording. @throws Refusal `wording_kind` */
export async function removeWording(event: GatedEvent, place: WordingPlace): Promise<void> {
  await kindAt(event, place)
  await db().transaction(async (tx) => {
    const [removed] = await tx.delete(mailWordings).where(at(event, place)).returning({ version: mailWordings.version })
    if (removed) await recordAudit(tx, entry(event, place, 'mail.wording_removed', removed.version))
  })
}

/**
 * Sends an organiser the letter as it is typed, to their own address: marked as a test, its button leading nowhere.
 * @param typed the words, saved or not
 * @param personId whose data it is filled with; none: the sample's
 * @throws Refusal `wording_kind`, `wording_unknown` at the field, `wording_tests` with { most }
 */
export async function sendTest(
  event: DressedEvent,
  place: WordingPlace,
  { typed, personId }: { typed: WordingTexts; personId?: string },
  user: { id: string; email: string },
): Promise<void> {
  const kind = await kindAt(event, place)
  checkWording(typed, kind.placeholders)
  const letter = await readLetter(event, kind, place.locale, { typed, personId, categoryId: place.categoryId })
  const subject = texts(place.locale)('wording.test_subject', { subject: letter.subject })
  const mail = await prepareMail({
    eventId: event.id,
    userId: user.id,
    kind: TEST,
    to: user.email,
    letter: { ...letter, subject },
    dress: await readDress(event.id, TEST),
  })
  await db().transaction(async (tx) => {
    const [sent] = await tx
      .select({ tests: count() })
      .from(mails)
      .where(
        and(
          eq(mails.eventId, event.id),
          eq(mails.userId, user.id),
          eq(mails.kind, TEST),
          gt(mails.createdAt, sql`now() - interval '1 hour'`),
        ),
      )
    if ((sent?.tests ?? 0) >= TESTS_AN_HOUR) throw new Refusal('wording_tests', { most: TESTS_AN_HOUR })
    const mailId = await insertMail(tx, mail)
    await recordAudit(tx, {
      eventId: event.id,
      actor: event.actor,
      subject: 'mail',
      subjectId: mailId,
      action: 'mail.test_sent',
      data: { kind: place.kind, locale: place.locale },
    })
  })
}

async function kindAt(event: GatedEvent, { kind: name, categoryId }: WordingPlace): Promise<MailKind> {
  const kind = mailKind(name)
  if (!kind?.isOfEvent || !WORDERS.includes(event.role)) throw new Refusal('wording_kind')
  if (categoryId === null) return kind
  const [category] = isUuid(categoryId)
    ? await db()
        .select({ id: categories.id })
        .from(categories)
        .where(and(eq(categories.id, categoryId), eq(categories.eventId, event.id)))
    : []
  if (!category || !kind.isByCategory) throw new Refusal('wording_kind')
  return kind
}

function at(event: GatedEvent, { kind, locale, categoryId }: WordingPlace) {
  return and(
    eq(mailWordings.eventId, event.id),
    eq(mailWordings.kind, kind),
    eq(mailWordings.locale, locale),
    categoryId === null ? isNull(mailWordings.categoryId) : eq(mailWordings.categoryId, categoryId),
  )
}

function entry(event: GatedEvent, { kind, locale, categoryId }: WordingPlace, action: string, version: number) {
  return {
    eventId: event.id,
    actor: event.actor,
    subject: 'mail' as const,
    subjectId: null,
    action,
    data: { kind, locale, version, ...(categoryId ? { category: categoryId } : {}) },
  }
}
