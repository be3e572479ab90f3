import { currentUser } from '@/features/accounts/access'
import { readDraft } from '@/features/agenda/editor/queries'
import { gateEditedEvent } from '@/features/events/access'
import { noFile } from '@/features/files/rules'

/** What has changed in the draft of the agenda since a revision, for open editors. */
export async function GET(request: Request, { params }: RouteContext<'/api/events/[event]/agenda/draft'>) {
  const event = await gateEditedEvent(await currentUser(), (await params).event)
  if (!event) return noFile()
  const since = Number(new URL(request.url).searchParams.get('since'))
  const agenda = await readDraft(event, Number.isInteger(since) && since >= 0 ? since : 0)
  return Response.json(agenda, { headers: { 'Cache-Control': 'private, no-store' } })
}
