import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { AgendaFrame } from '@/features/agenda/editor/agenda-frame'
import { findRelease, inWords } from '@/features/agenda/releases/queries'
import { Sentences } from '@/features/agenda/releases/unreleased'
import { editEvent, orNotFound } from '@/features/events/access'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/agenda/versions/compare'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('releases.compare_title'), robots: { index: false } } : {}
}

/** What differs between two versions, in words. */
export default async function Compare({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await editEvent(slug)
  const { from, to } = await searchParams
  const before = await orNotFound(findRelease(event, Number(from ?? 1)))
  const after = await orNotFound(findRelease(event, Number(to ?? 1)))
  const changes = await inWords(event, locale, before.programme, after.programme)
  const t = texts(locale)
  return (
    <AgendaFrame
      locale={locale}
      event={event}
      part="versions"
      path={`/compare?from=${before.number}&to=${after.number}`}
      title={t('releases.compared', { from: before.number, to: after.number })}
    >
      {changes.length === 0 ? (
        <p className="panel measure">{t('releases.no_changes')}</p>
      ) : (
        <Sentences locale={locale} sentences={changes.map(({ text }) => text)} />
      )}
    </AgendaFrame>
  )
}
