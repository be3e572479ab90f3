'use server'
import { revealGuard } from '@/features/accounts/access'
import { manageEvent } from '@/features/events/access'
import { Refusal } from '@/lib/errors'
import { answerText } from '@/lib/field-views'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { refusalText, texts } from '@/lib/texts'
import { revealTravelDocument } from '../commands'
import { travelDocumentFields } from '../rules'

/** Passport data in words, or why there are none. */
export type Revealed = {
  facts?: { label: string; value: string }[]
  scans?: { name: string; href: string }[]
  refusal?: string
}

/** Shows passport data for a reason; they are in the answer only, in no address and in no page that is kept. */
export async function revealAction(
  place: { locale: Locale; event: string; registration: string },
  _state: Revealed,
  form: FormData,
): Promise<Revealed> {
  const event = await manageEvent(place.event)
  const locale = isLocale(place.locale) ? place.locale : DEFAULT_LOCALE
  const t = texts(locale)
  const now = new Date()
  try {
    const reason = String(form.get('reason') ?? '')
    const revealed = await revealTravelDocument(event, place.registration, reason, await revealGuard(), now)
    if (!revealed) return { refusal: t('passport.nothing') }
    return {
      facts: travelDocumentFields(event, now).flatMap((field) => {
        const value = answerText(t, locale, field, revealed.answers[field.name] ?? '')
        return value ? [{ label: t(`fields.${field.name}.label`), value }] : []
      }),
      scans: revealed.scans.map(({ name, href }) => ({ name, href })),
    }
  } catch (error) {
    if (error instanceof Refusal) return { refusal: refusalText(t, error) }
    throw error
  }
}
