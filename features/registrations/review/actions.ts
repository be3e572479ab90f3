'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { manageEvent, reviewEvent, viewEvent } from '@/features/events/access'
import { Refusal } from '@/lib/errors'
import { type FormState, formAction, refusing } from '@/lib/form-action'
import { isUuid } from '@/lib/ids'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { setSortKey } from '../commands'
import { listReasons } from '../reasons/queries'
import type { RegistrationState } from '../rules'
import { checkIn, decideMany, decideRegistration, informPeople, requestInformation, undoDecisions } from './commands'
import { nextInQueue } from './queries'
import {
  addressOf,
  bulkFields,
  decisionFields,
  isRegistrationState,
  NAMED,
  queueFilter,
  queueQuery,
  readFilter,
  SORT_KEY_FIELDS,
} from './rules'

/** Whose registration it is. Comes back from the browser, so the gate and the commands look it up again. */
export type ReviewPlace = {
  locale: Locale
  event: string
  registration: string
  /** The queue's filter as it stands in an address; null: the person is looked at alone. */
  queue?: Record<string, string> | null
}

/** Where undoing leads: back to the one person it was, or to the list with its filter. */
export type UndoPlace = Omit<ReviewPlace, 'registration'> & {
  registration: string | null
  list?: Record<string, string>
}

/** `from`: the state that the organiser saw; the pressed button says where to. */
export async function decideAction(
  place: ReviewPlace,
  from: RegistrationState,
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const locale = known(place.locale)
  const t = texts(locale)
  const event = await viewEvent(place.event)
  const reasons = await listReasons(event)
  const to = form.get('to') ?? form.get('first')
  const base = `/${locale}/admin/${event.slug}/registrations`
  const queue = place.queue ? queueFilter(readFilter(place.queue)) : null
  const here = (done: Record<string, string>) =>
    `${base}/${place.registration}${queue ? queueQuery(queue, done) : `?${new URLSearchParams(done)}`}` as Route
  const fields = decisionFields(reasons.map(({ id }) => id)).map((field) =>
    field.name === 'note' && to === 'information_requested' ? { ...field, isRequired: true } : field,
  )
  return formAction(t, fields, form, async ({ note = '', internalNote = '', reason, inform }) => {
    if (!isRegistrationState(to) || !isRegistrationState(from)) throw new Refusal('move_not_allowed')
    const now = new Date()
    if (event.role === 'onsite') {
      await checkIn(event, place.registration, { from, to }, now)
      redirect(here({ done: to }))
    }
    const reviewed = await reviewEvent(place.event)
    const outcome = await (to === 'information_requested'
      ? requestInformation(reviewed, place.registration, { from, question: note, internalNote }, now)
      : decideRegistration(
          reviewed,
          place.registration,
          { from, to, note, internalNote, reasonId: reason || null, inform: inform === 'later' ? 'later' : 'now' },
          now,
        )
    ).catch((error: unknown) => {
      // The form that was sent may not be on the page as it is now, so the page itself says it.
      if (error instanceof Refusal && error.code === 'registration_changed') redirect(here({ done: 'changed' }))
      throw error
    })
    const done = outcome?.outcome === 'opinion' ? 'opinion' : inform === 'later' ? 'later' : to
    const undo: Record<string, string> = outcome?.outcome === 'moved' ? { batch: outcome.batchId } : {}
    if (!queue) redirect(here({ done, ...undo }))
    const decided = { ...undo, decided: place.registration }
    const next = await nextInQueue(event, queue, place.registration, 'next')
    if (next) redirect(`${base}/${next}${queueQuery(queue, { done, ...decided })}` as Route)
    const end = (await nextInQueue(event, queue, null, 'next')) ? 'queue_end' : 'queue_empty'
    const list = { ...addressOf({ ...queue, state: '' }), done: end, ...decided }
    redirect(`${base}?${new URLSearchParams(list)}` as Route)
  })
}

/** Takes back what was decided a moment ago, and leads to where it was decided. */
export async function undoAction(place: UndoPlace, batchId: string): Promise<void> {
  const event = await reviewEvent(place.event)
  const { undone, late } = await undoDecisions(event, batchId, new Date())
  const base = `/${known(place.locale)}/admin/${event.slug}/registrations`
  const done = { done: 'undone', undone: String(undone), late: String(late) }
  if (place.registration && isUuid(place.registration)) {
    const query = place.queue ? queueQuery(readFilter(place.queue), done) : `?${new URLSearchParams(done)}`
    redirect(`${base}/${place.registration}${query}` as Route)
  }
  redirect(`${base}?${new URLSearchParams({ ...addressOf(readFilter(place.list ?? {})), ...done })}` as Route)
}

/** Decides on many: those whose names the organiser saw. */
export async function decideManyAction(
  place: { locale: Locale; event: string; query: Record<string, string>; ids: string[] },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await reviewEvent(place.event)
  const locale = known(place.locale)
  const reasons = await listReasons(event)
  const fields = bulkFields(reasons.map(({ id }) => id))
  return formAction(texts(locale), fields, form, async ({ note = '', internalNote = '', reason, inform, ifFull }) => {
    const to = form.get('to') ?? form.get('first')
    if (!isRegistrationState(to) || to === 'information_requested') throw new Refusal('move_not_allowed')
    const result = await decideMany(
      event,
      place.ids,
      {
        to,
        note,
        internalNote,
        reasonId: reason || null,
        inform: inform === 'now' ? 'now' : 'later',
        ifFull: ifFull === 'waiting_list' ? 'waiting_list' : 'stay',
      },
      new Date(),
    )
    const { moved, opinions, batchId, refused, waiting } = result
    const others = [...Object.entries(refused), ...(waiting.length > 0 ? [['waiting_list', waiting] as const] : [])]
    const query = new URLSearchParams({
      ...addressOf({ ...readFilter(place.query), page: 1 }),
      done: 'many',
      moved: String(moved),
      opinions: String(opinions),
      batch: batchId,
    })
    for (const [code, ids] of others) query.append('refused', `${code}.${ids.length}`)
    const left = others.flatMap(([code, ids]) => ids.map((id) => `${code}.${id}`))
    for (const each of left.slice(0, NAMED)) query.append('left', each)
    redirect(`/${locale}/admin/${event.slug}/registrations?${query}` as Route)
  })
}

/** The inform run for the ticked people. */
export async function informAction(
  place: { locale: Locale; event: string },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await reviewEvent(place.event)
  const locale = known(place.locale)
  return refusing(texts(locale), {}, async () => {
    const informed = await informPeople(event, form.getAll('person').map(String), new Date())
    redirect(`/${locale}/admin/${event.slug}/registrations/inform?informed=${informed}` as Route)
  })
}

/** Sets where the person stands in alphabetical lists. */
export async function setSortKeyAction(place: ReviewPlace, _state: FormState, form: FormData): Promise<FormState> {
  const event = await manageEvent(place.event)
  const locale = known(place.locale)
  return formAction(texts(locale), SORT_KEY_FIELDS, form, async ({ sortKey }) => {
    await setSortKey(event, place.registration, sortKey!, new Date())
    redirect(`/${locale}/admin/${event.slug}/registrations/${place.registration}?done=sort_key` as Route)
  })
}

function known(locale: unknown): Locale {
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}
