'use server'
import type { Route } from 'next'
import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { editEvent, manageEvent } from '@/features/events/access'
import { cropOf } from '@/features/files/rules'
import { Refusal } from '@/lib/errors'
import { type FormState, formAction, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { changeSpeaker, createSpeaker, removeSpeaker } from './commands'
import { addSpeakerDocument, publishSpeakerDocument, removeSpeakerDocument } from './documents/commands'
import { writeToSpeakers } from './invitations/commands'
import { createSpeakerFromRegistration, linkSpeaker, unlinkSpeaker } from './linking/commands'
import { removeSpeakerPhoto, setSpeakerPhoto } from './photo/commands'
import {
  availabilityFields,
  CARE_FIELDS,
  careOf,
  IDENTITY_FIELDS,
  identityOf,
  PROFILE_FIELDS,
  profileOf,
  ROUNDS,
} from './rules'

/** Comes back from the browser: the gate and the commands look everything up again. */
export type SpeakersPlace = { locale: Locale; event: string }
export type SpeakerPlace = SpeakersPlace & { speaker: string }

/** All boxes that a form may have had. */
const ALL_AVAILABILITY = availabilityFields(100)

export async function createSpeakerAction(place: SpeakersPlace, _state: FormState, form: FormData): Promise<FormState> {
  const event = await editEvent(place.event)
  const fields = [...IDENTITY_FIELDS, ...PROFILE_FIELDS, ...ALL_AVAILABILITY, ...CARE_FIELDS]
  return formAction(texts(known(place)), fields, form, async (answers) => {
    const profile = profileOf(answers, event.timeZone)
    const id = await createSpeaker(event, { ...identityOf(answers), ...profile, ...careOf(answers) })
    go(place, `/${id}`, 'created')
  })
}

/** Saves a speaker's form. Of a linked one who it is was not asked: the command keeps what the registration says. */
export async function changeSpeakerAction(
  place: SpeakerPlace & { version: number; isLinked: boolean },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await editEvent(place.event)
  const identity = place.isLinked ? [] : IDENTITY_FIELDS
  const fields = [...identity, ...PROFILE_FIELDS, ...ALL_AVAILABILITY, ...CARE_FIELDS]
  return formAction(texts(known(place)), fields, form, async (answers) => {
    const input = { ...profileOf(answers, event.timeZone), ...careOf(answers) }
    await changeSpeaker(event, place.speaker, Number(place.version), {
      ...(place.isLinked ? {} : identityOf(answers)),
      ...input,
    }).catch((error: unknown) => {
      // The page then has the newer version, so that a second press saves over it.
      if (error instanceof Refusal && error.code === 'speaker_changed') refresh()
      throw error
    })
    go(place, `/${place.speaker}`, 'changed')
  })
}

/** The pressed button says who: a registration becomes a speaker, or is linked to the one at hand. */
export async function linkAction(
  place: SpeakersPlace & { speaker: string | null; version: number },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await manageEvent(place.event)
  const registration = String(form.get('registration') ?? '')
  return refusing(texts(known(place)), {}, async () => {
    if (!place.speaker) go(place, `/${await createSpeakerFromRegistration(event, registration)}`, 'created')
    await linkSpeaker(event, place.speaker, Number(place.version), registration)
    go(place, `/${place.speaker}`, 'linked')
  })
}

export async function unlinkAction(place: SpeakerPlace & { version: number }): Promise<FormState> {
  const event = await manageEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    await unlinkSpeaker(event, place.speaker, Number(place.version))
    go(place, `/${place.speaker}`, 'unlinked')
  })
}

export async function removeSpeakerAction(place: SpeakerPlace & { version: number }): Promise<FormState> {
  const event = await editEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    await removeSpeaker(event, place.speaker, Number(place.version))
    go(place, '', 'removed')
  })
}

export async function speakerPhotoAction(place: SpeakerPlace, _state: FormState, form: FormData): Promise<FormState> {
  const event = await editEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    const of = { event, actor: event.actor, speakerId: String(place.speaker) }
    if (form.get('act') === 'remove') await removeSpeakerPhoto(of)
    else await setSpeakerPhoto(of, form.get('photo'), cropOf(form, 'photo'))
    go(place, `/${place.speaker}`, 'photo')
  })
}

export async function speakerDocumentAction(
  place: SpeakerPlace,
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await editEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    await addSpeakerDocument({ event, actor: event.actor, speakerId: place.speaker }, form.get('file'))
    go(place, `/${place.speaker}`, 'document')
  })
}

/** Shown to the public, kept back, or removed: what the pressed button says. */
export async function arrangeDocumentAction(
  place: SpeakerPlace & { file: string },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await editEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    const of = { event, actor: event.actor, speakerId: place.speaker }
    const act = form.get('act')
    if (act === 'remove') await removeSpeakerDocument(of, place.file)
    else await publishSpeakerDocument(of, place.file, act === 'publish')
    go(place, `/${place.speaker}`, 'document')
  })
}

/** Writes to those who were ticked, or to one. */
export async function writeToSpeakersAction(
  place: SpeakersPlace & { speaker: string | null; round: string },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await editEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    const round = ROUNDS.find((each) => each === place.round) ?? 'remind'
    const chosen = place.speaker ? [String(place.speaker)] : form.getAll('person').map(String)
    const written = await writeToSpeakers(event, round, new Date(), chosen)
    go(place, place.speaker ? `/${place.speaker}` : '', 'written', `&count=${written}`)
  })
}

function go(place: SpeakersPlace, path: string, done: string, more = ''): never {
  redirect(`/${known(place)}/admin/${place.event}/speakers${path}?done=${done}${more}` as Route)
}

function known({ locale }: { locale: unknown }): Locale {
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}
