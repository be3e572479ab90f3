import { currentUser } from '@/features/accounts/access'
import { programmeTemplate } from '@/features/agenda/import/template/commands'
import { gateEditedEvent } from '@/features/events/access'
import { noFile } from '@/features/files/rules'
import { DEFAULT_LOCALE, isLocale } from '@/lib/locales'

/** A table to fill in with sessions, with the columns named in the reader's language. */
export async function GET(
  request: Request,
  { params }: RouteContext<'/api/events/[event]/agenda-template/[format]'>,
): Promise<Response> {
  const { event: slug, format } = await params
  const event = await gateEditedEvent(await currentUser(), slug)
  if (!event || (format !== 'csv' && format !== 'xlsx')) return noFile()
  const locale = new URL(request.url).searchParams.get('locale')
  return programmeTemplate(event, format, isLocale(locale) ? locale : DEFAULT_LOCALE)
}
