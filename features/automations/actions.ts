'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { manageEvent } from '@/features/events/access'
import { type FormState, formAction, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { setAutomation } from './commands'
import { listAutomations } from './queries'
import { automationFields, isAutomation, isBefore } from './rules'

type Place = { locale: Locale; event: string; kind: string }

const page = (locale: Locale, slug: string, done: string) =>
  `/${locale}/admin/${slug}/mail/automations?done=${done}` as Route

async function gate({ locale: asked, event: slug, kind }: Place) {
  const event = await manageEvent(slug)
  const locale = isLocale(asked) ? asked : DEFAULT_LOCALE
  const known = (await listAutomations(event)).find((each) => isAutomation(kind) && each.kind === kind)
  if (!known) redirect(`/${locale}/admin/${slug}/mail/automations` as Route)
  return { event, locale, known, t: texts(locale) }
}

/** Sets when a letter leaves, and switches it on where the button says so. */
export async function saveAutomationAction(place: Place, _state: FormState, form: FormData): Promise<FormState> {
  const { event, locale, known, t } = await gate(place)
  return formAction(t, automationFields(known.kind), form, async (answers) => {
    const days = Number(answers[isBefore(known.kind) ? 'automationDaysBefore' : 'automationDaysAfter'])
    const isOn = known.isOn || form.get('switch') === 'on'
    await setAutomation(
      event,
      known.kind,
      { days: isBefore(known.kind) ? -days : days, hour: Number(answers.automationHour ?? known.hour), isOn },
      new Date(),
    )
    redirect(page(locale, event.slug, isOn && !known.isOn ? 'on' : 'saved'))
  })
}

/** Lets nothing of it leave any more. */
export async function switchOffAutomationAction(place: Place): Promise<FormState> {
  const { event, locale, known, t } = await gate(place)
  return refusing(t, {}, async () => {
    await setAutomation(event, known.kind, { ...known, isOn: false }, new Date())
    redirect(page(locale, event.slug, 'off'))
  })
}
