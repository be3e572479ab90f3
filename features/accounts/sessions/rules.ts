import type { Locale } from '@/lib/locales'

/** Seconds; counted from signing in, not from the last click. */
export const SESSION_SECONDS = 12 * 60 * 60

/** Without a click for so long a session has ended. */
export const IDLE_SECONDS = 30 * 60

/** How long a sign-in counts as fresh. */
export const FRESH_SECONDS = 10 * 60

/** The last click is written down at most so often. */
export const SEEN_SECONDS = 60

/** True if who they are was proved a few minutes ago. */
export function isFresh(session: { freshAt: Date }, now: Date): boolean {
  return now.getTime() - session.freshAt.getTime() < FRESH_SECONDS * 1000
}

/** False for a session that is too old or was left alone for too long. */
export function isLiveSession(session: { expires: Date; lastSeenAt: Date }, now: Date): boolean {
  return session.expires > now && now.getTime() - session.lastSeenAt.getTime() < IDLE_SECONDS * 1000
}

// Each says to be those after it as well, so the order decides.
const BROWSERS: [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/YaBrowser\//, 'Yandex'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPod/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux|X11/, 'Linux'],
]

/** Browser and system in words, without versions: "Firefox, Windows"; '' where neither is known. */
export function deviceOf(userAgent: string): string {
  const known = (names: [RegExp, string][]) => names.find(([pattern]) => pattern.test(userAgent))?.[1]
  return [known(BROWSERS), known(SYSTEMS)].filter(Boolean).join(', ')
}

/** The address to come back to, if it is one of our own pages in that language; else null. */
export function ownPath(locale: Locale, to: unknown): string | null {
  if (typeof to !== 'string' || to.length > 500 || !to.startsWith(`/${locale}/`)) return null
  const url = URL.parse(to, 'http://own.invalid')
  if (url?.origin !== 'http://own.invalid') return null
  const path = `${url.pathname}${url.search}${url.hash}`
  return path.startsWith(`/${locale}/`) ? path : null
}
