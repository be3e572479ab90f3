import { ownSpeakerPhoto } from '@/features/speakers/own/access'

/** A speaker's own photo, for whoever holds the private link: the public may not see it yet. */
export async function GET(_request: Request, { params }: RouteContext<'/api/speaker/[event]/[token]/photo'>) {
  const { event, token } = await params
  const photo = await ownSpeakerPhoto(event, token)
  return new Response(photo && new Uint8Array(photo), {
    status: photo ? 200 : 404,
    headers: {
      'Content-Type': 'image/webp',
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
  })
}
