import type { ReactNode } from 'react'
import { Facts } from '@/components/facts'
import { formatDateTime } from '@/lib/dates'
import { answerText, labelOf } from '@/lib/field-views'
import type { Answers, Field } from '@/lib/fields'
import { inLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { fixedFields } from '../form/rules'
import { answeredFields, asFormAnswers, type Question } from '../questions/rules'
import type { Own, takeaway } from './queries'
import { travelFields } from './rules'

type Props = {
  locale: Locale
  own: Own
  data: Awaited<ReturnType<typeof takeaway>>
  questions: readonly Question[]
}

/** What a person takes away, to read: in the words of the form, the dates in the event's time zone. */
export function ReadableData({ locale, own, data, questions }: Props) {
  const t = texts(locale)
  const { event, registration, category } = own
  const at = (date: Date | null) => date && formatDateTime(date, locale, event.timeZone)
  const line = (...parts: (string | null)[]) => parts.filter(Boolean).join(' · ')
  const facts = (fields: readonly Field[], answers: Answers) => (
    <Facts
      rows={fields
        .filter(({ name }) => answers[name])
        .map((field) => ({
          label: labelOf(t, locale, field, category.form),
          value: answerText(t, locale, field, answers[field.name]!),
        }))}
    />
  )
  return (
    <>
      <Part title={t('my.data_parts.registration')}>
        <Facts
          rows={[
            { label: t('mail.fact.event'), value: inLocale(data.event, locale) },
            { label: t('sent.reference'), value: data.reference },
            { label: t('my.category'), value: inLocale(data.category, locale) },
            { label: t('companions.of'), value: data.companionOf },
            { label: t('my.sent_at'), value: at(data.createdAt) },
            { label: t('my.data_parts.changed'), value: at(data.updatedAt) },
          ]}
        />
      </Part>
      <Part title={t('my.answers')}>
        {facts(fixedFields(category.form), { ...data.person, ...data.contact, ...data.needs, ...data.details })}
        {facts(answeredFields(questions, registration.answers), asFormAnswers(registration.answers))}
      </Part>
      {Object.keys(data.travel).length > 0 && (
        <Part title={t('my.parts.travel')}>{facts(travelFields(event), data.travel)}</Part>
      )}
      <Lines
        title={t('my.parts.passport')}
        lines={data.passport ? [line(t('my.data_parts.passport'), at(data.passport.savedAt))] : []}
      />
      <Lines
        title={t('companions.title')}
        lines={data.companions.map(({ name, state }) => line(name, t(`states.${state}`)))}
      />
      <Lines
        title={t('my.data_parts.consents')}
        lines={data.consents.map(({ purpose, isGiven, version, at: given }) =>
          line(
            `${t(`fields.consent_${purpose}.label`)}: ${t(isGiven ? 'form.yes' : 'form.no')}`,
            t('my.data_parts.wording', { version }),
            at(given),
          ),
        )}
      />
      <Lines
        title={t('my.data_parts.requests')}
        lines={data.requests.flatMap(({ question, answer, createdAt, answeredAt }) => [
          line(question, at(createdAt)),
          ...(answeredAt ? [line(`${t('my.answer')}: ${answer || t('form.none')}`, at(answeredAt))] : []),
        ])}
      />
      <Lines
        title={t('files.title')}
        lines={data.files.map(({ kind, name, size, createdAt }) =>
          line(name, t(`files.kinds.${kind}`), t('files.size', { kilobytes: Math.ceil(size / 1024) }), at(createdAt)),
        )}
      />
      <Lines
        title={t('my.data_parts.letters')}
        lines={data.letters.map(({ subject, to, sentAt }) => line(subject, to, at(sentAt)))}
      />
    </>
  )
}

function Lines({ title, lines }: { title: string; lines: string[] }) {
  if (lines.length === 0) return null
  return (
    <Part title={title}>
      <ul>
        {lines.map((text, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same, and none moves
          <li key={at} className="break-words border-b border-rule py-2 whitespace-pre-line">
            {text}
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-8">
      <h2 className="mb-2 text-xl">{title}</h2>
      {children}
    </section>
  )
}
