import { feedLocale, feedResponse, sessionCalendar } from '@/features/agenda/feeds/queries'
import { publicEvent } from '@/features/events/access'

/** One public session's calendar file. */
export async function GET(
  request: Request,
  { params }: RouteContext<'/api/events/[event]/sessions/[session]/calendar'>,
) {
  const { event: slug, session } = await params
  const event = await publicEvent(slug)
  return feedResponse(request, event, 'ics', await sessionCalendar(event, session, feedLocale(request)))
}
