import { notFound } from 'next/navigation'
import { cache } from 'react'
import { takeTurn } from '@/features/accounts/rate/commands'
import { PER_PERSON } from '@/features/accounts/rate/rules'
import { publicEvent } from '@/features/events/access'
import { Refusal } from '@/lib/errors'
import { registrationByToken } from '../queries'

/** Gate of a person's own page: whoever holds the private link. A foreign or revoked one is not found. */
export const ownRegistration = cache(async (eventSlug: string, token: string) => {
  const event = await publicEvent(eventSlug)
  const found = await registrationByToken(event.id, token)
  return found ? { event, ...found } : notFound()
})

/**
 * One of the turns of a private link, so that nobody floods an event through one.
 * @throws Refusal `own_wait` with { email }
 */
export async function takeOwnTurn(own: Awaited<ReturnType<typeof ownRegistration>>): Promise<void> {
  if (!(await takeTurn(['own', own.registration.id], PER_PERSON.act, 60 * 60)))
    throw new Refusal('own_wait', { email: own.event.contactEmail })
}
