import type { Route } from 'next'
import Link from 'next/link'
import { Form } from '@/components/form'
import type { ManagedEvent } from '@/features/events/access'
import { formatDate } from '@/lib/dates'
import { fieldViews, formLabels, inEventLanguages } from '@/lib/field-views'
import { LOCALE_NAMES, type Locale, nearest } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { addFocalPointAction, removeFocalPointAction } from '../actions'
import type { listFocalPoints } from '../queries'
import { FOCAL_POINT_FIELDS } from './rules'

type Props = {
  locale: Locale
  event: ManagedEvent
  delegation: { id: string }
  points: Awaited<ReturnType<typeof listFocalPoints>>
  /** Whose removal is asked about once more. */
  removing: string
  canChange: boolean
}

/** Who looks after the delegation: what they have seen of it, one more, one less. */
export function FocalPointList({ locale, event, delegation, points, removing, canChange }: Props) {
  const t = texts(locale)
  const place = { locale, event: event.slug, delegation: delegation.id }
  const base = `/${locale}/admin/${event.slug}/delegations/${delegation.id}`
  const labels = formLabels(t)
  // The hint of the registration's address is the participants'.
  const views = fieldViews(t, locale, FOCAL_POINT_FIELDS, { letterLocale: nearest(locale, event.languages) })
  const fields = inEventLanguages(views, event.languages).map((field) => ({ ...field, hint: undefined }))
  const date = (at: Date) => formatDate(at, locale, event.timeZone)
  return (
    <>
      {points.length === 0 && <p className="mb-4 text-muted">{t('delegations.points.none')}</p>}
      <ul className="mb-6">
        {points.map((point) => (
          <li key={point.id} className="border-b border-rule py-2.5">
            <p>
              {point.name && <strong>{`${point.name} · `}</strong>}
              {`${point.email} · ${LOCALE_NAMES[point.locale]}`}
            </p>
            <p className="text-sm text-muted">
              {point.invitedAt
                ? t('delegations.points.invited', { date: date(point.invitedAt) })
                : t('delegations.points.not_invited')}
              {point.firstSeenAt && ` · ${t('delegations.points.seen', { date: date(point.firstSeenAt) })}`}
              {point.remindedAt && ` · ${t('delegations.points.reminded', { date: date(point.remindedAt) })}`}
            </p>
            {canChange &&
              (removing === point.id ? (
                <Form
                  id="point-removal"
                  action={removeFocalPointAction.bind(null, { ...place, focalPoint: point.id })}
                  groups={[]}
                  labels={labels}
                  submit={t('delegations.points.remove')}
                  tone="danger"
                  beside={
                    <Link href={base as Route} prefetch={false} className="button button-quiet">
                      {t('team.keep')}
                    </Link>
                  }
                />
              ) : (
                <Link
                  href={`${base}?remove=${point.id}` as Route}
                  prefetch={false}
                  className="inline-flex min-h-9 items-center text-danger"
                >
                  {t('delegations.points.remove')}
                  <span className="sr-only"> {point.email}</span>
                </Link>
              ))}
          </li>
        ))}
      </ul>
      {canChange && (
        <Form
          id="focal-point"
          action={addFocalPointAction.bind(null, place)}
          groups={[{ columns: true, fields }]}
          labels={labels}
          submit={t('delegations.points.add')}
          tone="quiet"
        />
      )}
    </>
  )
}
