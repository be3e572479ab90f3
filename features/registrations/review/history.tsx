import { formatDate, formatTime } from '@/lib/dates'
import type { Locale } from '@/lib/locales'
import { type Texts, texts } from '@/lib/texts'
import type { getRegistration } from '../queries'
import { isRegistrationState } from './rules'

type Entry = NonNullable<Awaited<ReturnType<typeof getRegistration>>>['history'][number]

/** What happened to a registration, newest first, and who did it. */
export function History({ locale, timeZone, history }: { locale: Locale; timeZone: string; history: Entry[] }) {
  const t = texts(locale)
  return (
    <ol>
      {history.map((entry) => (
        <li key={entry.id} className="border-b border-rule py-2.5">
          <p>{sentence(t, entry)}</p>
          <p className="text-sm text-muted">
            <time dateTime={entry.at.toISOString()}>
              {`${formatDate(entry.at, locale, timeZone)}, ${formatTime(entry.at, locale, timeZone)}`}
            </time>
            {` · ${actor(t, entry)}`}
          </p>
        </li>
      ))}
    </ol>
  )
}

function sentence(t: Texts, { action, data }: Entry): string {
  const what = t(`review.history.${action.replace('registration.', '')}`)
  const from = isRegistrationState(data.from) ? t('review.history.from', { state: t(`states.${data.from}`) }) : ''
  const fields = Array.isArray(data.fields) ? data.fields.map((name) => fieldName(t, name)).join(', ') : ''
  const note = data.hasNote === true ? t('review.history.with_note') : ''
  return [what, from, fields, note].filter(Boolean).join(' · ')
}

function fieldName(t: Texts, name: string): string {
  if (name === 'details') return t('review.history.details')
  return t.has(`fields.${name}.label`) ? t(`fields.${name}.label`) : name
}

function actor(t: Texts, entry: Entry): string {
  if (entry.actor === 'organiser') return entry.actorEmail ?? t('review.history.by.organiser')
  return t(`review.history.by.${entry.actor}`)
}
