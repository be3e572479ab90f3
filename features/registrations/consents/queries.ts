import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import { consentVersions } from '@/db/schema/events'
import { consents } from '@/db/schema/registrations'
import { currentConsents } from '@/features/events/commands'
import type { Own } from '../own/queries'
import { type ConsentStand, consentStands } from './rules'

/** What a person has agreed to beside what the event asks today, and the version of today's wording. */
export async function readConsents({
  event,
  registration,
}: Pick<Own, 'event' | 'registration'>): Promise<{ version: number; stands: ConsentStand[] }> {
  const [current, rows] = await Promise.all([
    currentConsents(event),
    db()
      .select({ answer: consents, texts: consentVersions.texts })
      .from(consents)
      .innerJoin(
        consentVersions,
        and(eq(consentVersions.eventId, consents.eventId), eq(consentVersions.version, consents.version)),
      )
      .where(eq(consents.registrationId, registration.id)),
  ])
  const answers = rows.map(({ answer, texts }) => [
    answer.purpose,
    {
      isGiven: answer.isGiven,
      version: answer.version,
      locale: answer.locale,
      at: answer.at,
      wording: texts[answer.purpose] ?? {},
    },
  ])
  return { version: current.version, stands: consentStands(current.texts, Object.fromEntries(answers)) }
}
