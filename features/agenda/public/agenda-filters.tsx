import { TabLinks } from '@/components/tab-links'
import { ZoneLink } from '@/components/zone-link'
import { formatDate, formatZone } from '@/lib/dates'
import { inLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { Programme } from '../rules'
import { type AgendaView, agendaAddress, ZONES } from './rules'

type Props = {
  locale: Locale
  /** This page's address after the language. */
  base: string
  event: { startsAt: Date; timeZone: string }
  programme: Programme
  view: AgendaView
  days: readonly string[]
  day: string
}

/** Days as tabs; room, track, words and clock as a form whose address can be shared. */
export function AgendaFilters({ locale, base, event, programme, view, days, day }: Props) {
  const t = texts(locale)
  const zone = view.zone === event.timeZone ? '' : view.zone
  const asked = { room: view.room, track: view.track, q: view.q, isMine: view.isMine, zone }
  const at = (change: Partial<AgendaView>) => agendaAddress(locale, base, { ...asked, day, ...change })
  const zones = [...new Set([event.timeZone, ...(zone ? [zone] : []), ...ZONES])]
  const isNarrowed = Boolean(view.room || view.track || view.q || view.isMine)
  return (
    <div className="no-print space-y-4">
      <TabLinks
        label={t('programme.days')}
        tabs={[
          ...days.map((each) => ({
            href: at({ day: each }),
            // Noon in UTC is that date in all but the outermost zones, and the date alone is shown.
            label: formatDate(new Date(`${each}T12:00:00Z`), locale, 'UTC'),
            isCurrent: each === day,
          })),
          ...(days.length > 1
            ? [{ href: at({ day: 'all' }), label: t('programme.all_days'), isCurrent: day === '' }]
            : []),
        ]}
      />
      <details open={isNarrowed} className="agenda-search">
        <summary>{t('programme.search')}</summary>
        <form method="get" action={`/${locale}${base}`} className="agenda-form">
          <label>
            {t('programme.words')}
            <input type="search" name="q" defaultValue={view.q} maxLength={100} className="input" />
          </label>
          {programme.rooms.length > 1 && (
            <Choice
              name="room"
              label={t('programme.room')}
              all={t('programme.all_rooms')}
              value={view.room}
              choices={programme.rooms.map(({ id, name }) => [id, inLocale(name, locale)])}
            />
          )}
          {programme.tracks.length > 0 && (
            <Choice
              name="track"
              label={t('programme.track')}
              all={t('programme.all_tracks')}
              value={view.track}
              choices={programme.tracks.map(({ id, name }) => [id, inLocale(name, locale)])}
            />
          )}
          <label>
            {t('programme.zone')}
            <select name="zone" key={view.zone} defaultValue={view.zone} className="input">
              {zones.map((each) => (
                <option key={each} value={each}>
                  {each === 'UTC' ? 'UTC' : formatZone(event.startsAt, locale, each)}
                </option>
              ))}
            </select>
          </label>
          {view.isMine && <input type="hidden" name="mine" value="1" />}
          <button type="submit" className="button button-primary">
            {t('programme.show')}
          </button>
          {isNarrowed && (
            <a href={agendaAddress(locale, base, { zone })} className="inline-flex min-h-11 items-center">
              {t('programme.show_all')}
            </a>
          )}
        </form>
      </details>
      <p className="hint flex flex-wrap gap-x-4">
        <span>{t('programme.times_in', { zone: formatZone(event.startsAt, locale, view.zone) })}</span>
        {zone ? (
          <a href={at({ zone: '' })}>{t('programme.event_zone')}</a>
        ) : (
          <ZoneLink
            href={at({ zone: '{zone}' }).replace('%7Bzone%7D', '{zone}')}
            label={t('programme.own_zone', { zone: '{zone}' })}
            timeZone={event.timeZone}
          />
        )}
      </p>
    </div>
  )
}

function Choice(props: { name: string; label: string; all: string; value: string; choices: [string, string][] }) {
  return (
    <label>
      {props.label}
      <select name={props.name} key={props.value} defaultValue={props.value} className="input">
        <option value="">{props.all}</option>
        {props.choices.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
}
