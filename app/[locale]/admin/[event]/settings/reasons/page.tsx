import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { requireUser } from '@/features/accounts/access'
import { manageEvent } from '@/features/events/access'
import { SettingsFrame } from '@/features/events/settings/settings-frame'
import { addUsualReasonsAction, retireReasonAction, saveReasonAction } from '@/features/registrations/reasons/actions'
import { listReasons, type Reason } from '@/features/registrations/reasons/queries'
import { REASON_FIELDS } from '@/features/registrations/reasons/rules'
import { fieldViews, formLabels, localizedGroup } from '@/lib/field-views'
import { inLocale, isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/settings/reasons'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('settings.parts.reasons'), robots: { index: false } } : {}
}

/** Why organisers decide as they do: what they choose from and what people read. */
export default async function Reasons({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const { done, change } = await searchParams
  const reasons = await listReasons(event, { withRetired: true })
  const t = texts(locale)
  const place = { locale, event: slug }
  const labels = formLabels(t)
  const canChange = event.state !== 'archived'
  const form = (reason: Reason | null) => (
    <Form
      id="reason"
      key={reason?.id ?? 'new'}
      action={saveReasonAction.bind(null, { ...place, reason: reason?.id ?? null })}
      groups={[
        localizedGroup(t, event.languages, 'reasonName', reason?.name ?? {}),
        localizedGroup(t, event.languages, 'reasonText', reason?.text ?? {}, { kind: 'multiline', max: 1000 }),
        {
          fields: fieldViews(
            t,
            locale,
            REASON_FIELDS.filter(({ name }) => name === 'reasonStates'),
            { reasonStates: reason?.states.join(',') ?? '' },
          ).map((field) => ({
            ...field,
            options: field.options?.map(({ value }) => ({ value, label: t(`states.${value}`) })),
          })),
        },
      ]}
      labels={labels}
      submit={t('settings.save')}
      tone="quiet"
    />
  )
  return (
    <SettingsFrame locale={locale} event={event} part="reasons" done={done}>
      <p className="measure mb-6 text-muted">{t('reasons.text')}</p>
      {reasons.length === 0 && canChange && (
        <div className="panel measure mb-8">
          <p className="mb-4">{t('reasons.none')}</p>
          <Form
            id="usual-reasons"
            action={addUsualReasonsAction.bind(null, place)}
            groups={[]}
            labels={labels}
            submit={t('reasons.add_usual')}
          />
        </div>
      )}
      <ul className="mb-8 max-w-4xl">
        {reasons.map((reason) => {
          const name = inLocale(reason.name, locale)
          return (
            <li key={reason.id} className="border-b border-rule py-3">
              <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
                <strong>{name}</strong>
                <span className="text-sm text-muted">
                  {reason.states.map((state) => t(`states.${state}`)).join(', ')}
                </span>
                {reason.retiredAt && <span className="tag tag-muted">{t('delegations.roles.retired')}</span>}
                {canChange && (
                  <span className="flex flex-wrap gap-2 md:ms-auto">
                    <Link href={`?change=${reason.id}` as Route} prefetch={false} className="button button-quiet">
                      {t('delegations.roles.change')}
                      <span className="sr-only"> {name}</span>
                    </Link>
                    <form
                      action={retireReasonAction.bind(null, {
                        ...place,
                        reason: reason.id,
                        isRetired: reason.retiredAt === null,
                      })}
                    >
                      <button type="submit" className="button button-quiet">
                        {t(reason.retiredAt ? 'delegations.roles.back' : 'delegations.roles.retire')}
                        <span className="sr-only"> {name}</span>
                      </button>
                    </form>
                  </span>
                )}
              </div>
              {inLocale(reason.text, locale) && <p className="mt-1 text-muted">{inLocale(reason.text, locale)}</p>}
              {change === reason.id && canChange && <div className="mt-4">{form(reason)}</div>}
            </li>
          )
        })}
      </ul>
      {canChange && !change && (
        <section aria-labelledby="new-reason" className="max-w-4xl">
          <h2 id="new-reason" className="mb-4 text-xl">
            {t('reasons.add')}
          </h2>
          {form(null)}
        </section>
      )}
    </SettingsFrame>
  )
}
