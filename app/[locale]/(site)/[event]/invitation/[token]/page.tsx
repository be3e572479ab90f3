import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Facts } from '@/components/facts'
import { Form } from '@/components/form'
import { ofEvent, SiteFrame } from '@/components/site-frame'
import { publicEvent } from '@/features/events/access'
import { listCategories } from '@/features/events/queries'
import { declineInvitationAction, takeUpInvitationAction } from '@/features/registrations/invitations/actions'
import { findInvitation, standing } from '@/features/registrations/invitations/queries'
import { DECLINE_FIELDS } from '@/features/registrations/invitations/rules'
import { placeOf } from '@/features/registrations/notices/commands'
import { formatDateRange, formatDateTime } from '@/lib/dates'
import { fieldViews, formLabels } from '@/lib/field-views'
import { inLocale, isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/invitation/[token]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('invitation.title'), robots: { index: false } } : {}
}

/** An invitation, for its holder: opening the page changes nothing, the buttons act. */
export default async function InvitationPage({ params }: Props) {
  const { locale, event: slug, token } = await params
  if (!isLocale(locale)) notFound()
  const event = await publicEvent(slug)
  const invitation = await findInvitation(event.id, token)
  if (!invitation) notFound()
  const category = (await listCategories(event)).find(({ id }) => id === invitation.categoryId)
  const t = texts(locale)
  const labels = formLabels(t)
  const place = { locale, event: slug, token }
  const how = standing(invitation, new Date())
  return (
    <SiteFrame {...ofEvent(event, locale)} path={`/${event.slug}/invitation/${token}`}>
      <h1 className="mb-4">{t('invitation.title')}</h1>
      {invitation.name && <p className="mb-2 text-lg">{t('mail.greeting', { name: invitation.name })}</p>}
      <p className="mb-6 text-lg">{t('invitation.text', { event: inLocale(event.name, locale) })}</p>
      <Facts
        rows={[
          { label: t('my.category'), value: category ? inLocale(category.name, locale) : '' },
          { label: t('event.when'), value: formatDateRange(event.startsAt, event.endsAt, locale, event.timeZone) },
          { label: t('event.where'), value: placeOf(event, locale) },
          {
            label: t('mail.invitation.until'),
            value: invitation.expiresAt ? formatDateTime(invitation.expiresAt, locale, event.timeZone) : '',
          },
        ]}
      />
      {how !== 'open' ? (
        <p className="notice mt-8">{t(`invitation.standing.${how}`, { email: event.contactEmail })}</p>
      ) : (
        <>
          <div className="mt-8">
            <Form
              id="take-up"
              action={takeUpInvitationAction.bind(null, place)}
              groups={[]}
              labels={labels}
              submit={t('invitation.register')}
            />
          </div>
          {invitation.kind === 'personal' && (
            <section aria-labelledby="decline" className="mt-10">
              <h2 id="decline" className="mb-3 text-xl">
                {t('invitation.decline')}
              </h2>
              <Form
                id="decline-form"
                action={declineInvitationAction.bind(null, place)}
                groups={[{ fields: fieldViews(t, locale, DECLINE_FIELDS, {}) }]}
                labels={labels}
                submit={t('invitation.decline_button')}
                tone="quiet"
              />
            </section>
          )}
        </>
      )}
    </SiteFrame>
  )
}
