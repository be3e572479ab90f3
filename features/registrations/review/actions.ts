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
import { listIds, nextInQueue } from './queries'
import {
  addressOf,
  decisionFields,
  filterQuery,
  isRegistrationState,
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

/** Decides on many: the ticked ones, or all that the filter finds. */
export async function decideManyAction(
  place: { locale: Locale; event: string; query: Record<string, string>; ids: string[]; isAll: boolean },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await reviewEvent(place.event)
  const locale = known(place.locale)
  const reasons = await listReasons(event)
  const fields = decisionFields(reasons.map(({ id }) => id))
  return formAction(texts(locale), fields, form, async ({ note = '', internalNote = '', reason, inform }) => {
    const to = form.get('to') ?? form.get('first')
    if (!isRegistrationState(to) || to === 'information_requested') throw new Refusal('move_not_allowed')
    const ids = place.isAll ? await listIds(event, readFilter(place.query)) : place.ids
    const result = await decideMany(
      event,
      ids,
      { to, note, internalNote, reasonId: reason || null, inform: inform === 'now' ? 'now' : 'later' },
      new Date(),
    )
    const refused = Object.entries(result.refused).map(([code, count]) => `&refused=${code}.${count}`)
    const query = filterQuery(readFilter(place.query))
    redirect(
      `/${locale}/admin/${event.slug}/registrations${query || '?'}&done=many&moved=${result.moved}&opinions=${result.opinions}&batch=${result.batchId}${refused.join('')}` as Route,
    )
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
