import type { Metadata, Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { Form } from '@/components/form'
import { ownRegistration } from '@/features/registrations/own/access'
import { questionsAction } from '@/features/registrations/own/actions'
import { OwnFrame } from '@/features/registrations/own/own-frame'
import { toldOf } from '@/features/registrations/own/rules'
import { ownQuestions } from '@/features/registrations/questions/queries'
import { asFormAnswers, fieldOf } from '@/features/registrations/questions/rules'
import { isAccepted, isCorrectable } from '@/features/registrations/rules'
import { fieldViews, formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/my/[token]/questions'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('my.parts.questions'), robots: { index: false } } : {}
}

/** What the organisers of this event ask, and the person's answers. */
export default async function Own({ params }: Props) {
  const { locale, event: slug, token } = await params
  if (!isLocale(locale)) notFound()
  const { event, registration, category } = await ownRegistration(slug, token)
  const told = toldOf(registration)
  const questions = await ownQuestions(category, isAccepted(told))
  if (questions.length === 0 || !isCorrectable(told, event, new Date()))
    redirect(`/${locale}/${event.slug}/my/${token}` as Route)
  const t = texts(locale)
  const answers = asFormAnswers(registration.answers)
  return (
    <OwnFrame locale={locale} event={event} token={token} path="/questions" title={t('my.parts.questions')}>
      <Form
        id="questions-form"
        action={questionsAction.bind(null, { locale, event: slug, token })}
        groups={[{ fields: fieldViews(t, locale, questions.map(fieldOf), answers) }]}
        labels={formLabels(t)}
        submit={t('my.save')}
        keep={`questions/${registration.id}`}
        countries={`/api/countries/${locale}`}
      />
    </OwnFrame>
  )
}
