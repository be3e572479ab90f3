'use server'
import { randomUUID } from 'node:crypto'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { editEvent, orNotFound } from '@/features/events/access'
import { prepareFile } from '@/features/files/commands'
import { listSpeakers } from '@/features/speakers/queries'
import { Refusal } from '@/lib/errors'
import { localizedAnswer } from '@/lib/field-views'
import { type FormState, formAction, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { changeSession, createSession, removeSession } from '../../commands'
import type { Session, SessionContent } from '../../rules'
import { addDocument, removeDocument, showDocument } from './commands'
import { readSessionForm, seesPeople } from './queries'
import {
  answerWords,
  atField,
  DOCUMENT_FIELDS,
  type FormContext,
  ITEM_FIELDS,
  personFields,
  sessionAnswers,
  sessionFields,
  sessionInput,
  sessionViews,
} from './rules'

type Place = { locale: Locale; event: string }
/** With the version that the page showed. */
type SessionPlace = Place & { session: string; version: number }

/** Adds a session, or changes the one that `session` names. Who was overtaken sees at each field what the other wrote. */
export async function saveSessionAction(
  place: Place & { session: string | null; version: number },
  state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await editEvent(place.event)
  const locale = known(place)
  const t = texts(locale)
  const { context, session } = await orNotFound(readSessionForm(event, locale, place.session))
  const fields = sessionFields(context, session)
  const version = Number(state?.answers?.version ?? place.version)
  let overtaken: FormState | null = null
  const answered = await formAction(t, fields, form, async (answers) => {
    try {
      const input = sessionInput(answers, context)
      if (!session) return goTo(place, await createSession(event, input), 'created')
      await changeSession(event, session.id, version, input)
      goTo(place, session.id, 'saved')
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (error.code !== 'session_changed') throw atField(error)
      overtaken = both(context, session!, answers)
    }
  })
  return overtaken ?? answered
}

/** Both versions: what was typed stays in the fields, what somebody else saved stands at them. */
function both(context: FormContext, theirs: Session, answers: NonNullable<FormState['answers']>): FormState {
  const t = texts(context.locale)
  const present = sessionAnswers(context, theirs)
  const views = sessionViews(context, theirs)
  return {
    answers: { ...answers, version: String(theirs.version) },
    refusal: t('editor.session.overtaken', { who: theirs.changedBy ?? t('editor.texts.somebody') }),
    errors: sessionFields(context, theirs)
      .filter(({ name }) => (present[name] ?? '') !== (answers[name] ?? ''))
      .map(({ name }) => ({
        field: name,
        message: t('editor.session.theirs', {
          text: answerWords(
            t,
            views.find((view) => view.name === name),
            present[name] ?? '',
          ),
        }),
      })),
  }
}

export async function removeSessionAction(place: SessionPlace): Promise<FormState> {
  const event = await editEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    await reloading(() => removeSession(event, place.session, place.version))
    redirect(`/${known(place)}/admin/${place.event}/agenda?done=removed` as Route)
  })
}

/** Puts somebody into a session, or gives who stands at the place `at` another role, part or name. */
export async function savePersonAction(
  place: SessionPlace & { at: number | null },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await editEvent(place.event)
  const locale = known(place)
  const { context, session } = await orNotFound(readSessionForm(event, locale, place.session))
  const speakers = await listSpeakers(event, locale)
  const people = session!.speakers
  const person = place.at === null ? undefined : people[place.at]
  const fields = personFields({ speakers, agenda: context.agenda, session: session!, person })
  return formAction(texts(locale), fields, form, ({ sessionSpeaker = '', sessionRole = '', sessionItem }) => {
    const said = { speakerId: sessionSpeaker, roleId: sessionRole, itemId: sessionItem || null }
    return change(place, session!, {
      speakers: person ? people.map((one) => (one === person ? said : one)) : [...people, said],
    })
  })
}

/** Adds a part of a session, or changes the one that `item` names. */
export async function saveItemAction(
  place: SessionPlace & { item: string | null },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await editEvent(place.event)
  const locale = known(place)
  const { session } = await orNotFound(readSessionForm(event, locale, place.session))
  return formAction(texts(locale), ITEM_FIELDS, form, (answers) => {
    const said = {
      title: localizedAnswer(answers, 'itemTitle'),
      minutes: Math.round(Number(answers.itemMinutes)),
    }
    if (Object.keys(said.title).length === 0) throw new Refusal('session_title', {}, 'itemTitle.en')
    const { items } = session!
    return change(place, session!, {
      items: items.some(({ id }) => id === place.item)
        ? items.map((item) => (item.id === place.item ? { ...item, ...said } : item))
        : [...items, { id: randomUUID(), ...said }],
    })
  })
}

/** What one button of a list of the session does, or a drop: "move:{place now}:{place, from 0}", "remove:{place now}", or of parts their ids. */
export async function arrangeSessionAction(
  place: SessionPlace & { list: 'speakers' | 'items' },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await editEvent(place.event)
  const locale = known(place)
  const { session } = await orNotFound(readSessionForm(event, locale, place.session))
  const [act, which = '', to] = String(form.get('act') ?? '').split(':')
  return refusing(texts(locale), {}, () => {
    const arranged = <T>(list: readonly T[], at: number): T[] => {
      const chosen = list[at]
      if (chosen === undefined) throw new Refusal('session_changed_reload')
      const others = list.filter((_, other) => other !== at)
      if (act === 'move') others.splice(Number(to) || 0, 0, chosen)
      return others
    }
    const { items, speakers } = session!
    return change(
      place,
      session!,
      place.list === 'items'
        ? {
            items: arranged(
              items,
              items.findIndex(({ id }) => id === which),
            ),
          }
        : { speakers: arranged(speakers, Number(which)) },
    )
  })
}

/** Names somebody to a session, or takes them off: "add:{registration}", "remove:{registration}". */
export async function guestAction(place: SessionPlace, _state: FormState, form: FormData): Promise<FormState> {
  const event = await editEvent(place.event)
  if (!seesPeople(event)) return orNotFound<FormState>(Promise.resolve(null))
  const locale = known(place)
  const { session } = await orNotFound(readSessionForm(event, locale, place.session))
  const [act, id = ''] = String(form.get('act') ?? '').split(':')
  return refusing(texts(locale), {}, () => {
    const others = session!.guestIds.filter((other) => other !== id)
    return change(place, session!, { guestIds: act === 'add' ? [...others, id] : others })
  })
}

export async function addDocumentAction(place: SessionPlace, _state: FormState, form: FormData): Promise<FormState> {
  const event = await editEvent(place.event)
  return formAction(texts(known(place)), DOCUMENT_FIELDS, form, async (answers) => {
    const file = await prepareFile('document', form.get('documentFile'), { field: 'documentFile' })
    const title = localizedAnswer(answers, 'documentTitle')
    await addDocument(event, place.session, {
      file,
      isPublic: answers.documentPublic === 'yes',
      details: {
        ...(answers.documentLanguage ? { language: answers.documentLanguage } : {}),
        ...(answers.documentSymbol ? { symbol: answers.documentSymbol } : {}),
        ...(answers.documentDate ? { date: answers.documentDate } : {}),
        ...(Object.keys(title).length > 0 ? { title } : {}),
      },
    })
    goTo(place, place.session, 'saved')
  })
}

export async function removeDocumentAction(place: SessionPlace & { file: string }): Promise<FormState> {
  const event = await editEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    await removeDocument(event, place.session, place.file)
    goTo(place, place.session, 'saved')
  })
}

export async function showDocumentAction(
  place: SessionPlace & { file: string; isPublic: boolean },
): Promise<FormState> {
  const event = await editEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    await showDocument(event, place.session, place.file, place.isPublic === true)
    goTo(place, place.session, 'saved')
  })
}

async function change(place: SessionPlace, session: Session, said: Partial<SessionContent>): Promise<never> {
  const event = await editEvent(place.event)
  await reloading(() => changeSession(event, session.id, place.version, said))
  return goTo(place, session.id, 'saved')
}

/** Where nothing typed is at stake, who was overtaken looks again. */
async function reloading(run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    throw error instanceof Refusal && error.code === 'session_changed' ? new Refusal('session_changed_reload') : error
  }
}

function goTo(place: Place, session: string, done: string): never {
  redirect(`/${known(place)}/admin/${place.event}/agenda/sessions/${session}?done=${done}` as Route)
}

function known({ locale }: { locale: unknown }): Locale {
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}
