'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { manageEvent, ownEvent } from '@/features/events/access'
import { localizedAnswer } from '@/lib/field-views'
import type { Answers, Field } from '@/lib/fields'
import { type FormState, formAction, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import {
  approveCampaign,
  createCampaign,
  deleteCampaign,
  releaseCampaign,
  saveAudience,
  saveTexts,
  sendTest,
  setApproval,
  stopCampaign,
  takeBackCampaign,
} from './commands'
import { attachFile, removeFile } from './files/commands'
import { readCampaign } from './queries'
import { AUDIENCE_FIELDS, readAudience, SEGMENT_FIELDS, storedAudience, textFields } from './rules'
import { deleteSegment, saveSegment } from './segments/commands'
import { listSegments } from './segments/queries'

type Place = { locale: Locale; event: string }
type At = Place & { number: number; version: number }

/** Begins a letter to those whom the filters find, and leads to it. */
export async function createCampaignAction(
  place: Place & { filters: Record<string, string> },
  _state: FormState,
): Promise<FormState> {
  const event = await manageEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    const number = await createCampaign(event, readAudience(place.filters))
    go(place, `/${number}`)
  })
}

/** Keeps whom a letter goes to; the button of a saved choice takes that. */
export async function saveAudienceAction(place: At, _state: FormState, form: FormData): Promise<FormState> {
  const event = await manageEvent(place.event)
  return formAction(texts(known(place)), AUDIENCE_FIELDS, form, async (answers) => {
    const chosen = form.get('segment')
    const segment = typeof chosen === 'string' ? (await listSegments(event)).find(({ id }) => id === chosen) : undefined
    await saveAudience(event, place.number, place.version, readAudience(segment?.filters ?? answers))
    go(place, `/${place.number}?done=audience#people`)
  })
}

/** Saves whom a letter goes to under a name. */
export async function saveSegmentAction(
  place: Place & { number: number },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await manageEvent(place.event)
  return formAction(texts(known(place)), SEGMENT_FIELDS, form, async ({ segmentName = '' }) => {
    const campaign = await readCampaign(event, place.number)
    await saveSegment(event, segmentName, storedAudience(readAudience(campaign?.audience ?? {})))
    go(place, `/${place.number}?done=segment#people`)
  })
}

/** Forgets a saved choice of people. */
export async function deleteSegmentAction(
  place: Place & { number: number; segment: string },
  _state: FormState,
): Promise<FormState> {
  const event = await manageEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    await deleteSegment(event, place.segment)
    go(place, `/${place.number}#people`)
  })
}

/** Keeps what a letter says. */
export async function saveTextsAction(place: At, _state: FormState, form: FormData): Promise<FormState> {
  const event = await manageEvent(place.event)
  return formAction(texts(known(place)), textFields(), form, async (answers: Answers) => {
    await saveTexts(event, place.number, place.version, {
      kind: answers.campaignKind === 'bulletin' ? 'bulletin' : 'notice',
      subject: localizedAnswer(answers, 'subject'),
      heading: localizedAnswer(answers, 'heading'),
      body: localizedAnswer(answers, 'body'),
    })
    go(place, `/${place.number}?done=texts#files`)
  })
}

/** Attaches a file. */
export async function attachFileAction(place: At, _state: FormState, form: FormData): Promise<FormState> {
  const event = await manageEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    await attachFile(event, place.number, place.version, form.get('campaignFile'))
    go(place, `/${place.number}#files`)
  })
}

/** Takes a file away again. */
export async function removeFileAction(place: At & { file: string }, _state: FormState): Promise<FormState> {
  const event = await manageEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    await removeFile(event, place.number, place.version, place.file)
    go(place, `/${place.number}#files`)
  })
}

/** Sends the copy of one person to the organiser. */
export async function sendTestAction(
  place: Place & { number: number; person: string },
  _state: FormState,
): Promise<FormState> {
  const event = await manageEvent(place.event)
  const t = texts(known(place))
  return refusing(t, {}, async () =>
    t('campaigns.preview.test_sent', { email: await sendTest(event, place.number, place.person) }),
  )
}

/** Releases a letter. */
export async function releaseCampaignAction(
  place: At & { count: number },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await manageEvent(place.event)
  const fields: Field[] = [{ name: 'sendAt', kind: 'text', max: 40 }]
  return formAction(texts(known(place)), fields, form, async ({ sendAt = '' }) => {
    await releaseCampaign(event, place.number, place, sendAt, new Date())
    go(place, `/${place.number}?done=released`)
  })
}

/** What one of the buttons of a released letter does. */
export async function actOnCampaignAction(
  place: Place & { number: number; act: 'approve' | 'take_back' | 'stop' },
  _state: FormState,
): Promise<FormState> {
  const event = await manageEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    if (place.act === 'approve') await approveCampaign(event, place.number, new Date())
    if (place.act === 'take_back') await takeBackCampaign(event, place.number, new Date())
    if (place.act === 'stop') await stopCampaign(event, place.number)
    go(place, `/${place.number}?done=${place.act}`)
  })
}

/** Deletes a draft. */
export async function deleteCampaignAction(place: Place & { number: number }, _state: FormState): Promise<FormState> {
  const event = await manageEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    await deleteCampaign(event, place.number)
    go(place, '?done=deleted')
  })
}

/** Says whether letters to many need a second person. */
export async function setApprovalAction(place: Place, _state: FormState, form: FormData): Promise<FormState> {
  const event = await ownEvent(place.event)
  const t = texts(known(place))
  return refusing(t, {}, async () => {
    await setApproval(event, form.get('needsMailApproval') === 'yes')
    go(place, '?done=approval')
  })
}

function go(place: Place, rest: string): never {
  redirect(`/${known(place)}/admin/${place.event}/mail/letters${rest}` as Route)
}

function known({ locale }: { locale: unknown }): Locale {
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}
