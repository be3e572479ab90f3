import type { Metadata, Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { Form } from '@/components/form'
import { ofEvent, SiteFrame } from '@/components/site-frame'
import { answersOf } from '@/features/registrations/commands'
import { fieldsAskedOf } from '@/features/registrations/companions/rules'
import { correctableFields, stepFields, stepsOf } from '@/features/registrations/form/rules'
import { ownRegistration } from '@/features/registrations/own/access'
import { correctAction } from '@/features/registrations/own/actions'
import { reviewedFields, toldOf } from '@/features/registrations/own/rules'
import { isCorrectable } from '@/features/registrations/rules'
import { fieldViews, formLabels, inEventLanguages } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/my/[token]/correct'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('my.correct'), robots: { index: false } } : {}
}

/** A person corrects their own data, on one page: everything is filled in already. */
export default async function Correct({ params }: Props) {
  const { locale, event: slug, token } = await params
  if (!isLocale(locale)) notFound()
  const { event, registration, category } = await ownRegistration(slug, token)
  const home = `/${locale}/${event.slug}/my/${token}`
  if (!isCorrectable(toldOf(registration), event, new Date())) redirect(home as Route)
  const t = texts(locale)
  const allowed = new Set(fieldsAskedOf(registration, correctableFields(category.form)).map((field) => field.name))
  const shape = { form: category.form, purposes: [], questions: [] }
  const groups = stepsOf(shape)
    .filter((step) => step !== 'consents')
    .map((step) => ({
      legend: t(`register.${step}.short`),
      fields: inEventLanguages(
        fieldViews(
          t,
          locale,
          stepFields(shape, step).filter((field) => allowed.has(field.name)),
          answersOf(registration),
          category.form,
        ),
        event.languages,
      ),
    }))
  return (
    <SiteFrame {...ofEvent(event, locale)} path={`/${event.slug}/my/${token}/correct`}>
      <h1 className="mb-3">{t('my.correct')}</h1>
      <p className="mb-8 text-muted">{t('my.correct_intro', { email: event.contactEmail })}</p>
      {reviewedFields(registration).length > 0 && <p className="notice mb-8">{t('my.correct_reviewed')}</p>}
      <Form
        id="correction"
        action={correctAction.bind(null, { locale, event: event.slug, token })}
        groups={groups}
        labels={formLabels(t)}
        submit={t('my.save')}
        keep={`my/${registration.id}`}
        countries={`/api/countries/${locale}`}
        beside={
          <a href={home} className="inline-flex min-h-11 items-center">
            {t('form.back')}
          </a>
        }
      />
    </SiteFrame>
  )
}
