import { Facts } from '@/components/facts'
import { TitledSection } from '@/components/titled-section'
import type { ViewedEvent } from '@/features/events/access'
import type { ListedFile } from '@/features/files/queries'
import { formatDateTime } from '@/lib/dates'
import { inLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { answersOf } from '../commands'
import { fieldsAskedOf } from '../companions/rules'
import { AnswerList } from '../form/answer-list'
import { fixedFields } from '../form/rules'
import { membershipRows } from '../members/membership'
import type { membershipOf } from '../members/queries'
import { kindOfField, sees } from '../privacy/rules'
import type { getRegistration } from '../queries'
import { asFormAnswers, fieldOf, type Question, questionName } from '../questions/rules'

type Props = {
  locale: Locale
  event: ViewedEvent
  found: NonNullable<Awaited<ReturnType<typeof getRegistration>>>
  membership: Awaited<ReturnType<typeof membershipOf>>
  /** The organisers' questions whose answers the reader sees. */
  questions: readonly Question[]
  files: readonly ListedFile[]
}

/** What was answered: the form, as far as the reader may see it, and the organisers' questions. */
export function GivenAnswers({ locale, event, found, membership, questions, files }: Props) {
  const t = texts(locale)
  const { registration, category } = found
  return (
    <>
      <TitledSection id="answers" title={t('review.answers')}>
        <Facts
          rows={[
            { label: t('review.columns.reference'), value: <strong>{registration.reference}</strong> },
            { label: t('review.columns.category'), value: inLocale(category.name, locale) },
            ...membershipRows({ locale, event, membership }),
            {
              label: t('review.columns.sent'),
              value: formatDateTime(registration.createdAt, locale, event.timeZone),
            },
          ]}
        />
        <div className="mt-4">
          <AnswerList
            locale={locale}
            form={category.form}
            fields={fieldsAskedOf(registration, fixedFields(category.form)).filter(({ name }) =>
              sees(event, kindOfField(name)),
            )}
            answers={answersOf(registration)}
          />
        </div>
      </TitledSection>
      {questions.length > 0 && (
        <TitledSection id="questions" title={t('questions.answers')}>
          <AnswerList
            locale={locale}
            form={category.form}
            fields={questions.map(fieldOf)}
            answers={asFormAnswers(registration.answers)}
            links={Object.fromEntries(
              files.map(({ id: file, aboutId }) => [
                questionName(aboutId ?? ''),
                `/api/events/${event.slug}/files/${file}`,
              ]),
            )}
          />
        </TitledSection>
      )}
    </>
  )
}
