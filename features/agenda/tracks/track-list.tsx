import { Form } from '@/components/form'
import type { EditedEvent } from '@/features/events/access'
import { fieldViews, formLabels, localizedGroup } from '@/lib/field-views'
import { inLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { PartList } from '../editor/part-list'
import type { Agenda } from '../rules'
import { arrangeTracksAction, saveTrackAction } from './actions'
import { TRACK_COLOURS, TRACK_FIELDS } from './rules'
import { Swatch } from './swatch'

type Props = { locale: Locale; event: EditedEvent; agenda: Agenda; changing: string; removing: string }

/** The event's tracks with their colours, and the form that adds or changes one. */
export function TrackList({ locale, event, agenda, changing, removing }: Props) {
  const t = texts(locale)
  const place = { locale, event: event.slug }
  const canChange = event.state !== 'archived'
  const track = agenda.tracks.find(({ id }) => id === changing)
  const usedBy = (trackId: string) => agenda.sessions.filter((session) => session.trackId === trackId).length
  const free = TRACK_COLOURS.find((colour) => !agenda.tracks.some((each) => each.colour === colour)) ?? TRACK_COLOURS[0]
  const colour = fieldViews(t, locale, TRACK_FIELDS.slice(-1), { trackColour: track?.colour ?? free })
  return (
    <>
      {agenda.tracks.length === 0 && <p className="notice measure mb-6">{t('editor.tracks.none')}</p>}
      <PartList
        locale={locale}
        action={arrangeTracksAction.bind(null, place)}
        removing={removing}
        canChange={canChange}
        parts={agenda.tracks.map((each) => ({
          id: each.id,
          name: inLocale(each.name, locale),
          mark: <Swatch colour={each.colour} />,
          facts: usedBy(each.id) ? [t('editor.sessions', { count: usedBy(each.id) })] : [],
          act: { name: 'remove', label: t('editor.remove') },
          before: usedBy(each.id) ? t('editor.tracks.before', { count: usedBy(each.id) }) : undefined,
        }))}
      />
      {canChange && (
        <section id="form" aria-labelledby="track-form" className="mt-8 max-w-4xl">
          <h2 id="track-form" className="mb-4">
            {track ? inLocale(track.name, locale) : t('editor.tracks.add')}
          </h2>
          <Form
            id="track"
            key={track ? JSON.stringify(track) : `new-${agenda.tracks.length}`}
            action={saveTrackAction.bind(null, { ...place, track: track?.id ?? null })}
            groups={[
              localizedGroup(t, event.languages, 'trackName', track?.name ?? {}, { max: 120 }),
              { fields: colour.map((view) => ({ ...view, kind: 'colour' as const })) },
            ]}
            labels={formLabels(t)}
            submit={t(track ? 'settings.save' : 'editor.tracks.add')}
          />
        </section>
      )}
    </>
  )
}
