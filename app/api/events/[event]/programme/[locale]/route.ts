import { currentUser } from '@/features/accounts/access'
import { programmeFile } from '@/features/agenda/programme/queries'
import { PAPERS } from '@/features/agenda/programme/rules'
import { gatePublicEvent } from '@/features/events/access'
import { noFile } from '@/features/files/rules'
import { isLocale } from '@/lib/locales'

/** The released programme to print, on A4, or on A5 with `?paper=a5`. */
export async function GET(
  request: Request,
  { params }: RouteContext<'/api/events/[event]/programme/[locale]'>,
): Promise<Response> {
  const { event: slug, locale } = await params
  const wanted = new URL(request.url).searchParams.get('paper')
  const paper = PAPERS.find((known) => known === wanted) ?? 'a4'
  const event = isLocale(locale) ? await gatePublicEvent(slug, currentUser) : null
  const file = event && isLocale(locale) ? await programmeFile(event, locale, paper) : null
  if (!file) return noFile()
  const headers = {
    'Content-Type': 'application/pdf',
    'Content-Disposition': `inline; filename="${file.name}"`,
    'Cache-Control': 'private, no-cache',
    ETag: `"${file.tag}"`,
    'X-Content-Type-Options': 'nosniff',
  }
  if (request.headers.get('if-none-match') === headers.ETag) return new Response(null, { status: 304, headers })
  return new Response(new Uint8Array(file.data), { headers })
}
