import type { Route } from 'next'
import Link from 'next/link'
import { Facts } from '@/components/facts'
import { Form } from '@/components/form'
import { TitledSection } from '@/components/titled-section'
import type { ManagedEvent } from '@/features/events/access'
import { MailStateTag } from '@/features/mail/mailbox/mail-state-tag'
import { formatDateTime } from '@/lib/dates'
import { formLabels } from '@/lib/field-views'
import { LOCALE_NAMES, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { actOnCampaignAction } from './actions'
import { AudienceCount } from './audience-count'
import { kilobytes } from './campaign-draft'
import { KeepFresh } from './keep-fresh'
import type { Count, listFiles, listTrouble, readCampaign } from './queries'
import { languagesOf, leftCount, namesDelegation, type Progress, writtenIn } from './rules'

type Props = {
  locale: Locale
  event: ManagedEvent
  campaign: NonNullable<Awaited<ReturnType<typeof readCampaign>>>
  progress: Progress
  count: Count
  trouble: Awaited<ReturnType<typeof listTrouble>>
  files: Awaited<ReturnType<typeof listFiles>>
}

/** A released letter: when it leaves, how far it is, and what can still be done about it. */
export function CampaignProgress({ locale, event, campaign, progress, count, trouble, files }: Props) {
  const t = texts(locale)
  const labels = formLabels(t)
  const place = { locale, event: event.slug, number: campaign.number }
  const base = `/${locale}/admin/${event.slug}`
  const at = (date: Date | null) => date && formatDateTime(date, locale, event.timeZone)
  const by = (who: string | null, date: Date | null) =>
    date && t('campaigns.by', { who: who ?? '–', at: at(date) ?? '' })
  const waits = campaign.state === 'scheduled' && campaign.approvedAt === null
  const mayApprove = campaign.releasedBy !== ('userId' in event.actor ? event.actor.userId : null)
  const canChange = event.state !== 'archived'
  // Of a letter that has left, only mails of people who were erased since are missing.
  const unsent = campaign.state === 'sent' ? 0 : progress.queued + progress.open
  const written = writtenIn(campaign, languagesOf(event))
  return (
    <div className="grid gap-10">
      {['scheduled', 'sending'].includes(campaign.state) && <KeepFresh />}
      {campaign.state === 'scheduled' && (
        <section aria-label={t('campaigns.send.title')} className="panel measure">
          {waits ? (
            <>
              <p className="font-semibold">{t('campaigns.approval.waits')}</p>
              <p className="mt-1 mb-4">
                {t(mayApprove ? 'campaigns.approval.text' : 'campaigns.approval.own', {
                  at: at(campaign.sendAt) ?? '',
                })}
              </p>
              {mayApprove && canChange && (
                <Form
                  id="approve"
                  action={actOnCampaignAction.bind(null, { ...place, act: 'approve' })}
                  groups={[]}
                  labels={labels}
                  submit={t('campaigns.approval.button', { count: count.total })}
                />
              )}
            </>
          ) : (
            <p className="mb-4">{t('campaigns.leaves_at', { at: at(campaign.sendAt) ?? '' })}</p>
          )}
          <Form
            id="take-back"
            action={actOnCampaignAction.bind(null, { ...place, act: 'take_back' })}
            groups={[]}
            labels={labels}
            submit={t('campaigns.take_back')}
            tone="quiet"
          />
        </section>
      )}
      {campaign.state !== 'scheduled' && (
        <TitledSection id="progress" title={t('campaigns.progress.title')} isRoomy>
          <progress
            max={Math.max(1, count.total)}
            value={count.total - unsent}
            aria-label={t('campaigns.progress.title')}
            className="mb-4 h-3 w-full max-w-xl accent-link"
          />
          <Facts
            rows={[
              { label: t('campaigns.progress.waiting'), value: campaign.state === 'stopped' ? '' : unsent },
              { label: t('campaigns.progress.left'), value: leftCount(progress) },
              { label: t('mailbox.states.delivered'), value: progress.delivered || '' },
              { label: t('mailbox.states.bounced'), value: progress.bounced || '' },
              { label: t('mailbox.states.complained'), value: progress.complained || '' },
              { label: t('mailbox.states.failed'), value: progress.failed || '' },
              {
                label: t('mailbox.states.stopped'),
                value: campaign.state === 'stopped' ? progress.stopped + progress.open : '',
              },
              { label: t('campaigns.left_out.title'), value: progress.leftOut || '' },
            ]}
          />
          {campaign.state === 'sending' && (
            <div className="mt-6">
              <p className="measure mb-3">{t('campaigns.stop.text')}</p>
              <Form
                id="stop"
                action={actOnCampaignAction.bind(null, { ...place, act: 'stop' })}
                groups={[]}
                labels={labels}
                submit={t('campaigns.stop.button')}
                tone="danger"
              />
            </div>
          )}
          {trouble.length > 0 && (
            <section aria-labelledby="trouble" className="mt-8">
              <h3 id="trouble" className="mb-1">
                {t('campaigns.trouble')}
              </h3>
              <ul>
                {trouble.map((mail) => (
                  <li key={mail.mailId} className="flex flex-wrap gap-x-3 border-b border-rule py-1.5">
                    <Link
                      href={`${base}/mail/${mail.mailId}` as Route}
                      prefetch={false}
                      className="inline-flex min-h-6 items-center break-all"
                    >
                      {t('campaigns.trouble_one', { name: mail.name, to: mail.to })}
                    </Link>
                    <MailStateTag t={t} state={mail.state} />
                  </li>
                ))}
              </ul>
            </section>
          )}
        </TitledSection>
      )}
      <TitledSection id="people" title={t('campaigns.people.title')} isRoomy>
        <div className="measure">
          <AudienceCount
            t={t}
            count={count}
            written={written}
            needsDelegation={namesDelegation(campaign)}
            registrations={`${base}/registrations`}
          />
        </div>
      </TitledSection>
      <TitledSection id="words" title={t('campaigns.words.title')} isRoomy>
        <p className="mb-3">
          <Link
            href={`${base}/mail/letters/${campaign.number}/preview` as Route}
            prefetch={false}
            className="inline-flex min-h-11 items-center"
          >
            {t('campaigns.preview.link')}
          </Link>
        </p>
        {written.map((lang) => (
          <section key={lang} aria-labelledby={`in-${lang}`} className="mb-6">
            <h3 id={`in-${lang}`} className="mb-1 text-muted">
              {LOCALE_NAMES[lang]}
            </h3>
            <blockquote lang={lang} className="measure space-y-2 border-s-2 border-gold ps-4 break-words">
              <p className="font-semibold">{campaign.subject[lang]}</p>
              {campaign.heading[lang] && <p>{campaign.heading[lang]}</p>}
              <p className="whitespace-pre-line">{campaign.body[lang]}</p>
            </blockquote>
          </section>
        ))}
        {files.length > 0 && (
          <ul className="list-disc ps-5">
            {files.map((file) => (
              <li key={file.id} className="break-words">
                {t('campaigns.files.one', { name: file.name, kilobytes: kilobytes(file.size) })}
              </li>
            ))}
          </ul>
        )}
      </TitledSection>
      <TitledSection id="course" title={t('campaigns.course')} isRoomy>
        <Facts
          rows={[
            { label: t('fields.campaignKind.label'), value: t(`campaigns.kinds.${campaign.kind}`) },
            { label: t('campaigns.acts.created'), value: by(campaign.people.createdBy, campaign.createdAt) },
            { label: t('campaigns.acts.released'), value: by(campaign.people.releasedBy, campaign.releasedAt) },
            {
              label: t('campaigns.acts.approved'),
              value: campaign.approvedBy && by(campaign.people.approvedBy, campaign.approvedAt),
            },
            { label: t('campaigns.acts.started'), value: at(campaign.startedAt) },
            { label: t('campaigns.acts.ended'), value: at(campaign.endedAt) },
          ]}
        />
      </TitledSection>
    </div>
  )
}
