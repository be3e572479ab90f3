'use server'
import type { Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { pauseQueue, resumeQueue } from '@/features/mail/commands'
import { wakeWorker } from '@/features/mail/worker/commands'
import type { FormState } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'

/** Holds all mail of the installation but sign-in links, or lets it go on. */
export async function holdMailAction(asked: Locale, isHeld: boolean): Promise<FormState> {
  const locale = isLocale(asked) ? asked : DEFAULT_LOCALE
  const user = await requireUser(locale)
  if (!user.isAdministrator) notFound()
  const actor = { kind: 'organiser', userId: user.id } as const
  await (isHeld ? pauseQueue(actor) : resumeQueue(actor, true))
  wakeWorker()
  redirect(`/${locale}/admin/mail?done=${isHeld ? 'held' : 'resumed'}` as Route)
}
