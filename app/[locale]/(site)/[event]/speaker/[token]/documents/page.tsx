import type { Metadata, Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { Form } from '@/components/form'
import { listFiles } from '@/features/files/queries'
import { MAX_FILES } from '@/features/files/rules'
import { ownSpeaker } from '@/features/speakers/own/access'
import { ownDocumentAction, removeOwnDocumentAction } from '@/features/speakers/own/actions'
import { OwnSpeakerFrame } from '@/features/speakers/own/own-frame'
import { UploadForm } from '@/features/speakers/upload-form'
import { formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/speaker/[token]/documents'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('speakers.own.parts.documents'), robots: { index: false } } : {}
}

/** A speaker's own slides and documents: those there are, and one more. */
export default async function OwnDocuments({ params, searchParams }: Props) {
  const { locale, event: slug, token } = await params
  if (!isLocale(locale)) notFound()
  const { event, speaker } = await ownSpeaker(slug, token)
  if (event.state === 'archived') redirect(`/${locale}/${event.slug}/speaker/${token}` as Route)
  const files = await listFiles({ speakerId: speaker.id })
  const { done, remove } = await searchParams
  const t = texts(locale)
  const place = { locale, event: slug, token }
  return (
    <OwnSpeakerFrame
      locale={locale}
      event={event}
      token={token}
      path="/documents"
      title={t('speakers.own.parts.documents')}
    >
      {(done === 'added' || done === 'removed') && (
        <p role="status" className="done mb-6">
          {t(`my.documents.${done}`)}
        </p>
      )}
      <p className="measure mb-6">{t('speakers.own.documents_text')}</p>
      <ul className="mb-8">
        {files.map((file) => (
          <li key={file.id} className="border-b border-rule py-2">
            <p className="flex flex-wrap items-center gap-x-4">
              <a
                href={`/api/speaker/${event.slug}/${token}/files/${file.id}`}
                className="inline-flex min-h-11 items-center break-all"
              >
                {file.name}
              </a>
              <span className="text-sm text-muted">
                {t('files.size', { kilobytes: Math.ceil(file.size / 1024) })}
                {file.isPublic && ` · ${t('speakers.documents.public')}`}
              </span>
              {remove !== file.id && (
                <a href={`?remove=${file.id}`} className="inline-flex min-h-11 items-center text-danger">
                  {t('my.documents.remove')}
                  <span className="sr-only"> {file.name}</span>
                </a>
              )}
            </p>
            {remove === file.id && (
              <Form
                id="removal"
                action={removeOwnDocumentAction.bind(null, place, file.id)}
                groups={[]}
                labels={formLabels(t)}
                submit={t('my.documents.remove')}
                tone="danger"
              />
            )}
          </li>
        ))}
      </ul>
      {files.length < MAX_FILES && (
        <UploadForm
          // Empty again once a document is kept.
          key={files.length}
          locale={locale}
          kind="document"
          action={ownDocumentAction.bind(null, place)}
        />
      )}
    </OwnSpeakerFrame>
  )
}
