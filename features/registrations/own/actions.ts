'use server'
import type { Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { takeNetworkTurn } from '@/features/accounts/rate/access'
import { takeTurn } from '@/features/accounts/rate/commands'
import { PER_PERSON } from '@/features/accounts/rate/rules'
import { publicEvent } from '@/features/events/access'
import { type PreparedFile, prepareFile } from '@/features/files/commands'
import { cropOf } from '@/features/files/rules'
import { Refusal } from '@/lib/errors'
import type { Field } from '@/lib/fields'
import { type FormState, formAction, refusing, takeFiles } from '@/lib/form-action'
import { texts } from '@/lib/texts'
import { correctOwnRegistration } from '../changes/commands'
import { withdrawOwnRegistration } from '../commands'
import { fieldsAskedOf } from '../companions/rules'
import { correctableFields } from '../form/rules'
import { privateLink } from '../notices/commands'
import { replacePhoto } from '../photo/commands'
import { ownQuestions } from '../questions/queries'
import { asFormAnswers, fieldOf, questionIdOf, questionName } from '../questions/rules'
import { isAccepted } from '../rules'
import { type OwnPlace, ownPlace } from '../schema'
import { saveTravelDocument } from '../travel-document/commands'
import { travelDocumentFields } from '../travel-document/rules'
import { acceptOffer, declineOffer } from '../waiting-list/commands'
import { ownRegistration, takeOwnTurn } from './access'
import {
  addDocument,
  answerRequest,
  removeDocument,
  renewLink,
  requestErasure,
  saveAnswers,
  saveTravel,
  sendLinks,
} from './commands'
import { toldOf, travelFields } from './rules'

async function gate(given: OwnPlace) {
  const place = ownPlace.safeParse(given).data ?? notFound()
  const own = await ownRegistration(place.event, place.token)
  const home = `/${place.locale}/${place.event}/my/${place.token}`
  return { place, own, home, t: texts(place.locale) }
}

/** A person corrects their data. */
export async function correctAction(given: OwnPlace, _state: FormState, form: FormData): Promise<FormState> {
  const { own, home, t } = await gate(given)
  const { event, registration, category } = own
  return formAction(t, fieldsAskedOf(registration, correctableFields(category.form)), form, async (answers) => {
    await takeOwnTurn(own)
    await correctOwnRegistration(event, category, registration, answers, new Date())
    redirect(`${home}?done=corrected` as Route)
  })
}

/** A person withdraws. */
export async function withdrawAction(given: OwnPlace, _state: FormState): Promise<FormState> {
  const { own, home, t } = await gate(given)
  return refusing(t, {}, async () => {
    await takeOwnTurn(own)
    await withdrawOwnRegistration(own.event, own.registration, new Date()).catch((error: unknown) => {
      // Withdrawn in another window, or ended by an organiser meanwhile: the person's page shows it.
      if (error instanceof Refusal && error.code === 'move_not_allowed') redirect(home as Route)
      throw error
    })
    redirect(home as Route)
  })
}

const ANSWER_FIELDS: readonly Field[] = [{ name: 'answer', kind: 'multiline', max: 2000 }]

/** A person answers what the secretariat asked. */
export async function answerRequestAction(given: OwnPlace, _state: FormState, form: FormData): Promise<FormState> {
  const { own, home, t } = await gate(given)
  return formAction(t, ANSWER_FIELDS, form, async ({ answer = '' }) => {
    await takeOwnTurn(own)
    await answerRequest(own, { answer, file: form.get('file') }, new Date())
    redirect(`${home}?done=answered` as Route)
  })
}

/** The offered place: taken, or left to the next; the pressed button says which. */
export async function offerAction(given: OwnPlace, _state: FormState, form: FormData): Promise<FormState> {
  const { own, home, t } = await gate(given)
  return refusing(t, {}, async () => {
    await takeOwnTurn(own)
    const settle = form.get('offer') === 'decline' ? declineOffer : acceptOffer
    await settle(own.event, own.registration, new Date())
    redirect(home as Route)
  })
}

export async function photoAction(given: OwnPlace, _state: FormState, form: FormData): Promise<FormState> {
  const { own, home, t } = await gate(given)
  return refusing(t, {}, async () => {
    await takeOwnTurn(own)
    await replacePhoto(own.event, own.registration, form.get('photo'), cropOf(form, 'photo'), new Date())
    redirect(`${home}?done=photo` as Route)
  })
}

export async function travelAction(given: OwnPlace, _state: FormState, form: FormData): Promise<FormState> {
  const { own, home, t } = await gate(given)
  return formAction(t, travelFields(own.event), form, async (answers) => {
    await takeOwnTurn(own)
    await saveTravel(own, answers, new Date())
    redirect(`${home}?done=travel` as Route)
  })
}

/** A person answers the organisers' questions. */
export async function questionsAction(given: OwnPlace, _state: FormState, form: FormData): Promise<FormState> {
  const { own, home, t } = await gate(given)
  const { registration, category } = own
  const questions = await ownQuestions(category, isAccepted(toldOf(registration)))
  const fields = questions.map(fieldOf)
  const kept = asFormAnswers(registration.answers)
  const sent: { questionId: string; file: PreparedFile }[] = []
  const refused = await takeFiles(t, fields, form, kept, async (field, given) => {
    await takeOwnTurn(own)
    const file = await prepareFile('document', given, { field })
    sent.push({ questionId: questionIdOf(field), file })
    return file.name
  })
  const outcome = await formAction(t, fields, form, async (answers) => {
    if (refused.length > 0) return
    await takeOwnTurn(own)
    await saveAnswers(own, answers, sent, new Date())
    redirect(`${home}?done=questions` as Route)
  })
  // Browsers forget a chosen file: whoever has something else to mend chooses it again.
  const lost = sent.map(({ questionId }) => ({ field: questionName(questionId), message: t('errors.file_again') }))
  const answers = { ...outcome.answers, ...Object.fromEntries(lost.map(({ field }) => [field, kept[field] ?? ''])) }
  return { ...outcome, answers, errors: [...(outcome.errors ?? []), ...refused, ...lost] }
}

export async function travelDocumentAction(given: OwnPlace, _state: FormState, form: FormData): Promise<FormState> {
  const { own, home, t } = await gate(given)
  const now = new Date()
  return formAction(t, travelDocumentFields(own.event, now), form, async (answers) => {
    await takeOwnTurn(own)
    await saveTravelDocument(own.event, own.registration, answers, now)
    redirect(`${home}?done=passport` as Route)
  })
}

/** A person gives a further document. */
export async function addDocumentAction(given: OwnPlace, _state: FormState, form: FormData): Promise<FormState> {
  const { own, home, t } = await gate(given)
  return refusing(t, {}, async () => {
    await takeOwnTurn(own)
    await addDocument(own, form.get('file'))
    redirect(`${home}/documents?done=added` as Route)
  })
}

export async function removeDocumentAction(given: OwnPlace, fileId: string): Promise<FormState> {
  const { own, home, t } = await gate(given)
  return refusing(t, {}, async () => {
    await takeOwnTurn(own)
    await removeDocument(own, String(fileId))
    redirect(`${home}/documents?done=removed` as Route)
  })
}

/** The person asks for erasure. */
export async function erasureAction(given: OwnPlace): Promise<FormState> {
  const { own, home, t } = await gate(given)
  return refusing(t, {}, async () => {
    await takeOwnTurn(own)
    await requestErasure(own, new Date())
    redirect(`${home}?done=erasure` as Route)
  })
}

/** A new private link; the page goes on under it. */
export async function renewLinkAction(given: OwnPlace): Promise<FormState> {
  const { place, own, t } = await gate(given)
  return refusing(t, {}, async () => {
    if (!(await takeTurn(['renewal', own.registration.id], PER_PERSON.renewal, 24 * 60 * 60)))
      throw new Refusal('own_wait', { email: own.event.contactEmail })
    await renewLink(own, new Date())
    const { registration } = own
    const link = privateLink(place.locale, place.event, { ...registration, linkVersion: registration.linkVersion + 1 })
    redirect(`${new URL(link).pathname}?done=link` as Route)
  })
}

const LINK_FIELDS: readonly Field[] = [{ name: 'email', kind: 'email', isRequired: true, max: 254 }]

/** Sends lost links; the answer is the same for every address. */
export async function sendLinksAction(
  given: Omit<OwnPlace, 'token'>,
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const place = ownPlace.omit({ token: true }).safeParse(given).data ?? notFound()
  const event = await publicEvent(place.event)
  const t = texts(place.locale)
  return formAction(t, LINK_FIELDS, form, async ({ email = '' }) => {
    await takeNetworkTurn('link', event.contactEmail)
    // The answer is the same where the address's turns are used up: nobody learns, and nobody's mailbox fills.
    if (await takeTurn(['link', event.id, email.toLowerCase()], 3, 60 * 60)) await sendLinks(event, email, new Date())
    return t('my.link.sent')
  })
}
