import type { Locale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'
import { mayWithdraw, toldOf } from '../own/rules'
import { StateTag } from '../state-tag'
import type { Companion } from './queries'

type Props = {
  locale: Locale
  companions: Companion[]
  most: number
  canBring: boolean
  /** Address of the person's own page. */
  home: string
}

/** The companions on a person's own page: who, how each stands, and the way to name another. */
export function CompanionPart({ locale, companions, most, canBring, home }: Props) {
  const t = texts(locale)
  if (companions.length === 0 && !canBring) return null
  const canChange = canBring || companions.some(mayWithdraw)
  return (
    <section aria-labelledby="companions" className="mt-10">
      <h2 id="companions" className="mb-3 border-b border-gold pb-1">
        {t('companions.title')}
      </h2>
      {companions.length > 0 ? (
        <ul>
          {companions.map((companion) => (
            <li key={companion.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-1.5">
              <span>{displayName(companion)}</span>
              <StateTag t={t} state={toldOf(companion)} />
            </li>
          ))}
        </ul>
      ) : (
        <p className="measure">{t('companions.intro', { most })}</p>
      )}
      <p className="mt-2">
        <a href={`${home}/companions`} className="inline-flex min-h-11 items-center">
          {t(canChange ? 'companions.manage' : 'companions.see')}
        </a>
      </p>
    </section>
  )
}
