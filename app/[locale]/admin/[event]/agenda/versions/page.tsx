import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Help } from '@/components/help'
import { requireUser } from '@/features/accounts/access'
import { AgendaFrame } from '@/features/agenda/editor/agenda-frame'
import { listReleases, readUnreleased } from '@/features/agenda/releases/queries'
import { ReleaseList } from '@/features/agenda/releases/release-list'
import { Unreleased } from '@/features/agenda/releases/unreleased'
import { editEvent } from '@/features/events/access'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/agenda/versions'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('releases.title'), robots: { index: false } } : {}
}

/** What is not released yet, and the versions that are. */
export default async function Versions({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await editEvent(slug)
  const [unreleased, releases, { done, number }] = await Promise.all([
    readUnreleased(event, locale),
    listReleases(event),
    searchParams,
  ])
  const t = texts(locale)
  return (
    <AgendaFrame locale={locale} event={event} part="versions">
      {done === 'restored' && (
        <p role="status" className="done measure mb-5">
          {t('releases.done.restored', { number: Number(number) || 0 })}
        </p>
      )}
      <Help title={t('releases.help.title')} text={[t('releases.help.text')]} />
      <h2 className="mt-4 mb-3">{t('releases.unreleased')}</h2>
      <Unreleased locale={locale} event={event} unreleased={unreleased} />
      {releases.length > 0 && (
        <>
          <h2 className="mt-10 mb-3">{t('releases.list')}</h2>
          <ReleaseList locale={locale} event={event} releases={releases} />
        </>
      )}
    </AgendaFrame>
  )
}
