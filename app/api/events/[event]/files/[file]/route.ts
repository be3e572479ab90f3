import { currentUser } from '@/features/accounts/access'
import { documentForEditor } from '@/features/agenda/editor/session/queries'
import { fileResponse, noFile } from '@/features/files/rules'
import { fileForOrganiser } from '@/features/registrations/files/access'

/** A file of the event, for whoever of its team may see it. */
export async function GET(request: Request, { params }: RouteContext<'/api/events/[event]/files/[file]'>) {
  const { event, file: fileId } = await params
  const given = new URL(request.url).searchParams
  const link = { until: given.get('until'), key: given.get('key') }
  const user = await currentUser()
  const file =
    (await fileForOrganiser(user, event, fileId, link, new Date())) ?? (await documentForEditor(user, event, fileId))
  return file ? fileResponse(file) : noFile()
}
