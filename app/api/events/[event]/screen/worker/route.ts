import { feedLocale } from '@/features/agenda/feeds/queries'
import { SCREEN_WORKER } from '@/features/agenda/screen/rules'
import { publicEvent } from '@/features/events/access'

/** The service worker of the event's screens: it rules their page alone. */
export async function GET(request: Request, { params }: RouteContext<'/api/events/[event]/screen/worker'>) {
  const event = await publicEvent((await params).event)
  return new Response(SCREEN_WORKER, {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
      'service-worker-allowed': `/${feedLocale(request)}/${event.slug}/screen`,
    },
  })
}
