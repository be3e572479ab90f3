import { feedLocale } from '@/features/agenda/feeds/queries'
import { screenData } from '@/features/agenda/screen/queries'
import { publicEvent } from '@/features/events/access'

/** What the screens in the foyer and at the doors show; they ask for it again and again. */
export async function GET(request: Request, { params }: RouteContext<'/api/events/[event]/screen'>) {
  const event = await publicEvent((await params).event)
  const room = new URL(request.url).searchParams.get('room') ?? ''
  const data = await screenData(event, feedLocale(request), room, new Date())
  return data ? Response.json(data, { headers: { 'cache-control': 'no-store' } }) : new Response(null, { status: 404 })
}
