import { unsubscribe } from '@/features/campaigns/unsubscribing/commands'
import { bulletinOf } from '@/features/campaigns/unsubscribing/queries'

type Context = RouteContext<'/api/mail/unsubscribe/[token]'>

/** One click in a mail program (RFC 8058): no cookie, no page, and a second click is as the first. */
export async function POST(_request: Request, { params }: Context): Promise<Response> {
  const { token } = await params
  return new Response(null, { status: (await unsubscribe(token)) ? 200 : 404 })
}

/** The same address opened by a person or a mail scanner: nothing happens but the way to the page with the button. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { token } = await params
  const bulletin = await bulletinOf(token)
  if (!bulletin) return new Response(null, { status: 404 })
  return new Response(null, { status: 303, headers: { location: `/${bulletin.locale}/unsubscribe/${token}` } })
}
