import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { readClashContext } from '@/features/agenda/clashes/queries'
import { AgendaEditor } from '@/features/agenda/editor/agenda-editor'
import { AgendaFrame } from '@/features/agenda/editor/agenda-frame'
import { listEditorSpeakers, readDraft } from '@/features/agenda/editor/queries'
import { daysOf } from '@/features/agenda/editor/rules'
import { editorView } from '@/features/agenda/editor/view'
import { editEvent } from '@/features/events/access'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/agenda'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('editor.title'), robots: { index: false } } : {}
}

/** The editor of the agenda's draft. */
export default async function Agenda({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await editEvent(slug)
  const { day, done } = await searchParams
  const [agenda, speakers, context] = await Promise.all([
    readDraft(event),
    listEditorSpeakers(event, locale),
    readClashContext(event, locale),
  ])
  const days = daysOf(event, locale)
  const wanted = days.find(({ date }) => date === day) ?? days[0]!
  return (
    <AgendaFrame locale={locale} event={event} part="agenda" done={done}>
      <AgendaEditor
        view={editorView(locale, event, days, speakers, context)}
        first={agenda}
        day={wanted.date}
        poll={`/api/events/${event.slug}/agenda/draft`}
        isArchived={event.state === 'archived'}
      />
    </AgendaFrame>
  )
}
