import { currentUser } from '@/features/accounts/access'
import { gateEvent } from '@/features/events/access'
import { FRAME_POLICY, framed } from '@/features/mail/mailbox/rules'
import { readPreview } from '@/features/mail/wording/queries'
import { mailKind, underSubject, WORDING_FIELDS, type WordingTexts } from '@/features/mail/wording/rules'
import { checkAnswers } from '@/lib/fields'
import { isLocale } from '@/lib/locales'

type Context = RouteContext<'/[locale]/admin/[event]/mail/wording/[kind]/preview'>

/** The letter in its saved words, for a frame. The query says in which language, for which category and person. */
export async function GET(request: Request, context: Context) {
  return preview(request, context)
}

/** The same in the words of the form that is posted, which are kept nowhere. */
export async function POST(request: Request, context: Context) {
  const form = await request.formData().catch(() => new FormData())
  return preview(request, context, checkAnswers(WORDING_FIELDS, Object.fromEntries(form)).answers as WordingTexts)
}

async function preview(request: Request, { params }: Context, typed?: WordingTexts) {
  const { locale: page, event: slug, kind: name } = await params
  const event = await gateEvent(await currentUser(), slug, 'manage')
  const kind = mailKind(name)
  if (!event || !kind) return new Response(null, { status: 404 })
  const query = new URL(request.url).searchParams
  const locale = [query.get('locale'), page].find(isLocale) ?? event.languages[0]!
  const { subject, html } = await readPreview(event, kind, locale, {
    personId: query.get('person') ?? undefined,
    categoryId: query.get('category'),
    typed,
  })
  return new Response(framed(underSubject(html, subject)), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': FRAME_POLICY,
      'cache-control': 'private, no-store',
    },
  })
}
