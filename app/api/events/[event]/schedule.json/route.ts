import { feedLocale, feedResponse, frabFeed } from '@/features/agenda/feeds/queries'
import { publicEvent } from '@/features/events/access'

/** The released agenda in the Frab schedule format, as JSON. */
export async function GET(request: Request, { params }: RouteContext<'/api/events/[event]/schedule.json'>) {
  const event = await publicEvent((await params).event)
  return feedResponse(request, event, 'json', await frabFeed(event, feedLocale(request), 'json'))
}
