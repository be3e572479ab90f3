import { currentUser } from '@/features/accounts/access'
import { readCampaign, readCopy } from '@/features/campaigns/queries'
import { gateEvent } from '@/features/events/access'
import { FRAME_POLICY, framed } from '@/features/mail/mailbox/rules'

/** One person's copy of a letter to many, for the frame of its preview. */
export async function GET(
  request: Request,
  { params }: RouteContext<'/[locale]/admin/[event]/mail/letters/[number]/preview/html'>,
) {
  const { event: slug, number } = await params
  const event = await gateEvent(await currentUser(), slug, 'manage')
  const campaign = event && (await readCampaign(event, number))
  const wanted = new URL(request.url).searchParams.get('as') ?? undefined
  const copy = campaign && (await readCopy(event, campaign, wanted))
  if (!copy?.mail) return new Response(null, { status: 404 })
  return new Response(framed(copy.mail.html), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': FRAME_POLICY,
      'cache-control': 'private, no-store',
    },
  })
}
