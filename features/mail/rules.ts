import { timingSafeEqual } from 'node:crypto'
import type { MAIL_LANES } from '@/db/schema/mail'
import { isUuid } from '@/lib/ids'
import { derivedToken } from '@/lib/secrets'

/** Stands in a stored mail where its private link goes. */
export const LINK = '{{link}}'

/** Stands in a stored bulletin where the address goes at which the reader ends them. */
export const UNSUBSCRIBE = '{{unsubscribe}}'

/** Mails to organisers: their links sign people in, so they are nobody else's to read. */
export const ACCOUNT_MAILS: readonly string[] = ['sign_in', 'team_invitation']

export type MailLane = (typeof MAIL_LANES)[number]

/** Kinds that do not leave in the lane `personal`. Letters to many that a person chose to write say so themselves. */
const LANES: Readonly<Record<string, MailLane>> = {
  sign_in: 'urgent',
  team_invitation: 'urgent',
  agenda_changed: 'bulk',
  invitation: 'bulk',
  focal_point_invitation: 'bulk',
  focal_point_reminder: 'bulk',
  speaker_invitation: 'bulk',
  speaker_reminder: 'bulk',
  event_changed: 'bulk',
  reminder_accepted: 'bulk',
  reminder_focal_points: 'bulk',
  reminder_incomplete: 'bulk',
  day_before: 'bulk',
  thanks: 'bulk',
}

/** Who waits for whom: a person at the sign-in page for nobody, who is one of many for everybody. */
export function laneOf(kind: string): MailLane {
  return LANES[kind] ?? 'personal'
}

/** Puts `url` in place of the link and `unsubscribe` in place of that to end bulletins, escaped in the HTML part. */
export function withLink(
  mail: { html: string; text: string },
  url: string,
  unsubscribe = '#',
): { html: string; text: string } {
  const put = (part: string, write: (address: string) => string) =>
    part.split(LINK).join(write(url)).split(UNSUBSCRIBE).join(write(unsubscribe))
  return { html: put(mail.html, escapeHtml), text: put(mail.text, String) }
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** What the address to end bulletins holds: only this installation can make it, and nothing of it is stored. */
export function unsubscribeToken(mailId: string): string {
  return `${mailId}.${derivedToken('unsubscribe', mailId)}`
}

/** The mail that a token was made for, or null if it is none of ours. */
export function mailIdOfUnsubscribe(token: string): string | null {
  const [mailId, proof = ''] = token.split('.')
  if (!isUuid(mailId)) return null
  const given = Buffer.from(proof)
  const right = Buffer.from(derivedToken('unsubscribe', mailId))
  return token === `${mailId}.${proof}` && given.length === right.length && timingSafeEqual(given, right)
    ? mailId
    : null
}
