'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { manageEvent } from '@/features/events/access'
import { type FormState, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { tellEventChange } from './commands'

/** Tells the accepted that the event's name, dates or place have changed. */
export async function tellEventChangeAction(asked: Locale, slug: string): Promise<FormState> {
  const event = await manageEvent(slug)
  const locale = isLocale(asked) ? asked : DEFAULT_LOCALE
  return refusing(texts(locale), {}, async () => {
    await tellEventChange(event)
    redirect(`/${locale}/admin/${event.slug}/settings?done=told` as Route)
  })
}
