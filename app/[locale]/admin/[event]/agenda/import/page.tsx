import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { requireUser } from '@/features/accounts/access'
import { AgendaFrame } from '@/features/agenda/editor/agenda-frame'
import { beginImportAction } from '@/features/agenda/import/actions'
import { ImportPreview } from '@/features/agenda/import/import-preview'
import { readImport } from '@/features/agenda/import/queries'
import { MAX_MEGABYTES } from '@/features/agenda/import/rules'
import { editEvent } from '@/features/events/access'
import { formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/agenda/import'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('paper.import.title'), robots: { index: false } } : {}
}

/** Where a programme from elsewhere is uploaded or pasted, looked at, and taken over. */
export default async function AgendaImport({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await editEvent(slug)
  const { file, shift, update, made, changed } = await searchParams
  const isShifted = shift === 'yes' ? true : shift === 'no' ? false : null
  const open = file ? await readImport(event, file, { isShifted }) : null
  const t = texts(locale)
  const base = `/${locale}/admin/${event.slug}/agenda`
  return (
    <AgendaFrame locale={locale} event={event} part="import" title={t('paper.import.title')}>
      {open && (
        <p>
          <Link href={`${base}/import` as Route} prefetch={false} className="inline-flex min-h-11 items-center text-sm">
            {t('paper.import.other')}
          </Link>
        </p>
      )}
      {made !== undefined && (
        <p role="status" id="done" className="done measure mb-6">
          {t('paper.import.done', { made: numberOf(made), changed: numberOf(changed) })}
        </p>
      )}
      {event.state === 'archived' ? (
        <p className="notice measure">{t('refusals.event_archived')}</p>
      ) : open ? (
        <ImportPreview locale={locale} event={event} open={open} isUpdating={update === 'yes'} />
      ) : (
        <>
          {file && (
            <p role="alert" className="notice measure mb-6">
              {t('refusals.import_gone')}
            </p>
          )}
          <p className="measure mb-4">{t('paper.import.text')}</p>
          <p className="mb-6 flex flex-wrap gap-x-6">
            {(['xlsx', 'csv'] as const).map((format) => (
              <a
                key={format}
                href={`/api/events/${event.slug}/agenda-template/${format}?locale=${locale}`}
                className="inline-flex min-h-11 items-center"
              >
                {t(`members.list.template_${format}`)}
              </a>
            ))}
          </p>
          <Form
            id="import"
            action={beginImportAction.bind(null, { locale, event: slug })}
            groups={[
              {
                fields: [
                  {
                    name: 'file',
                    kind: 'file',
                    label: t('paper.import.file'),
                    hint: t('paper.import.file_hint', { megabytes: MAX_MEGABYTES }),
                    isRequired: false,
                    accept: '.csv,.tsv,.txt,.xlsx,.xml,.json,.ics,text/csv,text/xml,application/json,text/calendar',
                    value: '',
                  },
                  {
                    name: 'pasted',
                    kind: 'multiline',
                    label: t('paper.import.pasted'),
                    hint: t('paper.import.pasted_hint'),
                    isRequired: false,
                    value: '',
                  },
                ],
              },
            ]}
            labels={formLabels(t)}
            submit={t('paper.import.check')}
          />
        </>
      )}
    </AgendaFrame>
  )
}

function numberOf(value: unknown): number {
  return typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : 0
}
