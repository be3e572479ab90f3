import { Form } from '@/components/form'
import { TitledSection } from '@/components/titled-section'
import { formatDateTime } from '@/lib/dates'
import { formLabels } from '@/lib/field-views'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { OwnPlace } from '../schema'
import { answerRequestAction, offerAction } from './actions'
import type { Own, readOwn } from './queries'
import type { Task } from './rules'

type Props = {
  locale: Locale
  own: Own
  place: OwnPlace
  home: string
  tasks: Task[]
  request: Awaited<ReturnType<typeof readOwn>>['request']
}

/** What to do next: the question and the offer right here, the rest behind a link each. */
export function TaskList({ locale, own, place, home, tasks, request }: Props) {
  const t = texts(locale)
  const labels = formLabels(t)
  const { event, registration } = own
  if (tasks.length === 0) return null
  return (
    <TitledSection id="tasks" title={t('my.tasks.title')} className="mt-8" isRoomy>
      {tasks.includes('request') && request && (
        <div className="panel mb-6">
          <h3 className="mb-2 text-lg">{t('my.tasks.request')}</h3>
          <p className="mb-4 whitespace-pre-line">{request.question}</p>
          <Form
            id="answer-form"
            action={answerRequestAction.bind(null, place)}
            groups={[
              {
                fields: [
                  { name: 'answer', kind: 'multiline', label: t('my.answer'), isRequired: false, max: 2000, value: '' },
                  {
                    name: 'file',
                    kind: 'file',
                    label: t('my.answer_file'),
                    hint: t('members.credentials.hint'),
                    isRequired: false,
                    accept: 'application/pdf,image/jpeg,image/png,image/webp',
                    value: '',
                  },
                ],
              },
            ]}
            labels={labels}
            submit={t('my.answer_send')}
          />
        </div>
      )}
      {tasks.includes('offer') && registration.offerExpiresAt && (
        <div className="panel mb-6">
          <h3 className="mb-2 text-lg">{t('my.tasks.offer')}</h3>
          <p className="mb-4">
            {t('my.offer', { until: formatDateTime(registration.offerExpiresAt, locale, event.timeZone) })}
          </p>
          <Form
            id="offer-form"
            action={offerAction.bind(null, place)}
            groups={[]}
            labels={labels}
            submit={t('my.offer_accept')}
            beside={
              <button type="submit" name="offer" value="decline" className="button button-quiet">
                {t('my.offer_decline')}
              </button>
            }
          />
        </div>
      )}
      <ul className="list-disc ps-5">
        {tasks
          .filter((task) => task !== 'request' && task !== 'offer')
          .map((task) => (
            <li key={task} className="py-1">
              <a
                href={`${home}/${task === 'details' ? 'correct' : task}`}
                className="inline-flex min-h-11 items-center"
              >
                {t(`my.tasks.${task}`)}
              </a>
            </li>
          ))}
      </ul>
    </TitledSection>
  )
}
