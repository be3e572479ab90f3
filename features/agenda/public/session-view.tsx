import { Facts } from '@/components/facts'
import { Prose } from '@/components/prose'
import { LanguageMark, Said } from '@/components/said'
import { formatDate, formatTime, formatZone } from '@/lib/dates'
import { languageName } from '@/lib/language-names'
import { inLocale, type Locale, textIn } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { endOf, type Programme } from '../rules'
import type { listSessionDocuments } from './queries'
import { byRole, timedItems, type VisibleSession } from './rules'

type Props = {
  locale: Locale
  timeZone: string
  programme: Programme
  session: VisibleSession
  names: ReadonlyMap<string, string>
  documents: Awaited<ReturnType<typeof listSessionDocuments>>
  /** Address of the documents, before their ids. */
  filesAt: string
  /** Address of speakers' pages, before their ids; none where the reader came with a private link. */
  speakersAt: string
}

/** All that is known of one session. */
export function SessionView({ locale, timeZone, programme, session, names, documents, filesAt, speakersAt }: Props) {
  const t = texts(locale)
  const startsAt = new Date(session.startsAt)
  const room = programme.rooms.find(({ id }) => id === session.roomId)
  const track = programme.tracks.find(({ id }) => id === session.trackId)
  const people = { locale, programme, names, speakersAt }
  const abstract = textIn(session.abstract, locale)
  const title = textIn(session.title, locale)
  const named = byRole(session.speakers, programme.roles).filter(({ speakerId }) => names.has(speakerId))
  const languages = (codes: readonly string[]) => codes.map((code) => languageName(code, locale)).join(', ')
  return (
    <article>
      <p className="text-sm text-muted">{t(`agenda.kinds.${session.kind}`)}</p>
      <h1 className="mt-1" lang={title.text ? title.lang : undefined}>
        {title.text || t(`agenda.kinds.${session.kind}`)}
      </h1>
      {title.text && title.lang !== locale && <LanguageMark language={title.lang} />}
      <p className="mt-3 text-lg">
        {formatDate(startsAt, locale, timeZone)},{' '}
        <time dateTime={session.startsAt}>
          {formatTime(startsAt, locale, timeZone)}–{formatTime(new Date(endOf(session)), locale, timeZone)}
        </time>{' '}
        <span className="hint">{formatZone(startsAt, locale, timeZone)}</span>
      </p>
      <Facts
        rows={[
          {
            label: t('programme.room'),
            value: room && (
              <>
                <Said text={room.name} locale={locale} />
                {inLocale(room.floor, locale) && (
                  <>
                    {', '}
                    <Said text={room.floor} locale={locale} />
                  </>
                )}
                {room.capacity !== null && ` · ${t('programme.seats', { count: room.capacity })}`}
              </>
            ),
          },
          { label: t('programme.track'), value: track && <Said text={track.name} locale={locale} /> },
          { label: t('programme.spoken'), value: languages(session.spoken) },
          { label: t('programme.interpreted'), value: languages(session.interpreted) },
          {
            label: t('programme.access'),
            value: session.access === 'public' ? '' : t(`agenda.access.${session.access}`),
          },
        ]}
      />
      {abstract.text && (
        <div className="mt-6">
          <Prose text={abstract.text} lang={abstract.lang} />
          {abstract.lang !== locale && <LanguageMark language={abstract.lang} />}
        </div>
      )}
      {session.items.length > 0 && (
        <section aria-labelledby="items" className="mt-8">
          <h2 id="items" className="mb-3">
            {t('programme.items')}
          </h2>
          <ol className="agenda">
            {timedItems(session).map((item) => (
              <li key={item.id}>
                <time dateTime={item.startsAt}>{formatTime(new Date(item.startsAt), locale, timeZone)}</time>
                <div>
                  <h3>
                    <Said text={item.title} locale={locale} otherwise={t('programme.item')} />
                  </h3>
                  <People {...people} of={named.filter(({ itemId }) => itemId === item.id)} />
                </div>
                <span className="hint">{t('programme.minutes', { count: item.minutes })}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
      {named.some(({ itemId }) => itemId === null) && (
        <section aria-labelledby="people" className="mt-8">
          <h2 id="people" className="mb-3">
            {t('programme.speakers')}
          </h2>
          <People {...people} of={named.filter(({ itemId }) => itemId === null)} />
        </section>
      )}
      {documents.length > 0 && (
        <section aria-labelledby="documents" className="mt-8">
          <h2 id="documents" className="mb-3">
            {t('programme.documents')}
          </h2>
          <ul>
            {documents.map(({ id, name, size, details }) => (
              <li key={id} className="py-1">
                <a href={`${filesAt}/${id}`}>
                  {details.title && inLocale(details.title, locale) ? (
                    <Said text={details.title} locale={locale} />
                  ) : (
                    name
                  )}
                </a>{' '}
                <span className="hint">
                  {[
                    details.symbol,
                    details.language && languageName(details.language, locale),
                    details.date && formatDate(new Date(`${details.date}T12:00:00Z`), locale, 'UTC'),
                    t('programme.kilobytes', { count: Math.max(1, Math.round(size / 1024)) }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  )
}

type PeopleProps = Pick<Props, 'locale' | 'programme' | 'names' | 'speakersAt'> & { of: VisibleSession['speakers'] }

/** Who does what, in their order. */
function People({ locale, programme, names, speakersAt, of }: PeopleProps) {
  return (
    <ul>
      {of.map(({ speakerId, roleId }) => {
        const role = programme.roles.find(({ id }) => id === roleId)
        return (
          <li key={`${speakerId} ${roleId}`} className="py-1">
            <a href={`${speakersAt}/${speakerId}`}>{names.get(speakerId)}</a>
            {role && (
              <span className="hint">
                {' · '}
                <Said text={role.name} locale={locale} />
              </span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
