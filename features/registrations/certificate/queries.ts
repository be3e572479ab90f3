import { takeTurn } from '@/features/accounts/rate/commands'
import { PER_PERSON } from '@/features/accounts/rate/rules'
import { gatePublicEvent } from '@/features/events/access'
import { typeset } from '@/features/files/pdf/commands'
import { registrationByToken } from '../queries'
import { certificateText, hasCertificate } from './rules'

/**
 * A person's certificate as a PDF, for who holds the private link; null where there is none.
 * @returns `busy` where it was asked for too often: setting one takes the processor
 */
export async function ownCertificate(slug: string, token: string, now: Date): Promise<Uint8Array | 'busy' | null> {
  const event = await gatePublicEvent(slug, async () => null)
  const found = event && (await registrationByToken(event.id, token))
  if (!found || !hasCertificate(event, found.registration, now)) return null
  if (!(await takeTurn(['certificate', found.registration.id], PER_PERSON.act, 60 * 60))) return 'busy'
  return typeset('registrations/certificate/certificate.typ', certificateText(event, found.registration))
}
