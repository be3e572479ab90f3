'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { reviewEvent } from '@/features/events/access'
import { type FormState, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { dismissDuplicate, mergeRegistrations } from './commands'

/** Two registrations side by side: `keep` of the pressed button is the one that stays; the first button keeps both. */
export async function settleDuplicateAction(
  place: { locale: Locale; event: string; pair: [string, string] },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await reviewEvent(place.event)
  const locale = isLocale(place.locale) ? place.locale : DEFAULT_LOCALE
  const [one, other] = place.pair
  const keep = form.get('keep') ?? 'both'
  const base = `/${locale}/admin/${event.slug}/registrations`
  return refusing(texts(locale), {}, async () => {
    const now = new Date()
    if (keep === 'both') {
      await dismissDuplicate(event, one, other, now)
      redirect(`${base}/${one}?done=dismissed` as Route)
    }
    const [kept, dropped] = keep === other ? [other, one] : [one, other]
    await mergeRegistrations(event, kept, dropped, now)
    redirect(`${base}/${kept}?done=merged` as Route)
  })
}
