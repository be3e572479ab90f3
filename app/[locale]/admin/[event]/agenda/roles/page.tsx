import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { AgendaFrame } from '@/features/agenda/editor/agenda-frame'
import { readAgenda } from '@/features/agenda/queries'
import { SessionRoleList } from '@/features/agenda/roles/role-list'
import { editEvent } from '@/features/events/access'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/agenda/roles'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('editor.parts.roles'), robots: { index: false } } : {}
}

export default async function Roles({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await editEvent(slug)
  const { done, change } = await searchParams
  const agenda = await readAgenda(event)
  return (
    <AgendaFrame locale={locale} event={event} part="roles" done={done}>
      <SessionRoleList locale={locale} event={event} agenda={agenda} changing={String(change ?? '')} />
    </AgendaFrame>
  )
}
