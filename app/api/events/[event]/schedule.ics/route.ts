import { feedLocale, feedResponse, publicCalendar } from '@/features/agenda/feeds/queries'
import { publicEvent } from '@/features/events/access'

/** All public sessions of the released agenda, for calendars that follow it. */
export async function GET(request: Request, { params }: RouteContext<'/api/events/[event]/schedule.ics'>) {
  const event = await publicEvent((await params).event)
  return feedResponse(request, event, 'ics', await publicCalendar(event, feedLocale(request)))
}
