import { feedLocale, feedResponse, ownCalendar } from '@/features/agenda/feeds/queries'
import { publicEvent } from '@/features/events/access'
import { texts } from '@/lib/texts'

/** Somebody's own calendar, at the address that they made; 410 once it was revoked, so that calendars drop it. */
export async function GET(request: Request, { params }: RouteContext<'/api/events/[event]/my-agenda/[token]'>) {
  const { event: slug, token } = await params
  const event = await publicEvent(slug)
  const feed = await ownCalendar(event, token, feedLocale(request))
  if (feed === 'revoked') {
    const text = texts(feedLocale(request))('programme.feed_gone')
    const headers = { 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8' }
    return new Response(`${text}\n`, { status: 410, headers })
  }
  return feedResponse(request, event, 'ics', feed, true)
}
