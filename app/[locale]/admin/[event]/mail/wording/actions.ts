'use server'
import type { Route } from 'next'
import { refresh } from 'next/cache'
import { notFound, redirect } from 'next/navigation'
import { currentUser } from '@/features/accounts/access'
import { changeable, manageEvent } from '@/features/events/access'
import { removeWording, saveWording, sendTest, type WordingPlace } from '@/features/mail/wording/commands'
import { WORDING_FIELDS, type WordingTexts } from '@/features/mail/wording/rules'
import { wakeWorker } from '@/features/mail/worker/commands'
import { Refusal } from '@/lib/errors'
import { type FormState, formAction, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'

// They stand here and not in features/mail, because that may not know the events' gates.

/** A wording from the browser, for the gate and the commands to look up again. `person`: whom a test is filled for. */
export type Place = { locale: Locale; event: string; version: number; person: string | null } & Omit<
  WordingPlace,
  'locale'
> & { in: Locale }

/** Saves what was typed, or sends it to the one who typed it (`do` = `test`). */
export async function saveWordingAction(place: Place, _state: FormState, form: FormData): Promise<FormState> {
  const event = await manageEvent(place.event)
  const user = (await currentUser()) ?? notFound()
  const [locale, own] = known(place)
  const t = texts(locale)
  return formAction(t, WORDING_FIELDS, form, async (answers) => {
    const said = answers as WordingTexts
    if (form.get('do') === 'test') {
      await sendTest(event, own, { typed: said, personId: place.person ?? undefined }, user)
      wakeWorker()
      return t('wording.test_sent', { email: user.email })
    }
    changeable(event)
    await saveWording(event, own, said, Number(place.version)).catch((error: unknown) => {
      // The page then has the newer version and shows it, so that a second press saves over it.
      if (error instanceof Refusal && error.code === 'wording_changed') refresh()
      throw error
    })
    redirect(addressOf(locale, event.slug, own, 'saved'))
  })
}

/** Back to the built-in text. */
export async function removeWordingAction(place: Place): Promise<FormState> {
  const event = await manageEvent(place.event)
  const [locale, own] = known(place)
  return refusing(texts(locale), {}, async () => {
    changeable(event)
    await removeWording(event, own)
    redirect(addressOf(locale, event.slug, own, 'removed'))
  })
}

function known(place: Place): [Locale, WordingPlace] {
  const locale = isLocale(place.locale) ? place.locale : DEFAULT_LOCALE
  return [
    locale,
    {
      kind: String(place.kind),
      locale: isLocale(place.in) ? place.in : DEFAULT_LOCALE,
      categoryId: place.categoryId === null ? null : String(place.categoryId),
    },
  ]
}

function addressOf(locale: Locale, slug: string, { kind, locale: language, categoryId }: WordingPlace, done: string) {
  const query = new URLSearchParams({ locale: language, ...(categoryId ? { category: categoryId } : {}), done })
  return `/${locale}/admin/${slug}/mail/wording/${kind}?${query}#done` as Route
}
