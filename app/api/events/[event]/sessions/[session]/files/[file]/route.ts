import { sessionFile } from '@/features/agenda/public/access'
import { publicEvent } from '@/features/events/access'
import { fileResponse, noFile } from '@/features/files/rules'

/** A public document of a session that everybody may come to. */
export async function GET(
  _request: Request,
  { params }: RouteContext<'/api/events/[event]/sessions/[session]/files/[file]'>,
) {
  const { event: slug, session, file: fileId } = await params
  const file = await sessionFile(await publicEvent(slug), session, fileId, null)
  return file ? fileResponse(file) : noFile()
}
