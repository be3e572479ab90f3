'use server'
import type { Route } from 'next'
import { cookies } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { takeNetworkTurn } from '@/features/accounts/rate/access'
import { publicEvent } from '@/features/events/access'
import { ownRegistration, takeOwnTurn } from '@/features/registrations/own/access'
import { type OwnPlace, ownPlace } from '@/features/registrations/schema'
import { type FormState, refusing } from '@/lib/form-action'
import { texts } from '@/lib/texts'
import { starredOf, starsCookie } from '../public/rules'
import { readRelease } from '../queries'
import { createFeed, revokeFeed } from './commands'
import { starredByPerson } from './queries'
import { feedCookie } from './rules'

type Place = Omit<OwnPlace, 'token'> & { token?: string }

/** Makes an address for the reader's own calendar; with a private link it follows the sign-ups too. */
export async function createFeedAction(given: Place, _state: FormState): Promise<FormState> {
  const place = ownPlace.partial({ token: true }).safeParse(given).data ?? notFound()
  const event = await publicEvent(place.event)
  const release = await readRelease(event)
  if (!release) notFound()
  const own = place.token ? await ownRegistration(place.event, place.token) : null
  return refusing(texts(place.locale), {}, async () => {
    if (own) await takeOwnTurn(own)
    else await takeNetworkTurn('feed', event.contactEmail)
    const jar = await cookies()
    const starred = starredOf(jar.get(starsCookie(event.slug))?.value, release.programme.sessions)
    for (const id of own ? await starredByPerson(event, own.registration.id) : []) starred.add(id)
    const token = await createFeed(event, own?.registration.id ?? null, [...starred])
    jar.set(feedCookie(event.slug), token, { path: '/', maxAge: 31_536_000, sameSite: 'lax', httpOnly: true })
    redirect(`/${place.locale}/${event.slug}/agenda/calendar/${token}` as Route)
  })
}

/** Ends an address; whoever holds it may. */
export async function revokeFeedAction(given: OwnPlace): Promise<void> {
  const place = ownPlace.safeParse(given).data ?? notFound()
  const event = await publicEvent(place.event)
  await revokeFeed(event, place.token)
  const jar = await cookies()
  if (jar.get(feedCookie(event.slug))?.value === place.token) jar.delete(feedCookie(event.slug))
  redirect(`/${place.locale}/${event.slug}/agenda/calendar/${place.token}` as Route)
}
