import { currentUser } from '@/features/accounts/access'
import { gatePublicEvent } from '@/features/events/access'
import { eventPicture } from '@/features/events/queries'

/** The event's picture, for whoever may see its page. A new picture has a new address, so browsers may keep it. */
export async function GET(_request: Request, { params }: RouteContext<'/api/events/[event]/picture/[version]'>) {
  const { event: slug, version } = await params
  const event = await gatePublicEvent(slug, currentUser)
  const picture = event && (await eventPicture(event, version))
  if (!picture) return new Response(null, { status: 404 })
  return new Response(new Uint8Array(picture), {
    headers: {
      'Content-Type': 'image/webp',
      'Cache-Control': event.isPreview ? 'private, no-store' : 'public, max-age=31536000, immutable',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
  })
}
