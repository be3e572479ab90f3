import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { AutomationItem } from '@/features/automations/automation-item'
import { readAutomations } from '@/features/automations/queries'
import { manageEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { MailTabs } from '@/features/mail/mail-tabs'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/mail/automations'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('automations.title'), robots: { index: false } } : {}
}

/** Letters that leave by themselves: when, to whom, and whether they do. */
export default async function Automations({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const now = new Date()
  const automations = await readAutomations(event, now)
  const { done } = await searchParams
  const t = texts(locale)
  return (
    <EventFrame locale={locale} event={event} section="mail" path="/mail/automations">
      <h1 className="mb-6">{t('mailbox.title')}</h1>
      <MailTabs t={t} base={`/${locale}/admin/${event.slug}/mail`} current="automations" />
      {typeof done === 'string' && t.has(`automations.done.${done}`) && (
        <p role="status" className="done measure mb-6">
          {t(`automations.done.${done}`)}
        </p>
      )}
      <h2 className="sr-only">{t('automations.title')}</h2>
      <p className="measure mb-6 text-muted">{t('automations.intro')}</p>
      <ul className="max-w-4xl border-t border-gold">
        {automations.map((automation) => (
          <AutomationItem key={automation.kind} locale={locale} event={event} automation={automation} now={now} />
        ))}
      </ul>
    </EventFrame>
  )
}
