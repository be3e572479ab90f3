import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { PageLinks } from '@/components/page-links'
import { TabLinks } from '@/components/tab-links'
import { SPEAKER_STATES } from '@/db/schema/speakers'
import { requireUser } from '@/features/accounts/access'
import { editEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { writeToSpeakersAction } from '@/features/speakers/actions'
import { LetterRound } from '@/features/speakers/invitations/letter-round'
import { countDue, readRound } from '@/features/speakers/invitations/queries'
import { listSpeakerPage, SPEAKERS_PER_PAGE } from '@/features/speakers/list/queries'
import { readSpeakerFilter, SPEAKER_NEEDS, type SpeakerFilter, speakerQuery } from '@/features/speakers/rules'
import { SpeakerTable } from '@/features/speakers/speaker-table'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/speakers'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('speakers.title'), robots: { index: false } } : {}
}

/** The event's speakers: who they are, what they have answered, what is missing; and the letters to them. */
export default async function Speakers({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await editEvent(slug)
  const query = await searchParams
  const filter = readSpeakerFilter(query)
  const now = new Date()
  const canChange = event.state !== 'archived'
  const canWrite = event.state === 'published'
  const t = texts(locale)
  const base = `/${locale}/admin/${event.slug}/speakers`
  if (canWrite && (query.write === 'invite' || query.write === 'remind')) {
    const round = query.write
    return (
      <EventFrame locale={locale} event={event} section="speakers" path="/speakers">
        <p>
          <Link href={base as Route} prefetch={false} className="inline-flex min-h-11 items-center text-sm">
            {t('speakers.title')}
          </Link>
        </p>
        <h1 className="mb-4">{t(`speakers.round.title.${round}`)}</h1>
        <LetterRound
          locale={locale}
          round={round}
          found={await readRound(event, round, now, locale)}
          seesAddresses={event.role === 'owner' || event.role === 'organiser'}
          action={writeToSpeakersAction.bind(null, { locale, event: slug, speaker: null, round })}
          back={base}
        />
      </EventFrame>
    )
  }
  const [found, due] = await Promise.all([
    listSpeakerPage(event, filter, locale),
    canWrite ? countDue(event, now) : { invite: 0, remind: 0 },
  ])
  const to = (change: Partial<SpeakerFilter>) => `${base}${speakerQuery({ ...filter, page: 1, ...change })}`
  const all = Object.values(found.byState).reduce((sum, count) => sum + count, 0)
  const { done } = query
  return (
    <EventFrame locale={locale} event={event} section="speakers" path="/speakers">
      {typeof done === 'string' && t.has(`speakers.done.${done}`) && (
        <p role="status" className="done measure mb-6">
          {t(`speakers.done.${done}`, { count: Number(query.count) || 0 })}
        </p>
      )}
      <div className="mb-6 flex flex-wrap items-center justify-between gap-3">
        <h1>{t('speakers.title')}</h1>
        {canChange && (
          <p className="flex flex-wrap gap-3">
            <Link href={`${base}/new` as Route} prefetch={false} className="button button-primary">
              {t('speakers.add')}
            </Link>
            {(['invite', 'remind'] as const).map(
              (kind) =>
                due[kind] > 0 && (
                  <Link
                    key={kind}
                    href={`${base}?write=${kind}` as Route}
                    prefetch={false}
                    className="button button-quiet"
                  >
                    {t(`speakers.${kind}`, { count: due[kind] })}
                  </Link>
                ),
            )}
          </p>
        )}
      </div>
      {all === 0 && !filter.search && !filter.needs ? (
        <div className="panel measure">
          <p>{t('speakers.none_yet')}</p>
          <p className="mt-2 text-muted">{t('speakers.none_yet_next')}</p>
        </div>
      ) : (
        <>
          <search>
            <form action={base} method="get" className="mb-6 flex flex-wrap items-end gap-3">
              {filter.state && <input type="hidden" name="state" value={filter.state} />}
              <div className="field grow">
                <label htmlFor="q">{t('speakers.search')}</label>
                <input id="q" name="q" type="search" defaultValue={filter.search} maxLength={200} autoComplete="off" />
              </div>
              <div className="field">
                <label htmlFor="needs">{t('speakers.columns.missing')}</label>
                <select key={filter.needs} id="needs" name="needs" defaultValue={filter.needs}>
                  <option value="">{t('review.list.any')}</option>
                  {SPEAKER_NEEDS.map((need) => (
                    <option key={need} value={need}>
                      {t(`speakers.needs.${need}`)}
                    </option>
                  ))}
                </select>
              </div>
              <button type="submit" className="button button-quiet">
                {t('review.list.apply')}
              </button>
            </form>
          </search>
          <TabLinks
            label={t('speakers.columns.state')}
            tabs={[
              { href: to({ state: '' }), label: t('review.list.all'), count: all, isCurrent: filter.state === '' },
              ...SPEAKER_STATES.map((state) => ({
                href: to({ state }),
                label: t(`speakers.states.${state}`),
                count: found.byState[state] ?? 0,
                isCurrent: filter.state === state,
              })),
            ]}
          />
          {found.rows.length === 0 ? (
            <p className="panel measure mt-6">{t('speakers.none_match')}</p>
          ) : (
            <SpeakerTable locale={locale} event={event} rows={found.rows} />
          )}
          <PageLinks
            t={t}
            page={found.page}
            size={SPEAKERS_PER_PAGE}
            total={found.total}
            href={(page) => to({ page })}
          />
        </>
      )}
    </EventFrame>
  )
}
