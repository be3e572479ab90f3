import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { requireUser } from '@/features/accounts/access'
import { manageEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { readLogo } from '@/features/mail/look/queries'
import { lookGroups } from '@/features/mail/look/rules'
import { MailTabs } from '@/features/mail/mail-tabs'
import { FRAME_SANDBOX } from '@/features/mail/mailbox/rules'
import { formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { removeLogoAction, saveLookAction, setLogoAction } from './actions'

type Props = PageProps<'/[locale]/admin/[event]/mail/look'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('mailbox.parts.look'), robots: { index: false } } : {}
}

/** What all of the event's mails have in common: the logo, who signs, where answers go, the colour. */
export default async function MailLook({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const [logo, query] = await Promise.all([readLogo(event), searchParams])
  const t = texts(locale)
  const labels = formLabels(t)
  const place = { locale, event: event.slug }
  const base = `/${locale}/admin/${event.slug}`
  return (
    <EventFrame locale={locale} event={event} section="mail" path="/mail/look">
      <h1 className="mb-4">{t('mailbox.title')}</h1>
      <MailTabs t={t} base={`${base}/mail`} current="look" />
      {typeof query.done === 'string' && t.has(`wording.done.${query.done}`) && (
        <p id="done" role="status" className="done measure mt-6 scroll-mt-6">
          {t(`wording.done.${query.done}`)}
        </p>
      )}
      <div className="mt-8 grid gap-10 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className="space-y-12">
          <section aria-labelledby="logo-title">
            <h2 id="logo-title" className="mb-3">
              {t('wording.look.logo')}
            </h2>
            {logo ? (
              <img
                src={`data:image/png;base64,${logo.data.toString('base64')}`}
                alt={t('wording.look.logo_now')}
                width={Math.round(logo.width / 2)}
                height={Math.round(logo.height / 2)}
                className="mb-5 border border-rule bg-white"
              />
            ) : (
              <p className="mb-4 text-muted">{t('wording.look.no_logo')}</p>
            )}
            <Form
              id="logo-form"
              action={setLogoAction.bind(null, place)}
              groups={[
                {
                  fields: [
                    {
                      name: 'logo',
                      kind: 'file',
                      label: t('wording.look.new_logo'),
                      hint: t('wording.look.logo_hint'),
                      isRequired: true,
                      value: '',
                    },
                  ],
                },
              ]}
              labels={labels}
              submit={t('settings.upload')}
              tone="quiet"
            />
            {logo && (
              <div className="mt-4">
                <Form
                  id="logo-removal"
                  action={removeLogoAction.bind(null, place)}
                  groups={[]}
                  labels={labels}
                  submit={t('wording.look.remove_logo')}
                  tone="quiet"
                />
              </div>
            )}
          </section>
          <section aria-labelledby="signature-title">
            <h2 id="signature-title" className="mb-3">
              {t('wording.look.title')}
            </h2>
            <Form
              id="look"
              action={saveLookAction.bind(null, place)}
              groups={lookGroups(t, event)}
              labels={labels}
              submit={t('wording.save')}
            />
          </section>
          <section aria-labelledby="colour-title">
            <h2 id="colour-title" className="mb-3">
              {t('wording.look.colour')}
            </h2>
            <p>
              {t('wording.look.colour_text', { colour: event.colour.toUpperCase() })}{' '}
              <Link href={`${base}/settings` as Route} prefetch={false} className="inline-flex min-h-6 items-center">
                {t('wording.look.change_colour')}
              </Link>
            </p>
          </section>
        </div>
        <section aria-labelledby="preview-title">
          <h2 id="preview-title" className="mb-3">
            {t('wording.preview')}
          </h2>
          <iframe
            src={`${base}/mail/wording/accepted/preview`}
            title={t('wording.preview')}
            sandbox={FRAME_SANDBOX}
            className="h-[46rem] w-full border border-rule bg-paper"
          />
        </section>
      </div>
    </EventFrame>
  )
}
