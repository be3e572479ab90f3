import type { Metadata, Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { Form } from '@/components/form'
import { listFiles } from '@/features/files/queries'
import { ACCEPT, MAX_FILES } from '@/features/files/rules'
import { ownRegistration } from '@/features/registrations/own/access'
import { addDocumentAction, removeDocumentAction } from '@/features/registrations/own/actions'
import { OwnFrame } from '@/features/registrations/own/own-frame'
import { toldOf } from '@/features/registrations/own/rules'
import { isCorrectable } from '@/features/registrations/rules'
import { formatDate } from '@/lib/dates'
import { formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/my/[token]/documents'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('my.parts.documents'), robots: { index: false } } : {}
}

/** A person's documents: those there are, and one more. */
export default async function OwnDocuments({ params, searchParams }: Props) {
  const { locale, event: slug, token } = await params
  if (!isLocale(locale)) notFound()
  const { event, registration } = await ownRegistration(slug, token)
  const home = `/${locale}/${event.slug}/my/${token}`
  if (!isCorrectable(toldOf(registration), event, new Date())) redirect(home as Route)
  const files = await listFiles({ registrationId: registration.id })
  const { done, remove } = await searchParams
  const t = texts(locale)
  const labels = formLabels(t)
  const place = { locale, event: slug, token }
  return (
    <OwnFrame locale={locale} event={event} token={token} path="/documents" title={t('my.parts.documents')}>
      {(done === 'added' || done === 'removed') && (
        <p role="status" className="done mb-6">
          {t(`my.documents.${done}`)}
        </p>
      )}
      <p className="measure mb-6">{t('my.documents.text')}</p>
      <ul className="mb-8">
        {files
          .filter(({ kind }) => kind === 'document')
          .map((file) => (
            <li key={file.id} className="border-b border-rule py-2">
              <p className="flex flex-wrap items-center gap-x-4">
                <a
                  href={`/api/my/${event.slug}/${token}/files/${file.id}`}
                  className="inline-flex min-h-11 items-center break-all"
                >
                  {file.name}
                </a>
                <span className="text-sm text-muted">
                  {`${t('files.size', { kilobytes: Math.ceil(file.size / 1024) })} · ${formatDate(file.createdAt, locale, event.timeZone)}`}
                </span>
                {file.aboutId === null && remove !== file.id && (
                  <a href={`?remove=${file.id}`} className="inline-flex min-h-11 items-center text-danger">
                    {t('my.documents.remove')}
                    <span className="sr-only"> {file.name}</span>
                  </a>
                )}
              </p>
              {file.aboutId === null && remove === file.id && (
                <Form
                  id="removal"
                  action={removeDocumentAction.bind(null, place, file.id)}
                  groups={[]}
                  labels={labels}
                  submit={t('my.documents.remove')}
                  tone="danger"
                />
              )}
            </li>
          ))}
      </ul>
      {files.length < MAX_FILES && (
        <Form
          // Empty again once a document is kept.
          key={files.length}
          id="document-form"
          action={addDocumentAction.bind(null, place)}
          groups={[
            {
              fields: [
                {
                  name: 'file',
                  kind: 'file',
                  label: t('my.documents.file'),
                  hint: t('form.file_hint'),
                  isRequired: true,
                  accept: ACCEPT.document,
                  value: '',
                },
              ],
            },
          ]}
          labels={labels}
          submit={t('my.documents.send')}
        />
      )}
    </OwnFrame>
  )
}
