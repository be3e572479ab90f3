'use server'
import type { Route } from 'next'
import { cookies } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { takeNetworkTurn } from '@/features/accounts/rate/access'
import { takeTurn } from '@/features/accounts/rate/commands'
import { SIGN_UPS_PER_EMAIL } from '@/features/accounts/rate/rules'
import { getPublicCategory } from '@/features/events/access'
import { consentPurposes } from '@/features/events/rules'
import { env } from '@/lib/env'
import { Refusal } from '@/lib/errors'
import { checkAnswers } from '@/lib/fields'
import { type FormState, formAction, refusing, takeFiles } from '@/lib/form-action'
import { isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { discardDraft, readDraft, removeDraftFile, saveDraft, saveDraftFile, submissionIdOf } from '../drafts/commands'
import { heldInvitation } from '../invitations/queries'
import { fitsInvitation, INVITATION_COOKIE } from '../invitations/rules'
import { signUpQuestions } from '../questions/queries'
import { questionIdOf } from '../questions/rules'
import { type CheckedPlace, checkedPlace, type DraftPlace, draftPlace, type FormPlace, formPlace } from '../schema'
import { answersDigest, register } from './commands'
import { draftCookie, nextStep, stepFields, TRAP } from './rules'

function formAddress(locale: Locale, place: Pick<FormPlace, 'event' | 'category'>, draft: string, step: string): Route {
  return `/${locale}/${place.event}/register/${place.category}/${draft}?step=${step}` as Route
}

/** Saves one step's answers, right or wrong, then goes on, stays with what is wrong, or changes the language. */
export async function saveStepAction(given: FormPlace, _state: FormState, form: FormData): Promise<FormState> {
  const place = formPlace.safeParse(given).data ?? notFound()
  const now = new Date()
  const { event, category } = await getPublicCategory(place.event, place.category)
  const t = texts(place.locale)
  if (form.get(TRAP)) return { refusal: t('refusals.trap') }
  const shape = { form: category.form, purposes: consentPurposes(event), questions: await signUpQuestions(category) }
  const fields = stepFields(shape, place.step)
  const earlier = place.draft ? await readDraft(category.id, place.draft, now) : {}
  if (!earlier) return { refusal: t('refusals.draft_gone') }

  const { draft: begun } = place
  const refused = await takeFiles(t, fields, form, earlier, async (field, given) => {
    if (!begun) return ''
    await takeNetworkTurn('draft_file', event.contactEmail)
    return saveDraftFile(begun, { questionId: questionIdOf(field), field, given })
  })
  for (const { name } of fields.filter(({ kind }) => kind === 'file'))
    if (begun && earlier[name] && !form.get(name)) await removeDraftFile(begun, questionIdOf(name))
  // What is wrong stays in the draft too, so that leaving and coming back finds it.
  const { answers } = checkAnswers(fields, Object.fromEntries(form))
  const all = { ...earlier, ...answers }
  const language = form.get('language')
  if (isLocale(language)) {
    return refusing(t, answers, async () => {
      if (!place.draft) await takeNetworkTurn('draft', event.contactEmail)
      const draft = await saveDraft(category.id, place.draft, all, now)
      await rememberDraft(place, draft)
      redirect(formAddress(language, place, draft, place.step))
    })
  }
  if (place.draft) await saveDraft(category.id, place.draft, all, now)
  if (refused.length > 0) return { answers, errors: refused }
  return formAction(t, fields, form, async ({ email }) => {
    if (email !== undefined) {
      const held = (await cookies()).get(INVITATION_COOKIE)?.value ?? null
      if (!fitsInvitation(await heldInvitation(category, held, now), email))
        throw new Refusal('invitation_address', {}, 'email')
    }
    if (!place.draft) await takeNetworkTurn('draft', event.contactEmail)
    const draft = place.draft ?? (await saveDraft(category.id, null, all, now))
    await rememberDraft(place, draft)
    redirect(formAddress(place.locale, place, draft, nextStep(shape, place.step, all)))
  })
}

/** Sends the form. The digest tells whether the answers are still those that the person checked. */
export async function sendAction(given: CheckedPlace, _state: FormState, form: FormData): Promise<FormState> {
  const place = checkedPlace.safeParse(given).data ?? notFound()
  const now = new Date()
  const language = form.get('language')
  if (isLocale(language)) redirect(formAddress(language, place, place.draft, 'check'))
  const { event, category } = await getPublicCategory(place.event, place.category)
  const t = texts(place.locale)
  const id = submissionIdOf(place.draft)
  const answers = await readDraft(category.id, place.draft, now)
  const outcome = await refusing(t, {}, async () => {
    // A draft that is gone has been sent: the page after sending tells, or says that it is too long ago.
    if (!answers) return
    if (answersDigest(answers) !== place.digest) throw new Refusal('answers_changed')
    await takeNetworkTurn('sign_up', event.contactEmail)
    const ofEmail = ['sign_up', event.id, (answers.email ?? '').toLowerCase()]
    if (!(await takeTurn(ofEmail, SIGN_UPS_PER_EMAIL, 24 * 60 * 60, now)))
      throw new Refusal('email_wait', { email: event.contactEmail })
    const jar = await cookies()
    const invitation = jar.get(INVITATION_COOKIE)?.value ?? null
    await register(event, category, { id, draftToken: place.draft, answers, locale: place.locale, invitation }, now)
    if (invitation) jar.delete(INVITATION_COOKIE)
  })
  if (outcome.refusal) return outcome
  await rememberDraft(place, null)
  redirect(`/${place.locale}/${place.event}/sent/${id}` as Route)
}

/** Forgets an unfinished form. */
export async function discardAction(given: DraftPlace): Promise<void> {
  const place = draftPlace.safeParse(given).data ?? notFound()
  const { category } = await getPublicCategory(place.event, place.category)
  await discardDraft(category.id, place.draft)
  await rememberDraft(place, null)
  redirect(`/${place.locale}/${place.event}` as Route)
}

/** The browser remembers the unfinished form, so that a closed window loses nothing; null forgets it. */
async function rememberDraft(place: Pick<FormPlace, 'event' | 'category'>, draft: string | null): Promise<void> {
  const { name, options } = draftCookie(place.event, place.category)
  const jar = await cookies()
  jar.set(name, draft ?? '', {
    ...options,
    secure: env().PUBLIC_URL.startsWith('https:'),
    maxAge: draft ? options.maxAge : 0,
  })
}
