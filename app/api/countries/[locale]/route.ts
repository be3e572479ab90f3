import { countryIndex } from '@/lib/countries'
import { isLocale } from '@/lib/locales'

/** Names of States with everything that one may look for them by: see lib/country-search.ts. */
export async function GET(_request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const { locale } = await params
  if (!isLocale(locale)) return new Response(null, { status: 404 })
  return Response.json(countryIndex(locale), { headers: { 'cache-control': 'public, max-age=86400' } })
}
