import { gatePublicEvent } from '@/features/events/access'
import { noFile } from '@/features/files/rules'
import { takeaway } from '@/features/registrations/own/queries'
import { registrationByToken } from '@/features/registrations/queries'

/** All that is kept of a person, as JSON to take away, for who holds the private link. */
export async function GET(
  _request: Request,
  { params }: RouteContext<'/api/my/[event]/[token]/data'>,
): Promise<Response> {
  const { event: slug, token } = await params
  const event = await gatePublicEvent(slug, async () => null)
  const found = event && (await registrationByToken(event.id, token))
  if (!found) return noFile()
  return new Response(JSON.stringify(await takeaway({ event, ...found }), null, 2), {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="${event.slug}.json"`,
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
