'use server'
import type { Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import type { z } from 'zod'
import { currentUser, requireFresh } from '@/features/accounts/access'
import { Refusal } from '@/lib/errors'
import type { Answers } from '@/lib/fields'
import { checkAnswers } from '@/lib/fields'
import { type FormState, refusing } from '@/lib/form-action'
import { isUuid } from '@/lib/ids'
import { DEFAULT_LOCALE, isLocale, LOCALES, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { manageEvent, ownEvent } from './access'
import {
  archiveEvent,
  createCategory,
  createEvent,
  publishEvent,
  unpublishEvent,
  updateCategory,
  updateEvent,
} from './commands'
import { removePicture, setPicture } from './picture/commands'
import { getCategory } from './queries'
import {
  type CategoryInput,
  categorySchema,
  eventSchema,
  invitationSchema,
  type NewCategoryInput,
  newCategorySchema,
  newEventSchema,
  parseAnswers,
  roleSchema,
} from './schema'
import { EVENT_PARTS, type EventPart, newEventDefaults, presentAnswers } from './settings/rules'
import { changeRole, inviteMember, removeMember, setScope } from './team/commands'
import { listScopeOptions } from './team/queries'
import { scopeFields } from './team/rules'

/** Which event's settings. Comes back from the browser, so the gate looks it up again. */
export type EventPlace = { locale: Locale; event: string }

/** Browsers send nothing for a box without a tick. */
const UNTICKED = {
  isOpen: '',
  isByInvitation: '',
  isReviewed: '',
  hasWaitingList: '',
  asksPhoto: '',
  asksTravel: '',
  asksTravelDocument: '',
}

/** Parse, then run: wrong answers come back as sentences at their fields, with all that was typed kept. */
async function parsed<S extends z.ZodType>(
  asked: Locale,
  schema: S,
  form: FormData,
  run: (input: z.output<S>) => Promise<unknown>,
  defaults: Answers = {},
): Promise<FormState> {
  const t = texts(known(asked))
  const typed = [...form].filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !entry[0].startsWith('$'),
  )
  const answers = withTicks({ ...defaults, ...Object.fromEntries(typed) })
  const { data, errors } = parseAnswers(schema, answers)
  if (errors) {
    return {
      answers,
      errors: errors.map(({ field, code, values }) => ({ field, message: t(`errors.${code}`, values) })),
    }
  }
  return refusing(t, answers, () => run(data as z.output<S>))
}

/** The ticked languages as one answer. */
function withTicks(answers: Answers): Answers {
  const isTick = (name: string) => name.startsWith('languages.')
  const ticked = LOCALES.filter((locale) => answers[`languages.${locale}`])
  const others = Object.fromEntries(Object.entries(answers).filter(([name]) => !isTick(name)))
  return ticked.length > 0 ? { ...others, languages: ticked.join(',') } : others
}

/** Makes an event; its settings come next. */
export async function createEventAction(asked: Locale, _state: FormState, form: FormData): Promise<FormState> {
  const user = (await currentUser()) ?? notFound()
  return parsed(
    asked,
    newEventSchema,
    form,
    async (input) => go(asked, await createEvent(user, input), 'settings', 'created'),
    newEventDefaults(known(asked)),
  )
}

/** Changes one part of the event's settings; the other parts stay as they are. */
export async function updateEventAction(
  { locale: asked, event: slug, part }: EventPlace & { part: EventPart },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await manageEvent(slug)
  const locale = known(asked)
  const isFirst = part === EVENT_PARTS[0] || !EVENT_PARTS.includes(part)
  return parsed(
    locale,
    eventSchema,
    form,
    async (input) => {
      await updateEvent(event, input)
      go(locale, event.slug, `settings${isFirst ? '' : `/${part}`}`, 'saved')
    },
    presentAnswers({ t: texts(locale), locale }, event),
  )
}

export async function createCategoryAction(
  { locale, event: slug }: EventPlace,
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await manageEvent(slug)
  const save = async (input: NewCategoryInput) => {
    await createCategory(event, input)
    go(locale, event.slug, 'settings/categories', 'category_created')
  }
  return parsed(locale, newCategorySchema(event.timeZone), form, save, UNTICKED)
}

export async function updateCategoryAction(
  { locale, event: slug, category: categorySlug }: EventPlace & { category: string },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await manageEvent(slug)
  const category = (await getCategory(event, categorySlug)) ?? notFound()
  const save = async (input: CategoryInput) => {
    await updateCategory(event, category.id, input)
    go(locale, event.slug, 'settings/categories', 'saved')
  }
  return parsed(locale, categorySchema(event.timeZone), form, save, UNTICKED)
}

export async function setPictureAction(
  { locale, event: slug }: EventPlace,
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await manageEvent(slug)
  return refusing(texts(known(locale)), {}, async () => {
    const file = form.get('picture')
    if (!(file instanceof File) || file.size === 0) throw new Refusal('picture_missing', {}, 'picture')
    await setPicture(event, Buffer.from(await file.arrayBuffer()))
    go(locale, event.slug, 'settings/publication', 'picture')
  })
}

export async function removePictureAction({ locale, event: slug }: EventPlace): Promise<FormState> {
  const event = await manageEvent(slug)
  return refusing(texts(known(locale)), {}, async () => {
    await removePicture(event)
    go(locale, event.slug, 'settings/publication', 'picture_removed')
  })
}

/** Publishes, takes back or archives. Archiving is for good, so the event's address must be typed. */
export async function moveEventAction(
  { locale, event: slug, to }: EventPlace & { to: 'published' | 'draft' | 'archived' },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await ownEvent(slug)
  const typed = String(form.get('confirmation') ?? '').trim()
  return refusing(texts(known(locale)), { confirmation: typed }, async () => {
    if (to === 'archived') {
      if (typed !== event.slug) throw new Refusal('confirmation_differs', { slug: event.slug }, 'confirmation')
      await archiveEvent(event)
    } else await (to === 'published' ? publishEvent : unpublishEvent)(event)
    go(locale, event.slug, 'settings/publication', to)
  })
}

export async function inviteMemberAction(
  { locale, event: slug }: EventPlace,
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await ownEvent(slug)
  await freshFor(locale, event.slug)
  return parsed(locale, invitationSchema, form, async ({ email, role }) => {
    await inviteMember(event, email, role, known(form.get('language_of_letter')))
    go(locale, event.slug, 'team', 'invited')
  })
}

export async function changeRoleAction(
  { locale, event: slug, user }: EventPlace & { user: string },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await ownEvent(slug)
  await freshFor(locale, event.slug)
  return refusing(texts(known(locale)), {}, async () => {
    const role = roleSchema.safeParse(form.get('role-of-member'))
    if (!role.success) throw new Refusal('role_unknown')
    if (!isUuid(user)) throw new Refusal('member_unknown')
    await changeRole(event, user, role.data)
    go(locale, event.slug, 'team', 'role')
  })
}

/** Whom a reviewer sees: nothing ticked in a list means everyone. */
export async function setScopeAction(
  { locale, event: slug, user }: EventPlace & { user: string },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await ownEvent(slug)
  await freshFor(locale, event.slug)
  return refusing(texts(known(locale)), {}, async () => {
    if (!isUuid(user)) throw new Refusal('member_unknown')
    const options = await listScopeOptions(event)
    const { answers } = checkAnswers(scopeFields(options), Object.fromEntries(form))
    const ticked = (name: string) => (answers[name] ? answers[name].split(',') : null)
    await setScope(event, user, { categoryIds: ticked('scopeCategories'), delegationIds: ticked('scopeDelegations') })
    go(locale, event.slug, 'team', 'scope')
  })
}

export async function removeMemberAction({
  locale,
  event: slug,
  user,
}: EventPlace & { user: string }): Promise<FormState> {
  const event = await ownEvent(slug)
  await freshFor(locale, event.slug)
  return refusing(texts(known(locale)), {}, async () => {
    if (!isUuid(user)) throw new Refusal('member_unknown')
    await removeMember(event, user)
    go(locale, event.slug, 'team', 'removed')
  })
}

/** Who may do what in an event is decided by somebody who signed in a few minutes ago. */
async function freshFor(locale: Locale, slug: string): Promise<void> {
  await requireFresh(known(locale), `/${known(locale)}/admin/${slug}/team`)
}

/** To a page of the event's that says what was done. Each time is a visit of its own, which brings the sentence into view. */
function go(locale: Locale, slug: string, page: string, done: string): never {
  const visit = Date.now().toString(36)
  redirect(`/${known(locale)}/admin/${slug}/${page}?done=${done}&visit=${visit}#done` as Route)
}

function known(locale: unknown): Locale {
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}
