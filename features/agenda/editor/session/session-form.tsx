import { Form } from '@/components/form'
import type { EditedEvent } from '@/features/events/access'
import { formatZone } from '@/lib/dates'
import { type FieldGroup, formLabels, localizedGroup } from '@/lib/field-views'
import { texts } from '@/lib/texts'
import { MAX_ABSTRACT, MAX_TITLE, type Session } from '../../rules'
import { saveSessionAction } from './actions'
import { type FormContext, sessionViews } from './rules'

type Props = { event: EditedEvent; context: FormContext; session: Session | null }

/** All that its editors say of a session, but for who speaks, its parts and its documents. */
export function SessionForm({ event, context, session }: Props) {
  const { locale } = context
  const t = texts(locale)
  const views = sessionViews(context, session)
  const pick = (...names: string[]) => views.filter(({ name }) => names.includes(name))
  const zone = formatZone(session?.startsAt ? new Date(session.startsAt) : event.startsAt, locale, event.timeZone)
  const groups: FieldGroup[] = [
    localizedGroup(t, event.languages, 'sessionTitle', session?.title ?? {}, { max: MAX_TITLE }),
    localizedGroup(t, event.languages, 'sessionAbstract', session?.abstract ?? {}, {
      kind: 'multiline',
      max: MAX_ABSTRACT,
    }),
    {
      legend: t('editor.session.when'),
      hint: t('settings.in_zone', { zone }),
      columns: true,
      fields: pick('sessionStarts', 'sessionEnds', 'sessionMinutes'),
    },
    { columns: true, fields: pick('sessionKind', 'sessionRoom', 'sessionTrack') },
    { legend: t('editor.session.languages'), columns: true, fields: pick('sessionSpoken', 'sessionInterpreted') },
    {
      legend: t('editor.session.access'),
      fields: pick('sessionAccess', 'sessionCategories', 'sessionDelegations', 'sessionSignUp', 'sessionPlaces'),
    },
  ]
  return (
    <div className="max-w-4xl">
      <Form
        id="session"
        key={session ? `${session.id}/${session.version}` : 'new'}
        action={saveSessionAction.bind(null, {
          locale,
          event: event.slug,
          session: session?.id ?? null,
          version: session?.version ?? 0,
        })}
        groups={groups}
        labels={formLabels(t)}
        submit={t(session ? 'settings.save' : 'editor.texts.add_session')}
        keep={session ? undefined : `session/${event.slug}`}
      />
    </div>
  )
}
