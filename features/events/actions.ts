'use server'
import type { Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import type { z } from 'zod'
import { currentUser } from '@/features/accounts/access'
import { Refusal } from '@/lib/errors'
import type { Answers } from '@/lib/fields'
import { type FormState, refusing } from '@/lib/form-action'
import { isLocale, type Locale } from '@/lib/locales'
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
  categorySchema,
  eventSchema,
  invitationSchema,
  newCategorySchema,
  newEventSchema,
  parseAnswers,
  roleSchema,
} from './schema'
import { NEW_EVENT_DEFAULTS } from './settings/rules'
import { changeRole, inviteMember, removeMember } from './team/commands'

/** Which event's settings. Comes back from the browser, so the gate looks it up again. */
export type EventPlace = { locale: Locale; event: string }

/** Parse, then run: wrong answers come back as sentences at their fields, with all that was typed kept. */
async function parsed<S extends z.ZodType>(
  locale: Locale,
  schema: S,
  form: FormData,
  run: (input: z.output<S>) => Promise<unknown>,
  defaults: Answers = {},
): Promise<FormState> {
  const t = texts(locale)
  const typed = [...form].filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !entry[0].startsWith('$'),
  )
  const answers = { ...defaults, ...Object.fromEntries(typed) }
  const { data, errors } = parseAnswers(schema, answers)
  if (errors) {
    return {
      answers,
      errors: errors.map(({ field, code, values }) => ({ field, message: t(`errors.${code}`, values) })),
    }
  }
  return refusing(t, answers, () => run(data as z.output<S>))
}

/** Makes an event; its settings come next. */
export async function createEventAction(locale: Locale, _state: FormState, form: FormData): Promise<FormState> {
  const user = (await currentUser()) ?? notFound()
  return parsed(
    locale,
    newEventSchema,
    form,
    async (input) => redirect(`/${locale}/admin/${await createEvent(user, input)}/settings?done=created` as Route),
    NEW_EVENT_DEFAULTS,
  )
}

export async function updateEventAction(
  { locale, event: slug }: EventPlace,
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await manageEvent(slug)
  return parsed(locale, eventSchema, form, async (input) => {
    await updateEvent(event, input)
    redirect(`/${locale}/admin/${slug}/settings?done=saved` as Route)
  })
}

export async function createCategoryAction(
  { locale, event: slug }: EventPlace,
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await manageEvent(slug)
  return parsed(locale, newCategorySchema(event.timeZone), form, async (input) => {
    await createCategory(event, input)
    redirect(`/${locale}/admin/${slug}/settings/categories?done=created` as Route)
  })
}

export async function updateCategoryAction(
  { locale, event: slug, category: categorySlug }: EventPlace & { category: string },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await manageEvent(slug)
  const category = (await getCategory(event, categorySlug)) ?? notFound()
  return parsed(locale, categorySchema(event.timeZone), form, async (input) => {
    await updateCategory(event, category.id, input)
    redirect(`/${locale}/admin/${slug}/settings/categories?done=saved` as Route)
  })
}

export async function setPictureAction(
  { locale, event: slug }: EventPlace,
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await manageEvent(slug)
  return refusing(texts(locale), {}, async () => {
    const file = form.get('picture')
    if (!(file instanceof File) || file.size === 0) throw new Refusal('picture_missing', {}, 'picture')
    await setPicture(event, Buffer.from(await file.arrayBuffer()))
    redirect(`/${locale}/admin/${slug}/settings/publication?done=picture` as Route)
  })
}

export async function removePictureAction({ locale, event: slug }: EventPlace): Promise<FormState> {
  const event = await manageEvent(slug)
  return refusing(texts(locale), {}, async () => {
    await removePicture(event)
    redirect(`/${locale}/admin/${slug}/settings/publication?done=picture_removed` as Route)
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
  return refusing(texts(locale), { confirmation: typed }, async () => {
    if (to === 'archived') {
      if (typed !== slug) throw new Refusal('confirmation_differs', { slug }, 'confirmation')
      await archiveEvent(event)
    } else await (to === 'published' ? publishEvent : unpublishEvent)(event)
    redirect(`/${locale}/admin/${slug}/settings/publication?done=${to}` as Route)
  })
}

export async function inviteMemberAction(
  { locale, event: slug }: EventPlace,
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await ownEvent(slug)
  const language = form.get('language_of_letter')
  return parsed(locale, invitationSchema, form, async ({ email, role }) => {
    await inviteMember(event, email, role, isLocale(language) ? language : locale)
    redirect(`/${locale}/admin/${slug}/team?done=invited` as Route)
  })
}

export async function changeRoleAction(
  { locale, event: slug, user }: EventPlace & { user: string },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await ownEvent(slug)
  return refusing(texts(locale), {}, async () => {
    const role = roleSchema.safeParse(form.get(`role-of-${user}`))
    if (!role.success) throw new Refusal('role_unknown')
    await changeRole(event, user, role.data)
    redirect(`/${locale}/admin/${slug}/team?done=role` as Route)
  })
}

export async function removeMemberAction({
  locale,
  event: slug,
  user,
}: EventPlace & { user: string }): Promise<FormState> {
  const event = await ownEvent(slug)
  return refusing(texts(locale), {}, async () => {
    await removeMember(event, user)
    redirect(`/${locale}/admin/${slug}/team?done=removed` as Route)
  })
}
