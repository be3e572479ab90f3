import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { requireUser } from '@/features/accounts/access'
import { AgendaFrame } from '@/features/agenda/editor/agenda-frame'
import { removeSessionAction } from '@/features/agenda/editor/session/actions'
import {
  findGuests,
  listDocuments,
  listGuests,
  readSessionForm,
  seesPeople,
} from '@/features/agenda/editor/session/queries'
import { SessionDocuments, SessionGuests } from '@/features/agenda/editor/session/session-documents'
import { SessionForm } from '@/features/agenda/editor/session/session-form'
import { SessionItems, SessionPeople } from '@/features/agenda/editor/session/session-parts'
import { editEvent, orNotFound } from '@/features/events/access'
import { listSpeakers } from '@/features/speakers/queries'
import { formLabels } from '@/lib/field-views'
import { inLocale, isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/agenda/sessions/[session]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('editor.texts.session'), robots: { index: false } } : {}
}

/** Everything about one session; "new" for one to be made. */
export default async function SessionPage({ params, searchParams }: Props) {
  const { locale, event: slug, session: wanted } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await editEvent(slug)
  const { done, item, person, find } = await searchParams
  const { context, session } = await orNotFound(readSessionForm(event, locale, wanted === 'new' ? null : wanted))
  const t = texts(locale)
  const title = session ? inLocale(session.title, locale) || t('editor.texts.untitled') : t('editor.texts.new_session')
  const canChange = event.state !== 'archived'
  const search = typeof find === 'string' ? find.slice(0, 100) : ''
  const [speakers, documents, guests, found] = session
    ? await Promise.all([
        listSpeakers(event, locale),
        listDocuments(event, session),
        listGuests(event, session, locale),
        search ? findGuests(event, session, search, locale) : null,
      ])
    : [[], [], [], null]
  return (
    <AgendaFrame locale={locale} event={event} part="agenda" path={`/sessions/${wanted}`} title={title} done={done}>
      <p className="mb-6">
        <Link
          href={`/${locale}/admin/${event.slug}/agenda` as Route}
          prefetch={false}
          className="inline-flex min-h-11 items-center"
        >
          {t('editor.session.back')}
        </Link>
      </p>
      <SessionForm event={event} context={context} session={session} />
      {session && (
        <>
          <SessionPeople
            event={event}
            context={context}
            session={session}
            speakers={speakers}
            changing={String(person ?? '')}
          />
          <SessionItems event={event} context={context} session={session} changing={String(item ?? '')} />
          <SessionDocuments event={event} context={context} session={session} documents={documents} />
          {session.access === 'invited' && seesPeople(event) && (
            <SessionGuests
              event={event}
              context={context}
              session={session}
              guests={guests}
              found={found}
              search={search}
            />
          )}
          {canChange && (
            <section className="mt-12 max-w-4xl border-t border-rule pt-6">
              <Form
                id="remove"
                action={removeSessionAction.bind(null, {
                  locale,
                  event: event.slug,
                  session: session.id,
                  version: session.version,
                })}
                groups={[]}
                labels={formLabels(t)}
                submit={t('editor.texts.remove')}
                tone="danger"
              />
            </section>
          )}
        </>
      )}
    </AgendaFrame>
  )
}
