import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { manageEvent } from '@/features/events/access'
import { listCategories } from '@/features/events/queries'
import { SettingsFrame } from '@/features/events/settings/settings-frame'
import { countAnswers, listQuestions } from '@/features/registrations/questions/queries'
import { QuestionList } from '@/features/registrations/questions/question-list'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/settings/questions'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('settings.parts.questions'), robots: { index: false } } : {}
}

/** What the organisers ask beyond the form's own fields. */
export default async function Questions({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const [questions, categories, counts] = await Promise.all([
    listQuestions(event),
    listCategories(event),
    countAnswers(event),
  ])
  const { done } = await searchParams
  const t = texts(locale)
  return (
    <SettingsFrame locale={locale} event={event} part="questions" done={done}>
      <p className="measure mb-4 text-muted">{t('questions.text')}</p>
      {event.state !== 'archived' && (
        <p className="mb-6">
          <Link
            href={`/${locale}/admin/${event.slug}/settings/questions/new` as Route}
            prefetch={false}
            className="button button-primary"
          >
            {t('questions.add')}
          </Link>
        </p>
      )}
      {questions.length === 0 ? (
        <p className="panel measure">{t('questions.none')}</p>
      ) : (
        <div className="max-w-4xl">
          <QuestionList locale={locale} event={event} questions={questions} categories={categories} counts={counts} />
        </div>
      )}
    </SettingsFrame>
  )
}
