import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { ofEvent, SiteFrame } from '@/components/site-frame'
import { publicEvent } from '@/features/events/access'
import { enterCodeAction } from '@/features/registrations/invitations/actions'
import { formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/invitation'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('invitation.code_title'), robots: { index: false } } : {}
}

/** Where a code is typed in. */
export default async function InvitationCode({ params }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  const event = await publicEvent(slug)
  const t = texts(locale)
  return (
    <SiteFrame {...ofEvent(event, locale)} path={`/${event.slug}/invitation`}>
      <h1 className="mb-4">{t('invitation.code_title')}</h1>
      <Form
        id="code-form"
        action={enterCodeAction.bind(null, { locale, event: slug })}
        groups={[
          { fields: [{ name: 'code', kind: 'text', label: t('invitation.code'), isRequired: true, value: '' }] },
        ]}
        labels={formLabels(t)}
        submit={t('form.continue')}
      />
    </SiteFrame>
  )
}
