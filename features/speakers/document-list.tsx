import { Form } from '@/components/form'
import type { ListedFile } from '@/features/files/queries'
import { formLabels } from '@/lib/field-views'
import type { FormState } from '@/lib/form-action'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = {
  locale: Locale
  files: ListedFile[]
  hrefOf: (file: ListedFile) => string
  /** Left out where they are only to be read. */
  arrange?: (fileId: string) => (state: FormState, form: FormData) => Promise<FormState>
}

/** A speaker's documents; for organisers with the buttons that show them to the public or take them away. */
export function DocumentList({ locale, files, hrefOf, arrange }: Props) {
  const t = texts(locale)
  return (
    <ul className="mb-6">
      {files.map((file) => (
        <li key={file.id} className="border-b border-rule py-2">
          <p className="flex flex-wrap items-center gap-x-4">
            <a href={hrefOf(file)} className="inline-flex min-h-11 items-center break-all">
              {file.name}
            </a>
            <span className="text-sm text-muted">
              {t('files.size', { kilobytes: Math.ceil(file.size / 1024) })}
              {arrange && ` · ${t(file.isPublic ? 'speakers.documents.public' : 'speakers.documents.kept_back')}`}
            </span>
          </p>
          {arrange && (
            <Form
              id={`document-${file.id}`}
              action={arrange(file.id)}
              groups={[]}
              labels={formLabels(t)}
              submit={t(file.isPublic ? 'speakers.documents.keep_back' : 'speakers.documents.publish')}
              tone="quiet"
              beside={
                <button type="submit" name="act" value="remove" className="button button-link text-danger">
                  {t('my.documents.remove')}
                  <span className="sr-only"> {file.name}</span>
                </button>
              }
            >
              <input type="hidden" name="act" value={file.isPublic ? 'keep_back' : 'publish'} />
            </Form>
          )}
        </li>
      ))}
    </ul>
  )
}
