import type { Route } from 'next'
import Link from 'next/link'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { mailTrouble } from '../queries'

type Props = {
  locale: Locale
  event: { id: string }
  /** Address of the event's mail, where the reader may see it. */
  base: string | null
}

/** Says on every page of the organisers' area that mail is failing, and where to look. Nothing where it is not. */
export async function MailWarning({ locale, event, base }: Props) {
  const trouble = await mailTrouble(event)
  if (!trouble) return null
  const t = texts(locale)
  const sentences = [
    trouble.pausedBecause && `${t('mailbox.paused')}: ${t(`mail.error.${trouble.pausedBecause}`)}`,
    trouble.isLate && !trouble.pausedBecause && t('mailbox.late'),
    trouble.failed > 0 && t('mailbox.failed', { count: trouble.failed }),
  ].filter((sentence) => typeof sentence === 'string')
  return (
    <div className="notice no-print mb-6">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {base && (
        <Link
          href={(trouble.pausedBecause || trouble.isLate ? base : `${base}?state=failed`) as Route}
          prefetch={false}
          className="inline-flex min-h-11 items-center"
        >
          {t('mailbox.look')}
        </Link>
      )}
    </div>
  )
}
