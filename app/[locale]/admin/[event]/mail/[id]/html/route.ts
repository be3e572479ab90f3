import { currentUser } from '@/features/accounts/access'
import { gateEvent } from '@/features/events/access'
import { FRAME_POLICY, framed } from '@/features/mail/mailbox/rules'
import { readMail } from '@/features/mail/queries'

/** A mail's HTML part alone, for the frame on its page. Its own policy lets its inline styles in, and nothing else. */
export async function GET(_request: Request, { params }: RouteContext<'/[locale]/admin/[event]/mail/[id]/html'>) {
  const { event: slug, id } = await params
  const user = await currentUser()
  const event = await gateEvent(user, slug, 'view')
  const mail = event && (await readMail(event, id, { showAccountLinks: user?.isAdministrator }))
  if (!mail) return new Response(null, { status: 404 })
  return new Response(framed(mail.html), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': FRAME_POLICY,
      'cache-control': 'private, no-store',
    },
  })
}
