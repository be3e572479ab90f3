import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { SiteFrame } from '@/components/site-frame'
import { unsubscribeAction } from '@/features/campaigns/unsubscribing/actions'
import { bulletinOf } from '@/features/campaigns/unsubscribing/queries'
import { orNotFound } from '@/features/events/access'
import { formLabels } from '@/lib/field-views'
import { isLocale, textIn } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/unsubscribe/[token]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('campaigns.unsubscribe.title'), robots: { index: false } } : {}
}

/** Where a bulletin's reader ends them, or lets them come again. Opening it does nothing: mail scanners open everything. */
export default async function Unsubscribe({ params }: Props) {
  const { locale, token } = await params
  if (!isLocale(locale)) notFound()
  const { event, isUnsubscribed } = await orNotFound(bulletinOf(token))
  const t = texts(locale)
  const name = textIn(event.name, locale)
  return (
    <SiteFrame
      locale={locale}
      brand={{ name: name.text, href: `/${locale}/${event.slug}`, lang: name.lang }}
      path={`/unsubscribe/${token}`}
    >
      <h1 className="mb-4">{t('campaigns.unsubscribe.title')}</h1>
      {isUnsubscribed ? (
        <p role="status" className="done measure mb-6">
          {t('campaigns.unsubscribe.done', { event: name.text })}
        </p>
      ) : (
        <p className="measure mb-6">{t('campaigns.unsubscribe.ask', { event: name.text })}</p>
      )}
      <p className="measure mb-6 text-muted">{t('campaigns.unsubscribe.notices')}</p>
      <Form
        id="unsubscribe"
        action={unsubscribeAction.bind(null, { locale, token, again: isUnsubscribed })}
        groups={[]}
        labels={formLabels(t)}
        submit={t(isUnsubscribed ? 'campaigns.unsubscribe.again' : 'campaigns.unsubscribe.button')}
        tone={isUnsubscribed ? 'quiet' : 'primary'}
      />
    </SiteFrame>
  )
}
