import { and, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import { db } from '@/db'
import { speakers } from '@/db/schema/speakers'
import { speakerLetter } from '@/emails/speaker'
import { recordAudit } from '@/features/audit/commands'
import { changeable, type EditedEvent } from '@/features/events/access'
import { insertMail, prepareMail } from '@/features/mail/commands'
import { readDress } from '@/features/mail/wording/queries'
import { wakeWorker } from '@/features/mail/worker/commands'
import { placeOf } from '@/features/registrations/notices/commands'
import { formatDateRange } from '@/lib/dates'
import { env } from '@/lib/env'
import { Refusal } from '@/lib/errors'
import { isUuid } from '@/lib/ids'
import { inLocale, type Locale } from '@/lib/locales'
import { derivedToken, hashToken } from '@/lib/secrets'
import { texts } from '@/lib/texts'
import { PAUSE, ROUND_STATES, type Round } from '../rules'
import { LETTERS_AT_ONCE, readDue } from './queries'

/** The token of a speaker's private link; raising the version makes a new one, and the old one stops. */
export function speakerToken(speakerId: string, version = 1): string {
  return derivedToken('speaker', `${speakerId}:${version}`)
}

/** Address of the speaker's private page. */
export function speakerLink(locale: Locale, eventSlug: string, speakerId: string, version: number): string {
  return `${env().PUBLIC_URL}/${locale}/${eventSlug}/speaker/${speakerToken(speakerId, version)}`
}

const KIND = { invite: 'speaker_invitation', remind: 'speaker_reminder', link: 'speaker_link' } as const

/**
 * Writes to those of `ids` whom the round is for now, each in their language, and to nobody twice within a day: the row
 * that says so is written in the transaction of the mail, and only by who finds it unwritten.
 * @returns how many letters were queued
 * @throws Refusal `event_archived`, `speakers_none_chosen`, `event_not_published`: private pages open with the event
 */
export async function writeToSpeakers(event: EditedEvent, round: Round, now: Date, ids: string[]): Promise<number> {
  changeable(event)
  if (ids.length === 0) throw new Refusal('speakers_none_chosen')
  if (event.state !== 'published') throw new Refusal('event_not_published')
  const before = new Date(now.getTime() - PAUSE)
  const dress = await readDress(event.id, KIND[round])
  let written = 0
  for (const { speaker, to } of await readDue(event, round, now, ids.filter(isUuid).slice(0, LETTERS_AT_ONCE))) {
    const { locale } = to
    const linkVersion = speaker.linkVersion + (round === 'link' && speaker.linkHash ? 1 : 0)
    const mail = await prepareMail({
      eventId: event.id,
      speakerId: speaker.id,
      kind: KIND[round],
      dress,
      to: to.email,
      replyTo: event.contactEmail,
      letter: speakerLetter({
        t: texts(locale),
        locale,
        round,
        event: {
          name: inLocale(event.name, locale),
          when: formatDateRange(event.startsAt, event.endsAt, locale, event.timeZone),
          where: placeOf(event, locale),
          colour: event.colour,
          contactEmail: event.contactEmail,
          host: inLocale(event.host, locale),
        },
        name: to.name,
        link: '{{link}}',
      }),
      link: speakerLink(locale, event.slug, speaker.id, linkVersion),
    })
    await db().transaction(async (tx) => {
      const rested = (column: typeof speakers.invitedAt | typeof speakers.remindedAt) =>
        or(isNull(column), lte(column, before))
      const [mine] = await tx
        .update(speakers)
        .set({
          ...(round === 'invite' ? { invitedAt: now, state: 'invited' as const } : { remindedAt: now }),
          linkVersion,
          linkHash: hashToken(speakerToken(speaker.id, linkVersion)),
          version: sql`${speakers.version} + 1`,
        })
        .where(
          and(
            eq(speakers.id, speaker.id),
            inArray(speakers.state, [...ROUND_STATES[round]]),
            rested(speakers.invitedAt),
            rested(speakers.remindedAt),
          ),
        )
        .returning({ version: speakers.version })
      if (!mine) return
      await insertMail(tx, { ...mail, version: mine.version })
      await recordAudit(tx, {
        eventId: event.id,
        actor: event.actor,
        subject: 'speaker',
        subjectId: speaker.id,
        action: `speaker.${round === 'invite' ? 'invited' : round === 'remind' ? 'reminded' : 'link_renewed'}`,
      })
      written += 1
    })
  }
  wakeWorker()
  return written
}
