import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { ofEvent, SiteFrame } from '@/components/site-frame'
import { publicEvent } from '@/features/events/access'
import { sendLinksAction } from '@/features/registrations/own/actions'
import { formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/link'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('my.link.title'), robots: { index: false } } : {}
}

/** For who lost the letter with the private link. */
export default async function LostLink({ params }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  const event = await publicEvent(slug)
  const t = texts(locale)
  return (
    <SiteFrame {...ofEvent(event, locale)} path={`/${event.slug}/link`}>
      <h1 className="mb-4">{t('my.link.title')}</h1>
      <p className="measure mb-6">{t('my.link.text')}</p>
      <Form
        id="link-form"
        action={sendLinksAction.bind(null, { locale, event: slug })}
        groups={[
          { fields: [{ name: 'email', kind: 'email', label: t('fields.email.label'), isRequired: true, value: '' }] },
        ]}
        labels={formLabels(t)}
        submit={t('my.link.send')}
      />
    </SiteFrame>
  )
}
