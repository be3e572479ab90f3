import { fileResponse, noFile } from '@/features/files/rules'
import { ownSpeakerFile } from '@/features/speakers/own/access'

/** A speaker's own document, for whoever holds the private link. */
export async function GET(_request: Request, { params }: RouteContext<'/api/speaker/[event]/[token]/files/[file]'>) {
  const { event, token, file: fileId } = await params
  const file = await ownSpeakerFile(event, token, fileId)
  return file ? fileResponse(file) : noFile()
}
