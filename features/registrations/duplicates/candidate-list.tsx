import type { Route } from 'next'
import Link from 'next/link'
import { inLocale, type Locale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'
import { StateTag } from '../state-tag'
import type { Candidate } from './queries'

type Props = { locale: Locale; base: string; registrationId: string; candidates: Candidate[] }

/** Who may be the same person, why, and the way to look at both. Nothing where nobody is. */
export function CandidateList({ locale, base, registrationId, candidates }: Props) {
  const t = texts(locale)
  if (candidates.length === 0) return null
  return (
    <section aria-labelledby="duplicates" className="notice mb-8">
      <h2 id="duplicates" className="text-lg">
        {t('duplicates.title', { count: candidates.length })}
      </h2>
      <Candidates locale={locale} base={base} registrationId={registrationId} candidates={candidates.slice(0, SHOWN)} />
      {candidates.length > SHOWN && (
        <details>
          <summary className="min-h-11 cursor-pointer py-2.5 text-link underline underline-offset-4">
            {t('duplicates.more', { count: candidates.length - SHOWN })}
          </summary>
          <Candidates
            locale={locale}
            base={base}
            registrationId={registrationId}
            candidates={candidates.slice(SHOWN)}
          />
        </details>
      )}
    </section>
  )
}

/** The likest that are seen at once; the others are folded. */
const SHOWN = 3

function Candidates({ locale, base, registrationId, candidates }: Props) {
  const t = texts(locale)
  return (
    <ul>
      {candidates.map((candidate) => (
        <li key={candidate.id} className="flex flex-wrap items-center gap-x-4 py-1.5">
          <Link
            href={`${base}/${registrationId}/duplicates/${candidate.id}` as Route}
            prefetch={false}
            className="inline-flex min-h-11 items-center"
          >
            {t('duplicates.compare', { name: displayName(candidate), reference: candidate.reference })}
          </Link>
          <StateTag t={t} state={candidate.state} />
          <span className="text-sm">
            {[
              ...(['passport', 'name', 'email'] as const)
                .filter((likeness) => candidate.likeness[likeness])
                .map((likeness) => t(`duplicates.likeness.${likeness}`)),
              inLocale(candidate.categoryName, locale),
            ].join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}
