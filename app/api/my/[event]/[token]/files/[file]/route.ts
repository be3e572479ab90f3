import { fileResponse, noFile } from '@/features/files/rules'
import { ownFile } from '@/features/registrations/files/access'

/** A person's own file, for whoever holds the private link. */
export async function GET(_request: Request, { params }: RouteContext<'/api/my/[event]/[token]/files/[file]'>) {
  const { event, token, file: fileId } = await params
  const file = await ownFile(event, token, fileId)
  return file ? fileResponse(file) : noFile()
}
