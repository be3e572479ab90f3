import { sql } from 'drizzle-orm'
import { db } from '@/db'
import { consents } from '@/db/schema/registrations'
import { recordAudit } from '@/features/audit/commands'
import { Refusal } from '@/lib/errors'
import { type Answers, checkAnswers } from '@/lib/fields'
import type { Locale } from '@/lib/locales'
import { changeRegistration } from '../commands'
import { consentField } from '../form/rules'
import type { Own } from '../own/queries'
import { toldOf } from '../own/rules'
import { isLive } from '../rules'
import { readConsents } from './queries'
import { consentFields, newConsents } from './rules'

/**
 * Keeps what a person agrees to, or no longer agrees to, under the wording they read. An answer replaces the former one,
 * which stays proven in the audit. What is needed to take part cannot be taken back here.
 * @param answers to `consentFields`; `read`: the version and language that stood on the page
 * @throws Refusal `correction_closed`, `consents_changed` (the wording is another by now), `form_incomplete`, `registration_changed`
 */
export async function saveConsents(
  { event, registration }: Pick<Own, 'event' | 'registration'>,
  answers: Answers,
  read: { version: number; locale: Locale },
  now: Date,
): Promise<void> {
  const { version, stands } = await readConsents({ event, registration })
  const hasAnswered = stands.some(({ answer }) => answer)
  // Who takes part no more can still take back what they agreed to.
  if (event.state === 'archived' || !(hasAnswered || isLive(toldOf(registration))))
    throw new Refusal('correction_closed')
  if (read.version !== version) throw new Refusal('consents_changed')
  if (checkAnswers(consentFields(stands), answers).errors.length > 0) throw new Refusal('form_incomplete')
  const changed = newConsents(stands, answers)
  if (changed.length === 0) return
  const before = stands.flatMap(({ purpose, answer }) =>
    answer && changed.some((each) => each.purpose === purpose)
      ? [proof({ purpose, version: answer.version, isGiven: answer.isGiven })]
      : [],
  )
  await db().transaction(async (tx) => {
    await changeRegistration(tx, registration, { updatedAt: now })
    const kept = { registrationId: registration.id, eventId: event.id, version, locale: read.locale, at: now }
    await tx
      .insert(consents)
      .values(changed.map((each) => ({ ...each, ...kept })))
      .onConflictDoUpdate({
        target: [consents.registrationId, consents.purpose],
        set: { version, isGiven: sql`excluded.is_given`, locale: read.locale, at: now },
      })
    await recordAudit(tx, {
      eventId: event.id,
      actor: { kind: 'person' },
      subject: 'registration',
      subjectId: registration.id,
      action: 'registration.consents_saved',
      data: {
        fields: changed.map(({ purpose }) => consentField(purpose)),
        before,
        after: changed.map((each) => proof({ ...each, version })),
      },
    })
  })
}

function proof({ purpose, version, isGiven }: { purpose: string; version: number; isGiven: boolean }): string {
  return `${purpose}:${version}:${isGiven ? 'yes' : 'no'}`
}
