import type { Route } from 'next'
import Link from 'next/link'
import { Form } from '@/components/form'
import { SortableList } from '@/components/sortable-list'
import type { EditedEvent } from '@/features/events/access'
import type { Speaker } from '@/features/speakers/rules'
import { type FieldView, fieldViews, formLabels, localizedGroup } from '@/lib/field-views'
import { inLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { MAX_TITLE, type Session } from '../../rules'
import { Move } from '../part-list'
import { arrangeSessionAction, saveItemAction, savePersonAction } from './actions'
import { type FormContext, ITEM_FIELDS, personFields } from './rules'

type Props = { event: EditedEvent; context: FormContext; session: Session; speakers: Speaker[] }

/** Who does what in a session, in their order, and the form that adds somebody or changes their role. */
export function SessionPeople({ event, context, session, speakers, changing }: Props & { changing: string }) {
  const { locale, agenda } = context
  const t = texts(locale)
  const place = { locale, event: event.slug, session: session.id, version: session.version }
  const nameOf = (id: string) => speakers.find((speaker) => speaker.id === id)?.name ?? ''
  const roleOf = (id: string) => inLocale(agenda.roles.find((role) => role.id === id)?.name, locale)
  const itemOf = (id: string | null) => inLocale(session.items.find((item) => item.id === id)?.title, locale)
  const options: Record<string, FieldView['options']> = {
    sessionSpeaker: speakers.map(({ id, name }) => ({ value: id, label: name })),
    sessionRole: agenda.roles.map(({ id }) => ({ value: id, label: roleOf(id) })),
    sessionItem: session.items.map(({ id, title }) => ({ value: id, label: inLocale(title, locale) })),
  }
  const at = /^\d+$/.test(changing) && session.speakers[Number(changing)] ? Number(changing) : null
  const person = at === null ? undefined : session.speakers[at]
  const offered = speakers.filter(({ id, state }) => state !== 'declined' || id === person?.speakerId)
  const fields = personFields({ speakers: offered, agenda, session, person })
  const answers = {
    sessionSpeaker: person?.speakerId ?? '',
    sessionRole: person?.roleId ?? '',
    sessionItem: person?.itemId ?? '',
  }
  const items = session.speakers.map(({ speakerId, roleId, itemId }, at) => {
    const name = nameOf(speakerId)
    return {
      id: String(at),
      content: (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <span>
            <strong>{name}</strong>
            <span className="text-muted">{[` ${roleOf(roleId)}`, itemOf(itemId)].filter(Boolean).join(' · ')}</span>
          </span>
          <span className="flex flex-wrap gap-2 md:ms-auto">
            <Move id={String(at)} name={name} locale={locale} to={at - 1} way="up" isPossible={at > 0} />
            <Move
              id={String(at)}
              name={name}
              locale={locale}
              to={at + 1}
              way="down"
              isPossible={at < session.speakers.length - 1}
            />
            <Link href={`?person=${at}#people` as Route} prefetch={false} className="button button-quiet">
              {t('delegations.roles.change')}
              <span className="sr-only"> {name}</span>
            </Link>
            <button type="submit" name="act" value={`remove:${at}`} className="button button-quiet">
              {t('editor.texts.take_off')}
              <span className="sr-only"> {name}</span>
            </button>
          </span>
        </div>
      ),
    }
  })
  return (
    <section id="people" aria-labelledby="people-title" className="mt-10 max-w-4xl">
      <h2 id="people-title" className="mb-2">
        {t('editor.texts.people')}
      </h2>
      {items.length > 0 && (
        <SortableList
          action={arrangeSessionAction.bind(null, { ...place, list: 'speakers' })}
          items={items}
          handle={t('questions.handle')}
        />
      )}
      {speakers.length === 0 ? (
        <p className="text-muted">{t('editor.texts.no_speakers')}</p>
      ) : agenda.roles.length === 0 ? (
        <p className="notice measure">
          <Link href={`/${locale}/admin/${event.slug}/agenda/roles` as Route} prefetch={false}>
            {t('editor.texts.no_roles')}
          </Link>
        </p>
      ) : (
        <div className="mt-6">
          <Form
            id="person"
            key={`${session.version}/${at}`}
            action={savePersonAction.bind(null, { ...place, at })}
            groups={[
              {
                columns: true,
                fields: fieldViews(t, locale, fields, answers).map((view) => ({
                  ...view,
                  options: options[view.name]?.filter(({ value }) =>
                    fields.find(({ name }) => name === view.name)?.options?.includes(value),
                  ),
                })),
              },
            ]}
            labels={formLabels(t)}
            submit={t(person ? 'settings.save' : 'editor.session.add_person')}
            tone="quiet"
          />
        </div>
      )}
    </section>
  )
}

/** The parts of a session, each with its length, and the form that adds or changes one. */
export function SessionItems({ event, context, session, changing }: Omit<Props, 'speakers'> & { changing: string }) {
  const { locale } = context
  const t = texts(locale)
  const place = { locale, event: event.slug, session: session.id, version: session.version }
  const item = session.items.find(({ id }) => id === changing)
  const total = session.items.reduce((sum, { minutes }) => sum + minutes, 0)
  const items = session.items.map(({ id, title, minutes }, at) => {
    const name = inLocale(title, locale)
    return {
      id,
      content: (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <span>
            <strong>{name}</strong>
            <span className="text-muted"> {t('editor.texts.minutes_short', { minutes })}</span>
          </span>
          <span className="flex flex-wrap gap-2 md:ms-auto">
            <Move id={id} name={name} locale={locale} to={at - 1} way="up" isPossible={at > 0} />
            <Move
              id={id}
              name={name}
              locale={locale}
              to={at + 1}
              way="down"
              isPossible={at < session.items.length - 1}
            />
            <Link href={`?item=${id}#items` as Route} prefetch={false} className="button button-quiet">
              {t('delegations.roles.change')}
              <span className="sr-only"> {name}</span>
            </Link>
            <button type="submit" name="act" value={`remove:${id}`} className="button button-quiet">
              {t('editor.remove')}
              <span className="sr-only"> {name}</span>
            </button>
          </span>
        </div>
      ),
    }
  })
  return (
    <section id="items" aria-labelledby="items-title" className="mt-10 max-w-4xl">
      <h2 id="items-title" className="mb-2">
        {t('editor.session.items')}
      </h2>
      <p className="text-muted">{t('editor.session.items_text', { total, minutes: session.minutes })}</p>
      {items.length > 0 && (
        <SortableList
          action={arrangeSessionAction.bind(null, { ...place, list: 'items' })}
          items={items}
          handle={t('questions.handle')}
        />
      )}
      <div className="mt-6">
        <Form
          id="item"
          key={`${session.version}/${item?.id}`}
          action={saveItemAction.bind(null, { ...place, item: item?.id ?? null })}
          groups={[
            localizedGroup(t, event.languages, 'itemTitle', item?.title ?? {}, { max: MAX_TITLE }),
            {
              fields: fieldViews(t, locale, ITEM_FIELDS.slice(-1), { itemMinutes: String(item?.minutes ?? 10) }),
            },
          ]}
          labels={formLabels(t)}
          submit={t(item ? 'settings.save' : 'editor.session.add_item')}
          tone="quiet"
        />
      </div>
    </section>
  )
}
