import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { AgendaFrame } from '@/features/agenda/editor/agenda-frame'
import { readAgenda } from '@/features/agenda/queries'
import { RoomList } from '@/features/agenda/rooms/room-list'
import { editEvent } from '@/features/events/access'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/agenda/rooms'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('editor.parts.rooms'), robots: { index: false } } : {}
}

export default async function Rooms({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await editEvent(slug)
  const { done, change, remove } = await searchParams
  const agenda = await readAgenda(event)
  return (
    <AgendaFrame locale={locale} event={event} part="rooms" done={done}>
      <RoomList
        locale={locale}
        event={event}
        agenda={agenda}
        changing={String(change ?? '')}
        removing={String(remove ?? '')}
      />
    </AgendaFrame>
  )
}
