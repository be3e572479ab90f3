import type { Metadata, Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { Form } from '@/components/form'
import { ownRegistration } from '@/features/registrations/own/access'
import { travelAction } from '@/features/registrations/own/actions'
import { OwnFrame } from '@/features/registrations/own/own-frame'
import { toldOf, travelFields } from '@/features/registrations/own/rules'
import { isCorrectable } from '@/features/registrations/rules'
import { fieldViews, formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/my/[token]/travel'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('my.parts.travel'), robots: { index: false } } : {}
}

/** A person's arrival, departure and stay. */
export default async function Own({ params }: Props) {
  const { locale, event: slug, token } = await params
  if (!isLocale(locale)) notFound()
  const { event, registration } = await ownRegistration(slug, token)
  const t = texts(locale)
  const now = new Date()
  if (!isCorrectable(toldOf(registration), event, now)) redirect(`/${locale}/${event.slug}/my/${token}` as Route)
  return (
    <OwnFrame locale={locale} event={event} token={token} path="/travel" title={t('my.parts.travel')}>
      <p className="measure mb-6">{t('my.travel_text')}</p>
      <Form
        id="travel-form"
        action={travelAction.bind(null, { locale, event: slug, token })}
        groups={[{ fields: fieldViews(t, locale, travelFields(event), registration.travel) }]}
        labels={formLabels(t)}
        submit={t('my.save')}
        keep={`travel/${registration.id}`}
      />
    </OwnFrame>
  )
}
