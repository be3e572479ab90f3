import type { ListedFile } from '@/features/files/queries'
import { formatDate } from '@/lib/dates'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = { locale: Locale; event: { slug: string; timeZone: string }; files: ListedFile[] }

/** A person's documents for the secretariat, each to be saved. Scans of passports are behind a reveal. */
export function FileList({ locale, event, files }: Props) {
  const t = texts(locale)
  return (
    <ul>
      {files
        .filter(({ kind }) => kind !== 'passport')
        .map((file) => (
          <li key={file.id} className="flex flex-wrap items-center gap-x-4 border-b border-rule py-1">
            <a href={`/api/events/${event.slug}/files/${file.id}`} className="inline-flex min-h-11 items-center">
              {file.name}
            </a>
            <span className="text-sm text-muted">
              {`${t(`files.kinds.${file.kind}`)} · ${t('files.size', { kilobytes: Math.ceil(file.size / 1024) })} · ${formatDate(file.createdAt, locale, event.timeZone)}`}
            </span>
          </li>
        ))}
    </ul>
  )
}
