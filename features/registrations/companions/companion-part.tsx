import { TitledSection } from '@/components/titled-section'
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
    <TitledSection id="companions" title={t('companions.title')} className="mt-10" isRoomy>
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
    </TitledSection>
  )
}
