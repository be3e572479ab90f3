'use server'
import type { Route } from 'next'
import { cookies } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { publicEvent } from '@/features/events/access'
import { isUuid } from '@/lib/ids'
import { followStars } from '../feeds/commands'
import { feedCookie } from '../feeds/rules'
import { readRelease } from '../queries'
import { starredOf, starsCookie, withStar } from './rules'
import { type AgendaPlace, agendaPlace } from './schema'

/** Sets a star, or takes it away. The stars are the browser's; a calendar made of them follows. */
export async function starAction(given: AgendaPlace, form: FormData): Promise<void> {
  const place = agendaPlace.safeParse(given).data ?? notFound()
  const event = await publicEvent(place.event)
  const id = form.get('star')
  const release = await readRelease(event)
  if (!isUuid(id) || !release) notFound()
  const jar = await cookies()
  const name = starsCookie(event.slug)
  const value = withStar(jar.get(name)?.value, id)
  jar.set(name, value, { path: '/', maxAge: 31_536_000, sameSite: 'lax', httpOnly: true })
  const feed = jar.get(feedCookie(event.slug))?.value
  if (feed) await followStars(event, feed, [...starredOf(value, release.programme.sessions)])
  redirect(`${place.path}#s-${id}` as Route)
}
