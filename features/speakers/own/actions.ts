'use server'
import type { Route } from 'next'
import { refresh } from 'next/cache'
import { notFound, redirect } from 'next/navigation'
import { cropOf } from '@/features/files/rules'
import { type OwnPlace, ownPlace } from '@/features/registrations/schema'
import { Refusal } from '@/lib/errors'
import { type FormState, formAction, refusing } from '@/lib/form-action'
import { texts } from '@/lib/texts'
import { addSpeakerDocument, removeSpeakerDocument } from '../documents/commands'
import { setSpeakerPhoto } from '../photo/commands'
import { ANSWER_FIELDS, availabilityFields, IDENTITY_FIELDS, identityOf, PROFILE_FIELDS, profileOf } from '../rules'
import { ownSpeaker, takeSpeakerTurn } from './access'
import { answerInvitation, saveOwnProfile } from './commands'

async function gate(given: OwnPlace) {
  const place = ownPlace.safeParse(given).data ?? notFound()
  const own = await ownSpeaker(place.event, place.token)
  const home = `/${place.locale}/${place.event}/speaker/${place.token}`
  const of = { event: own.event, actor: { kind: 'person' } as const, speakerId: own.speaker.id }
  return { own, of, home, t: texts(place.locale) }
}

/** Yes or no: what the pressed button says, else what the form is for. */
export async function answerAction(
  given: OwnPlace,
  reply: string,
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const { own, home, t } = await gate(given)
  return formAction(t, ANSWER_FIELDS, form, async ({ speakerAnswer = '' }) => {
    await takeSpeakerTurn(own)
    const state = (form.get('reply') ?? reply) === 'declined' ? 'declined' : 'confirmed'
    await answerInvitation(own, state, speakerAnswer, new Date())
    redirect(`${home}?done=${state}` as Route)
  })
}

/** A speaker saves their own profile. */
export async function ownProfileAction(
  given: OwnPlace,
  version: number,
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const { own, home, t } = await gate(given)
  const isLinked = own.registration !== null
  const fields = [...(isLinked ? [] : IDENTITY_FIELDS), ...PROFILE_FIELDS, ...availabilityFields(100)]
  return formAction(t, fields, form, async (answers) => {
    const profile = profileOf(answers, own.event.timeZone)
    await takeSpeakerTurn(own)
    const input = { ...(isLinked ? {} : identityOf(answers)), ...profile }
    await saveOwnProfile(own, Number(version), input).catch((error: unknown) => {
      // The page then has the newer version, so that a second press saves over it.
      if (error instanceof Refusal && error.code === 'speaker_changed') refresh()
      throw error
    })
    redirect(`${home}?done=profile` as Route)
  })
}

export async function ownPhotoAction(given: OwnPlace, _state: FormState, form: FormData): Promise<FormState> {
  const { own, of, home, t } = await gate(given)
  return refusing(t, {}, async () => {
    await takeSpeakerTurn(own)
    await setSpeakerPhoto(of, form.get('photo'), cropOf(form, 'photo'))
    redirect(`${home}?done=photo` as Route)
  })
}

export async function ownDocumentAction(given: OwnPlace, _state: FormState, form: FormData): Promise<FormState> {
  const { own, of, home, t } = await gate(given)
  return refusing(t, {}, async () => {
    await takeSpeakerTurn(own)
    await addSpeakerDocument(of, form.get('file'))
    redirect(`${home}/documents?done=added` as Route)
  })
}

export async function removeOwnDocumentAction(given: OwnPlace, fileId: string): Promise<FormState> {
  const { own, of, home, t } = await gate(given)
  return refusing(t, {}, async () => {
    await takeSpeakerTurn(own)
    await removeSpeakerDocument(of, String(fileId))
    redirect(`${home}/documents?done=removed` as Route)
  })
}
