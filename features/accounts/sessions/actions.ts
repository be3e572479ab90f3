'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { isUuid } from '@/lib/ids'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { requireSession } from '../access'
import { endOtherSessions, endSession } from './commands'

/** Ends one of the person's own sessions, or all but this one. */
export async function endSessionAction(asked: Locale, which: string): Promise<void> {
  const locale = isLocale(asked) ? asked : DEFAULT_LOCALE
  const { user, session } = await requireSession(locale)
  if (which === 'others') await endOtherSessions(user.id, session.id)
  else if (isUuid(which)) await endSession(user.id, which)
  redirect(`/${locale}/account?done=ended#done` as Route)
}
