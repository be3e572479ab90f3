import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { visibleSession } from '@/features/agenda/public/access'
import { listSessionDocuments, namesOf, readReader } from '@/features/agenda/public/queries'
import { SessionView } from '@/features/agenda/public/session-view'
import { isSignUpOpen } from '@/features/agenda/sign-ups/rules'
import { SignUpPart } from '@/features/agenda/sign-ups/sign-up-part'
import { ownRegistration } from '@/features/registrations/own/access'
import { OwnFrame } from '@/features/registrations/own/own-frame'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/my/[token]/sessions/[session]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('programme.own'), robots: { index: false } } : {}
}

/** One session for a participant, and their place in it. */
export default async function OwnSession({ params, searchParams }: Props) {
  const { locale, event: slug, token, session: id } = await params
  if (!isLocale(locale)) notFound()
  const own = await ownRegistration(slug, token)
  const { event } = own
  const { reader, signUps } = await readReader(own)
  const found = await visibleSession(event, id, reader)
  if (!found?.session.isOpen) notFound()
  const { session, release } = found
  const { done } = await searchParams
  const ids = session.speakers.map(({ speakerId }) => speakerId)
  const [names, documents] = await Promise.all([namesOf(event, locale, ids), listSessionDocuments(session)])
  const t = texts(locale)
  return (
    <OwnFrame locale={locale} event={event} token={token} path={`/sessions/${session.id}`} back="/sessions">
      {typeof done === 'string' && t.has(`programme.sign_up.done.${done}`) && (
        <p role="status" className="done mb-6">
          {t(`programme.sign_up.done.${done}`)}
        </p>
      )}
      <SessionView
        locale={locale}
        timeZone={event.timeZone}
        programme={release.programme}
        session={session}
        names={names}
        documents={documents}
        filesAt={`/api/my/${event.slug}/${token}/sessions/${session.id}/files`}
        speakersAt={`/${locale}/${event.slug}/speakers`}
      />
      {session.hasSignUp && (
        <SignUpPart
          locale={locale}
          place={{ locale, event: slug, token }}
          session={session}
          signUp={signUps.get(session.id)}
          isOpen={reader.isAccepted && isSignUpOpen(session, event, new Date())}
        />
      )}
    </OwnFrame>
  )
}
