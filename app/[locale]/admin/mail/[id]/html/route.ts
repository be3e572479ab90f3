import { currentUser } from '@/features/accounts/access'
import { FRAME_POLICY, framed } from '@/features/mail/mailbox/rules'
import { readMail } from '@/features/mail/queries'

/** The HTML part of one of the installation's mails, for the frame on its page: for administrators. */
export async function GET(_request: Request, { params }: RouteContext<'/[locale]/admin/mail/[id]/html'>) {
  const user = await currentUser()
  const mail = user?.isAdministrator && (await readMail(null, (await params).id, { showAccountLinks: true }))
  if (!mail) return new Response(null, { status: 404 })
  return new Response(framed(mail.html), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': FRAME_POLICY,
      'cache-control': 'private, no-store',
    },
  })
}
