import { currentSession, currentUser, gateFresh } from '@/features/accounts/access'
import { gateEvent } from '@/features/events/access'
import { noFile } from '@/features/files/rules'
import { exportRegistrations } from '@/features/registrations/export/commands'
import { EXPORT_FORMATS } from '@/features/registrations/export/rules'
import { readFilter } from '@/features/registrations/review/rules'
import { env } from '@/lib/env'
import { DEFAULT_LOCALE, isLocale } from '@/lib/locales'

/** Exports what the list of registrations shows: by a button, from our own pages, soon after signing in. */
export async function POST(
  request: Request,
  { params }: RouteContext<'/api/events/[event]/export/[format]'>,
): Promise<Response> {
  const { event: slug, format: wanted } = await params
  const format = EXPORT_FORMATS.find((known) => known === wanted)
  const isOwn = request.headers.get('origin') === new URL(env().PUBLIC_URL).origin
  const event = await gateEvent(await currentUser(), slug, 'manage')
  if (!event || !format || !isOwn) return noFile()
  const form = await request.formData()
  const asked = form.get('locale')
  const locale = isLocale(asked) ? asked : DEFAULT_LOCALE
  const session = gateFresh(await currentSession())
  const typed = [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const filter = readFilter(Object.fromEntries(typed))
  if (!session) {
    const back = `/${locale}/admin/${event.slug}/registrations`
    const to = `/${locale}/sign-in/fresh?to=${encodeURIComponent(back)}`
    return new Response(null, { status: 303, headers: { Location: to } })
  }
  return exportRegistrations(event, session, { filter, format, locale })
}
