import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { notFound } from 'next/navigation'
import { ofEvent, SiteFrame } from '@/components/site-frame'
import { visibleSession } from '@/features/agenda/public/access'
import { starAction } from '@/features/agenda/public/actions'
import { listSessionDocuments, namesOf } from '@/features/agenda/public/queries'
import { starredOf, starsCookie } from '@/features/agenda/public/rules'
import { SessionView } from '@/features/agenda/public/session-view'
import { StructuredData } from '@/features/agenda/public/structured-data'
import { publicEvent } from '@/features/events/access'
import { isOpenToAll } from '@/features/speakers/rules'
import { inLocale, isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/agenda/[session]'>

async function gate({ params }: Props) {
  const { locale, event: slug, session: id } = await params
  if (!isLocale(locale)) notFound()
  const event = await publicEvent(slug)
  const found = await visibleSession(event, id, null)
  // What is only announced has no page of its own.
  if (!found?.session.isOpen) notFound()
  return { locale, event, ...found }
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, event: slug, session: id } = await params
  if (!isLocale(locale)) return {}
  const event = await publicEvent(slug)
  const found = await visibleSession(event, id, null)
  if (!found?.session.isOpen) return {}
  const t = texts(locale)
  const { title, kind } = found.session
  return { title: `${inLocale(title, locale) || t(`agenda.kinds.${kind}`)} · ${inLocale(event.name, locale)}` }
}

/** One session of the released agenda. */
export default async function Session(props: Props) {
  const { locale, event, release, session } = await gate(props)
  const ids = session.speakers.map(({ speakerId }) => speakerId)
  const [names, documents] = await Promise.all([namesOf(event, locale, ids), listSessionDocuments(session)])
  const stars = starredOf((await cookies()).get(starsCookie(event.slug))?.value, [session])
  const t = texts(locale)
  const path = `/${event.slug}/agenda/${session.id}`
  const api = `/api/events/${event.slug}/sessions/${session.id}`
  return (
    <SiteFrame {...ofEvent(event, locale)} path={path}>
      {isOpenToAll(session) && (
        <StructuredData
          locale={locale}
          event={event}
          programme={release.programme}
          sessions={[session]}
          names={names}
        />
      )}
      <p className="no-print">
        <a href={`/${locale}/${event.slug}/agenda`} className="inline-flex min-h-11 items-center text-sm">
          {t('programme.title')}
        </a>
      </p>
      <SessionView
        locale={locale}
        timeZone={event.timeZone}
        programme={release.programme}
        session={session}
        names={names}
        documents={documents}
        filesAt={`${api}/files`}
        speakersAt={`/${locale}/${event.slug}/speakers`}
      />
      {session.hasSignUp && <p className="notice no-print mt-8">{t('programme.sign_up.by_link')}</p>}
      <form
        action={starAction.bind(null, { locale, event: event.slug, path: `/${locale}${path}` })}
        className="no-print mt-8 flex flex-wrap items-center gap-x-6 gap-y-3"
      >
        <button
          type="submit"
          name="star"
          value={session.id}
          className="button button-quiet"
          aria-pressed={stars.has(session.id)}
        >
          {t(stars.has(session.id) ? 'programme.unstar_this' : 'programme.star_this')}
        </button>
        <a href={`${api}/calendar?lang=${locale}`} className="inline-flex min-h-11 items-center">
          {t('programme.session_calendar')}
        </a>
      </form>
    </SiteFrame>
  )
}
