import { Form } from '@/components/form'
import type { ManagedEvent } from '@/features/events/access'
import { formatDateTime } from '@/lib/dates'
import { fieldViews, formLabels } from '@/lib/field-views'
import type { Locale } from '@/lib/locales'
import { type Texts, texts } from '@/lib/texts'
import { saveAutomationAction, switchOffAutomationAction } from './actions'
import type { readAutomations } from './queries'
import { AUTOMATIONS, automationFields, isBefore } from './rules'

type Automation = Awaited<ReturnType<typeof readAutomations>>[number]
type Props = { locale: Locale; event: ManagedEvent; automation: Automation; now: Date }

/** One letter that leaves by itself: to whom and when, how many it would be, and the button that switches it. */
export function AutomationItem({ locale, event, automation, now }: Props) {
  const t = texts(locale)
  const { kind, isOn } = automation
  const place = { locale, event: event.slug, kind }
  const days = String(Math.abs(automation.days))
  return (
    <li className="border-b border-rule py-5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h3>{t(`wording.kinds.${kind}.name`)}</h3>
        <span className={isOn ? 'tag tag-success' : 'tag tag-muted'}>
          {t(isOn ? 'automations.is_on' : 'automations.is_off')}
        </span>
      </div>
      <p className="measure mt-1">{t(`wording.kinds.${kind}.when`)}</p>
      <p className="mt-1 text-muted">
        {[dayOf(t, automation), standingOf(t, locale, event, automation, now)].join('. ')}
      </p>
      <p className="mt-1 text-muted">
        {t(`automations.${kind === 'reminder_focal_points' ? 'audience_points' : 'audience'}`, {
          count: automation.audience,
        })}{' '}
        {t('automations.written', { count: automation.written })}
      </p>
      {event.state !== 'archived' && (
        <div className="mt-3 flex flex-wrap items-start gap-x-6 gap-y-3">
          <details>
            <summary className="min-h-11 cursor-pointer py-2.5 text-link underline underline-offset-4">
              {t(isOn ? 'automations.change' : 'automations.turn_on')}
              <span className="sr-only"> {t(`wording.kinds.${kind}.name`)}</span>
            </summary>
            <div className="pt-2">
              <Form
                id={`automation-${kind}`}
                action={saveAutomationAction.bind(null, place)}
                groups={[
                  {
                    columns: true,
                    fields: fieldViews(t, locale, automationFields(kind), {
                      automationDaysBefore: days,
                      automationDaysAfter: days,
                      automationHour: String(automation.hour),
                    }),
                  },
                ]}
                labels={formLabels(t)}
                submit={t('automations.save')}
                tone="quiet"
                beside={
                  isOn ? undefined : (
                    <button type="submit" name="switch" value="on" className="button button-primary">
                      {t('automations.switch_on')}
                    </button>
                  )
                }
              />
            </div>
          </details>
          {isOn && (
            <Form
              id={`off-${kind}`}
              action={switchOffAutomationAction.bind(null, place)}
              groups={[]}
              labels={formLabels(t)}
              submit={t('automations.switch_off')}
              tone="quiet"
            />
          )}
        </div>
      )}
    </li>
  )
}

function dayOf(t: Texts, { kind, days }: Automation): string {
  const what = t(`automations.from.${AUTOMATIONS[kind].from}`)
  if (days === 0) return t('automations.same_day', { what })
  return t(isBefore(kind) ? 'automations.days_before' : 'automations.days_after', { days: Math.abs(days), what })
}

function standingOf(t: Texts, locale: Locale, event: ManagedEvent, { window, isOn }: Automation, now: Date): string {
  if (!window) return t('automations.no_date')
  if (now >= window.closes || (window.opens && window.opens >= window.closes)) return t('automations.over')
  if (!window.opens) return t('automations.leaves_each')
  if (window.opens <= now && !isOn) return t('automations.open_now')
  return t('automations.leaves', { at: formatDateTime(window.opens, locale, event.timeZone) })
}
