'use server'
import type { Route } from 'next'
import { cookies } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { publicEvent } from '@/features/events/access'
import { ownRegistration } from '@/features/registrations/own/access'
import { isUuid } from '@/lib/ids'
import { followStar } from '../feeds/commands'
import { starredByPerson } from '../feeds/queries'
import { feedCookie } from '../feeds/rules'
import { readRelease } from '../queries'
import { starredOf, starsCookie, withStar } from './rules'
import { type AgendaPlace, agendaPlace } from './schema'

/**
 * Sets a star, or takes it away. The stars are the browser's, and with a private link the person's too; calendars made of
 * them follow.
 */
export async function starAction(given: AgendaPlace, form: FormData): Promise<void> {
  const place = agendaPlace.safeParse(given).data ?? notFound()
  const event = await publicEvent(place.event)
  const own = place.token ? await ownRegistration(place.event, place.token) : null
  const id = form.get('star')
  const release = await readRelease(event)
  if (!isUuid(id) || !release?.programme.sessions.some((session) => session.id === id)) notFound()
  const jar = await cookies()
  const name = starsCookie(event.slug)
  const cookie = jar.get(name)?.value
  const isStarred =
    starredOf(cookie, [{ id }]).size === 0 && !(own && (await starredByPerson(event, own.registration.id)).includes(id))
  jar.set(name, withStar(cookie, id, isStarred), { path: '/', maxAge: 31_536_000, sameSite: 'lax', httpOnly: true })
  const token = jar.get(feedCookie(event.slug))?.value
  if (token) await followStar(event, { token }, id, isStarred)
  if (own) await followStar(event, { registrationId: own.registration.id }, id, isStarred)
  redirect(`${place.path}#s-${id}` as Route)
}
