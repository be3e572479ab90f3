import { readRelease } from '@/features/agenda/queries'
import { fileResponse, noFile } from '@/features/files/rules'
import { documentFor } from '@/features/speakers/access'

/** A speaker's document, for whoever may have it. */
export async function GET(
  _request: Request,
  { params }: RouteContext<'/api/events/[event]/speakers/[speaker]/files/[file]'>,
) {
  const { event, speaker, file: fileId } = await params
  const file = await documentFor(event, speaker, fileId, async (of) => (await readRelease(of))?.programme)
  return file ? fileResponse(file) : noFile()
}
