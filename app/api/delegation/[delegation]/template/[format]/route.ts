import { currentUser } from '@/features/accounts/access'
import { gateFocalDelegation } from '@/features/delegations/access'
import { noFile } from '@/features/files/rules'
import { memberTemplate } from '@/features/registrations/members/list/template/commands'
import { DEFAULT_LOCALE, isLocale } from '@/lib/locales'

/** An empty list of members to fill in, with the columns named in the reader's language. */
export async function GET(
  request: Request,
  { params }: RouteContext<'/api/delegation/[delegation]/template/[format]'>,
): Promise<Response> {
  const { delegation, format } = await params
  const focal = await gateFocalDelegation(await currentUser(), delegation)
  if (!focal || (format !== 'csv' && format !== 'xlsx')) return noFile()
  const locale = new URL(request.url).searchParams.get('locale')
  return memberTemplate(focal, format, isLocale(locale) ? locale : DEFAULT_LOCALE)
}
