import { publicEvent } from '@/features/events/access'
import { eventCalendar } from '@/features/registrations/notices/commands'
import { isLocale } from '@/lib/locales'

/** The event's calendar file. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ event: string; locale: string }> },
): Promise<Response> {
  const { event: slug, locale } = await params
  if (!isLocale(locale)) return new Response(null, { status: 404 })
  const event = await publicEvent(slug)
  return new Response(eventCalendar(event, locale), {
    headers: {
      'content-type': 'text/calendar; charset=utf-8; method=PUBLISH',
      'content-disposition': `attachment; filename="${event.slug}.ics"`,
      'cache-control': 'no-store',
    },
  })
}
