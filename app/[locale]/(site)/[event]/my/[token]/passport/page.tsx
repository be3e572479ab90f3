import type { Metadata, Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { Form } from '@/components/form'
import { ownRegistration } from '@/features/registrations/own/access'
import { travelDocumentAction } from '@/features/registrations/own/actions'
import { OwnFrame } from '@/features/registrations/own/own-frame'
import { toldOf } from '@/features/registrations/own/rules'
import { isCorrectable } from '@/features/registrations/rules'
import { ownMaskedTravelDocument } from '@/features/registrations/travel-document/queries'
import { travelDocumentFields } from '@/features/registrations/travel-document/rules'
import { fieldViews, formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/my/[token]/passport'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('my.parts.passport'), robots: { index: false } } : {}
}

/** A person's passport data: given, never shown back. */
export default async function Own({ params }: Props) {
  const { locale, event: slug, token } = await params
  if (!isLocale(locale)) notFound()
  const { event, registration, category } = await ownRegistration(slug, token)
  const t = texts(locale)
  const now = new Date()
  if (!isCorrectable(toldOf(registration), event, now) || !category.asksTravelDocument)
    redirect(`/${locale}/${event.slug}/my/${token}` as Route)
  const masked = await ownMaskedTravelDocument(event, registration)
  return (
    <OwnFrame locale={locale} event={event} token={token} path="/passport" title={t('my.parts.passport')}>
      {masked && <p className="mb-4">{t('my.passport_given', { number: masked.number })}</p>}
      <p className="measure mb-6">{t('my.passport_text')}</p>
      <Form
        id="passport-form"
        action={travelDocumentAction.bind(null, { locale, event: slug, token })}
        groups={[
          { fields: fieldViews(t, locale, travelDocumentFields(event, now), { nationality: registration.country }) },
        ]}
        labels={formLabels(t)}
        submit={t('my.save')}
        countries={`/api/countries/${locale}`}
      />
    </OwnFrame>
  )
}
