import type { Route } from 'next'
import Link from 'next/link'
import { Form } from '@/components/form'
import { TitledSection } from '@/components/titled-section'
import { formLabels } from '@/lib/field-views'
import type { Locale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'
import { isLive } from '../rules'
import { StateTag } from '../state-tag'
import { endCompanionsAction } from './actions'
import type { Companion, readParty } from './queries'

type Party = Awaited<ReturnType<typeof readParty>>
type Props = { locale: Locale; party: Party /** Address that a registration's id is put behind. */; base: string }

/** Whom a registration comes with, and who comes with it, for the secretariat. */
export function PartyList({ locale, party: { host, companions }, base }: Props) {
  const t = texts(locale)
  if (!host && companions.length === 0) return null
  const line = (person: Companion) => (
    <>
      <Link
        href={`${base}/${person.id}` as Route}
        prefetch={false}
        className="inline-flex min-h-11 items-center font-semibold"
      >
        {displayName(person)}
      </Link>
      <StateTag t={t} state={person.state} />
    </>
  )
  return (
    <TitledSection id="party" title={t('companions.title')}>
      {host && (
        <p className="flex flex-wrap items-center gap-x-4">
          <span>{t('companions.of')}</span>
          {line(host)}
        </p>
      )}
      {companions.length > 0 && (
        <>
          <ul>
            {companions.map((companion) => (
              <li key={companion.id} className="flex flex-wrap items-center gap-x-4">
                {line(companion)}
              </li>
            ))}
          </ul>
          <p className="hint measure">{t('companions.stay')}</p>
        </>
      )}
    </TitledSection>
  )
}

type RemainProps = {
  locale: Locale
  place: { locale: Locale; event: string; registration: string }
  person: Companion
  companions: Companion[]
}

/** Says that the companions of somebody who takes part no more are still there, with one button for them all. */
export function CompanionsRemain({ locale, place, person, companions }: RemainProps) {
  const t = texts(locale)
  const left = companions.filter(({ state }) => isLive(state))
  if (isLive(person.state) || left.length === 0) return null
  return (
    <div className="notice measure mb-6">
      <p className="mb-3">
        {t('companions.remain', {
          name: displayName(person),
          names: left.map((each) => displayName(each)).join(', '),
          state: t(`states.${person.state}`),
        })}
      </p>
      <Form
        id="end-companions"
        action={endCompanionsAction.bind(null, place)}
        groups={[]}
        labels={formLabels(t)}
        submit={t('companions.end')}
        tone="danger"
      />
    </div>
  )
}
