import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { requireUser } from '@/features/accounts/access'
import { AgendaFrame } from '@/features/agenda/editor/agenda-frame'
import { restoreAction } from '@/features/agenda/releases/actions'
import { ProgrammeTable } from '@/features/agenda/releases/programme-table'
import { findRelease, inWords } from '@/features/agenda/releases/queries'
import { Sentences } from '@/features/agenda/releases/unreleased'
import { editEvent, orNotFound } from '@/features/events/access'
import { listSpeakers } from '@/features/speakers/queries'
import { formatDateTime } from '@/lib/dates'
import { formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/agenda/versions/[number]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('releases.title'), robots: { index: false } } : {}
}

/** One released version: what it says, what it changed, and the way back to it. */
export default async function Version({ params }: Props) {
  const { locale, event: slug, number: given } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await editEvent(slug)
  const { number, programme, before, releasedAt } = await orNotFound(findRelease(event, Number(given)))
  const ids = [...new Set(programme.sessions.flatMap(({ speakers }) => speakers.map(({ speakerId }) => speakerId)))]
  const [speakers, changes] = await Promise.all([
    listSpeakers(event, locale, ids),
    before ? inWords(event, locale, before, programme) : [],
  ])
  const t = texts(locale)
  const base = `/${locale}/admin/${event.slug}/agenda/versions`
  return (
    <AgendaFrame
      locale={locale}
      event={event}
      part="versions"
      path={`/${number}`}
      title={t('releases.version', { number })}
    >
      <p className="text-muted">{t('releases.on', { when: formatDateTime(releasedAt, locale, event.timeZone) })}</p>
      <p>
        <Link href={`${base}/${number}/tell` as Route} prefetch={false} className="inline-flex min-h-11 items-center">
          {t('releases.tell')}
        </Link>
      </p>
      {changes.length > 0 && (
        <>
          <h2 className="mt-4 mb-2">{t('releases.compare_previous', { number: number - 1 })}</h2>
          <Sentences locale={locale} sentences={changes.map(({ text }) => text)} />
        </>
      )}
      <div className="mt-6">
        <ProgrammeTable
          locale={locale}
          timeZone={event.timeZone}
          programme={programme}
          names={new Map(speakers.map(({ id, name }) => [id, name]))}
        />
      </div>
      {event.state !== 'archived' && (
        <section className="panel measure">
          <h2 className="mb-2">{t('releases.restore_title')}</h2>
          <p className="mb-4">{t('releases.restore_text', { number })}</p>
          <Form
            id="restore"
            action={restoreAction.bind(null, { locale, event: event.slug, number })}
            groups={[]}
            labels={formLabels(t)}
            submit={t('releases.restore', { number })}
            tone="quiet"
          />
        </section>
      )}
    </AgendaFrame>
  )
}
