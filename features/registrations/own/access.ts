import { notFound } from 'next/navigation'
import { cache } from 'react'
import { publicEvent } from '@/features/events/access'
import { registrationByToken } from '../queries'

/** Gate of a person's own page: whoever holds the private link. A foreign or revoked one is not found. */
export const ownRegistration = cache(async (eventSlug: string, token: string) => {
  const event = await publicEvent(eventSlug)
  const found = await registrationByToken(event.id, token)
  return found ? { event, ...found } : notFound()
})
