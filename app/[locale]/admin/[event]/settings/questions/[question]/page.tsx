import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound, redirect } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { manageEvent } from '@/features/events/access'
import { listCategories } from '@/features/events/queries'
import { SettingsFrame } from '@/features/events/settings/settings-frame'
import { listQuestions } from '@/features/registrations/questions/queries'
import { QuestionForm } from '@/features/registrations/questions/question-form'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/settings/questions/[question]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('questions.one'), robots: { index: false } } : {}
}

/** One question of the organisers, or a new one at "new". */
export default async function QuestionSettings({ params }: Props) {
  const { locale, event: slug, question: id } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const [all, categories] = await Promise.all([listQuestions(event), listCategories(event)])
  const question = id === 'new' ? null : (all.find((each) => each.id === id) ?? notFound())
  const base = `/${locale}/admin/${event.slug}/settings/questions`
  if (event.state === 'archived') redirect(base as Route)
  const t = texts(locale)
  return (
    <SettingsFrame locale={locale} event={event} part="questions" path={`/${id}`}>
      <p>
        <Link href={base as Route} prefetch={false} className="inline-flex min-h-11 items-center text-sm">
          {t('questions.back')}
        </Link>
      </p>
      <h2 className="mb-5">{t(question ? 'questions.one' : 'questions.add')}</h2>
      <div className="max-w-4xl">
        <QuestionForm locale={locale} event={event} question={question} all={all} categories={categories} />
      </div>
    </SettingsFrame>
  )
}
