import { type NextRequest, NextResponse } from 'next/server'
import { direction, isLocale, type Locale, preferredLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

/** Largest body of a form without files: two hundred times a filled one. */
const FORM_LIMIT = 256 * 1024
const UPLOAD_LIMIT = 8.5 * 1024 * 1024

/** Where files are sent: the organisers' and the delegations' pages, a person's own, a speaker's own, a begun registration. */
const TAKES_FILES = /^\/[^/]+\/(?:admin|delegation|[^/]+\/my|[^/]+\/speaker\/[^/]+|[^/]+\/register\/[^/]+)\/[^/]/

const MAIL_FRAME =
  /^\/[^/]+\/admin\/(?:[^/]+\/)?mail\/(?:[^/]+\/html|letters\/\d+\/preview\/html|wording\/[^/]+\/preview)$/

/** Headers of every page, the languages' addresses, and a wall against giant bodies. It authorises nothing. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname } = request.nextUrl
  const first = pathname.split('/')[1]
  const locale = isLocale(first) ? first : rememberedLocale(request)

  const refused = sizeRefusal(request, locale) ?? addressRefusal(pathname, locale)
  if (refused) return refused

  if (pathname === '/') {
    const target = request.nextUrl.clone()
    target.pathname = `/${locale}`
    return NextResponse.redirect(target, { headers: { vary: 'accept-language, cookie' } })
  }

  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64')
  const policy = contentSecurityPolicy(nonce)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  // The HTML of a mail has a policy of its own, and two at once would both hold.
  if (!MAIL_FRAME.test(pathname)) response.headers.set('content-security-policy', policy)
  // Private links stand in addresses: nothing outside may learn them.
  response.headers.set('referrer-policy', 'same-origin')
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=()')
  response.headers.set('cross-origin-opener-policy', 'same-origin')
  if (request.nextUrl.protocol === 'https:' || request.headers.get('x-forwarded-proto') === 'https') {
    response.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains')
  }
  if (isLocale(first) && request.cookies.get('language')?.value !== first) {
    response.cookies.set('language', first, { maxAge: 31_536_000, sameSite: 'lax', httpOnly: true, path: '/' })
  }
  return response
}

export const config = { matcher: ['/((?!_next/static|favicon.ico|icon.svg).*)'] }

function rememberedLocale(request: NextRequest): Locale {
  const remembered = request.cookies.get('language')?.value
  return isLocale(remembered) ? remembered : preferredLocale(request.headers.get('accept-language'))
}

function contentSecurityPolicy(nonce: string): string {
  const isDevelopment = process.env.NODE_ENV === 'development'
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "worker-src 'self'",
    `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** A body that is too large, or of unknown size, is refused before an action reads it; it has arrived by then. */
function sizeRefusal(request: NextRequest, locale: Locale): NextResponse | null {
  if (request.method === 'GET' || request.method === 'HEAD') return null
  const length = request.headers.get('content-length')
  const isChunked = request.headers.has('transfer-encoding')
  const limit = TAKES_FILES.test(request.nextUrl.pathname) ? UPLOAD_LIMIT : FORM_LIMIT
  if (!isChunked && Number(length ?? 0) <= limit) return null
  const t = texts(locale)
  return isChunked
    ? refusal(locale, 411, t('refusals.size_unknown'), '')
    : refusal(locale, 413, t('refusals.too_large_title'), t('refusals.too_large'))
}

/** An address that nothing can decode, or with a character that no database keeps, is not found. */
function addressRefusal(pathname: string, locale: Locale): NextResponse | null {
  try {
    if (!decodeURIComponent(pathname).includes('\0')) return null
  } catch {}
  const t = texts(locale)
  return refusal(locale, 404, t('not_found.title'), t('not_found.text'))
}

function refusal(locale: Locale, status: number, title: string, text: string): NextResponse {
  const page = `<!doctype html><html lang="${locale}" dir="${direction(locale)}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><h1>${title}</h1><p>${text}</p></html>`
  return new NextResponse(page, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      connection: 'close',
    },
  })
}
