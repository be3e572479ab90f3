import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { notFound } from 'next/navigation'
import { OwnFeed } from '@/features/agenda/feeds/own-feed'
import { isStanding, starredByPerson } from '@/features/agenda/feeds/queries'
import { feedCookie } from '@/features/agenda/feeds/rules'
import { AgendaBody } from '@/features/agenda/public/agenda-body'
import { readReader, readView } from '@/features/agenda/public/queries'
import { agendaAddress, starsCookie, viewOf } from '@/features/agenda/public/rules'
import { standingText } from '@/features/agenda/sign-ups/rules'
import { ownRegistration } from '@/features/registrations/own/access'
import { OwnFrame } from '@/features/registrations/own/own-frame'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/my/[token]/sessions'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('programme.own'), robots: { index: false } } : {}
}

/** The agenda as a participant may know it, with what they signed up for. */
export default async function OwnSessions({ params, searchParams }: Props) {
  const { locale, event: slug, token } = await params
  if (!isLocale(locale)) notFound()
  const own = await ownRegistration(slug, token)
  const { event } = own
  const jar = await cookies()
  const remembered = jar.get(feedCookie(event.slug))?.value
  const [{ reader, signUps }, starred, isOwnFeed] = await Promise.all([
    readReader(own),
    starredByPerson(event, own.registration.id),
    remembered ? isStanding(event, remembered, own.registration.id) : false,
  ])
  const view = viewOf(await searchParams, event.timeZone)
  const shown = await readView(event, locale, view, {
    cookie: jar.get(starsCookie(event.slug))?.value,
    starred,
    reader,
    kept: [...signUps.keys(), ...reader.invitedTo],
    now: new Date(),
  })
  if (!shown) notFound()
  const t = texts(locale)
  const base = `/${event.slug}/my/${token}/sessions`
  const zone = view.zone === event.timeZone ? '' : view.zone
  const path = agendaAddress(locale, base, { ...view, day: shown.day || view.day, zone })
  return (
    <OwnFrame locale={locale} event={event} token={token} path="/sessions" title={t('programme.own')}>
      <p className="mb-6">
        <a
          href={agendaAddress(locale, base, view.isMine ? { zone } : { isMine: true, zone })}
          className="chip"
          aria-current={view.isMine ? 'true' : undefined}
        >
          {view.isMine ? t('programme.show_all') : t('programme.mine', { count: shown.stars.size })}
        </a>
      </p>
      <AgendaBody
        locale={locale}
        event={event}
        base={base}
        path={path}
        token={token}
        view={view}
        shown={shown}
        standing={({ id, hasSignUp }) => standingText(t, signUps.get(id), hasSignUp && reader.isAccepted)}
      />
      <section aria-labelledby="take-along" className="mt-12 border-t border-rule pt-6">
        <h2 id="take-along" className="mb-2">
          {t('programme.feed_title')}
        </h2>
        <OwnFeed locale={locale} slug={event.slug} token={token} feed={isOwnFeed ? remembered : undefined} />
      </section>
    </OwnFrame>
  )
}
