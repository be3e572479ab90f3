import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { Help } from '@/components/help'
import { PageLinks } from '@/components/page-links'
import { requireUser } from '@/features/accounts/access'
import { createCampaignAction, setApprovalAction } from '@/features/campaigns/actions'
import { CampaignTable } from '@/features/campaigns/campaign-table'
import { CAMPAIGNS_PER_PAGE, listCampaigns } from '@/features/campaigns/queries'
import { manageEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { MailTabs } from '@/features/mail/mail-tabs'
import { formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/mail/letters'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('mailbox.parts.letters'), robots: { index: false } } : {}
}

/** The event's letters to many. */
export default async function Letters({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const query = await searchParams
  const page = /^[1-9]\d{0,3}$/.test(String(query.page)) ? Number(query.page) : 1
  const { rows, total } = await listCampaigns(event, page)
  const t = texts(locale)
  const mail = `/${locale}/admin/${event.slug}/mail`
  const canChange = event.state !== 'archived'
  return (
    <EventFrame locale={locale} event={event} section="mail" path="/mail/letters">
      <h1 className="mb-6">{t('mailbox.title')}</h1>
      <MailTabs t={t} base={mail} current="letters" />
      {(query.done === 'deleted' || query.done === 'approval') && (
        <p role="status" className="done measure my-6">
          {t(`campaigns.done.${query.done}`)}
        </p>
      )}
      <div className="mt-6">
        <Help
          title={t('campaigns.help.title')}
          text={['kinds', 'people', 'stop'].map((part) => t(`campaigns.help.${part}`))}
        />
      </div>
      {canChange && (
        <div className="mb-6">
          <Form
            id="new"
            action={createCampaignAction.bind(null, {
              locale,
              event: event.slug,
              filters: { state: 'accepted' },
            })}
            groups={[]}
            labels={formLabels(t)}
            submit={t('campaigns.new')}
          />
        </div>
      )}
      <CampaignTable locale={locale} event={event} base={`${mail}/letters`} rows={rows} />
      <PageLinks
        t={t}
        page={page}
        size={CAMPAIGNS_PER_PAGE}
        total={rows.length === 0 ? 0 : total}
        href={(to) => `${mail}/letters?page=${to}`}
      />
      <section aria-labelledby="approval" className="measure mt-12 border-t border-rule pt-6">
        <h2 id="approval" className="mb-2 text-xl">
          {t('campaigns.approval.title')}
        </h2>
        {event.role === 'owner' && canChange ? (
          <Form
            id="approval-form"
            action={setApprovalAction.bind(null, { locale, event: event.slug })}
            groups={[
              {
                fields: [
                  {
                    name: 'needsMailApproval',
                    kind: 'yes',
                    label: t('fields.needsMailApproval.label'),
                    hint: t('fields.needsMailApproval.hint'),
                    isRequired: false,
                    value: event.needsMailApproval ? 'yes' : '',
                  },
                ],
              },
            ]}
            labels={formLabels(t)}
            submit={t('campaigns.save')}
            tone="quiet"
          />
        ) : (
          <p>{t(event.needsMailApproval ? 'campaigns.approval.on' : 'campaigns.approval.off')}</p>
        )}
      </section>
    </EventFrame>
  )
}
