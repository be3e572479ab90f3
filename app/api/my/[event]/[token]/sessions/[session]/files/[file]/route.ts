import { sessionFile } from '@/features/agenda/public/access'
import { readReader } from '@/features/agenda/public/queries'
import { fileResponse, noFile } from '@/features/files/rules'
import { ownRegistration } from '@/features/registrations/own/access'

/** A document of a session that is open to whoever holds the private link. */
export async function GET(
  _request: Request,
  { params }: RouteContext<'/api/my/[event]/[token]/sessions/[session]/files/[file]'>,
) {
  const { event: slug, token, session, file: fileId } = await params
  const own = await ownRegistration(slug, token)
  const { reader } = await readReader(own)
  const file = await sessionFile(own.event, session, fileId, reader)
  return file ? fileResponse(file) : noFile()
}
