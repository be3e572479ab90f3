import { readRelease } from '@/features/agenda/queries'
import { photoFor } from '@/features/speakers/access'

/** A speaker's photo, for whoever may see it. A new one has a new address, so browsers may keep it. */
export async function GET(
  _request: Request,
  { params }: RouteContext<'/api/events/[event]/speakers/[speaker]/photo/[version]'>,
) {
  const { event, speaker, version } = await params
  const photo = await photoFor(event, speaker, version, async (of) => (await readRelease(of))?.programme)
  if (!photo) return new Response(null, { status: 404, headers: { 'Cache-Control': 'private, no-store' } })
  return new Response(new Uint8Array(photo.data), {
    headers: {
      'Content-Type': 'image/webp',
      // Shorter than the event's picture: whoever asks to be taken off is off within the hour.
      'Cache-Control': photo.isPublic ? 'public, max-age=3600' : 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
  })
}
