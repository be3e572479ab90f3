import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { createDelegationAction } from '@/features/delegations/actions'
import { DelegationForm } from '@/features/delegations/delegation-form'
import { manageEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/delegations/new'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('delegations.add'), robots: { index: false } } : {}
}

/** One more delegation. */
export default async function NewDelegation({ params }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  if (event.state === 'archived') notFound()
  return (
    <EventFrame locale={locale} event={event} section="delegations" path="/delegations/new">
      <h1 className="mb-6">{texts(locale)('delegations.add')}</h1>
      <div className="max-w-4xl">
        <DelegationForm
          locale={locale}
          event={event}
          delegation={null}
          action={createDelegationAction.bind(null, { locale, event: slug })}
        />
      </div>
    </EventFrame>
  )
}
