'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { changeable, type ManagedEvent, manageEvent } from '@/features/events/access'
import { removeLogo, saveLook, setLogo } from '@/features/mail/look/commands'
import { lookFields, signatureOf } from '@/features/mail/look/rules'
import { Refusal } from '@/lib/errors'
import { type FormState, formAction, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Place = { locale: Locale; event: string }

/** Saves who signs the event's mails and where answers to them go. */
export async function saveLookAction(place: Place, _state: FormState, form: FormData): Promise<FormState> {
  const event = await manageEvent(place.event)
  return formAction(texts(known(place)), lookFields(event.languages), form, async (answers) => {
    changeable(event)
    const signature = { ...event.signature, ...signatureOf(event.languages, answers) }
    await saveLook(event, { signature, replyTo: answers.replyTo ?? '' })
    done(place, event, 'look')
  })
}

export async function setLogoAction(place: Place, _state: FormState, form: FormData): Promise<FormState> {
  const event = await manageEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    const file = form.get('logo')
    if (!(file instanceof File) || file.size === 0) throw new Refusal('picture_missing', {}, 'logo')
    changeable(event)
    await setLogo(event, Buffer.from(await file.arrayBuffer()))
    done(place, event, 'logo')
  })
}

export async function removeLogoAction(place: Place): Promise<FormState> {
  const event = await manageEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    changeable(event)
    await removeLogo(event)
    done(place, event, 'logo_removed')
  })
}

function known({ locale }: Place): Locale {
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}

function done(place: Place, event: ManagedEvent, what: string): never {
  redirect(`/${known(place)}/admin/${event.slug}/mail/look?done=${what}#done` as Route)
}
