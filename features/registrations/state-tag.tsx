import type { Texts } from '@/lib/texts'
import type { RegistrationState } from './rules'

const TONES: Record<RegistrationState, string> = {
  draft: 'tag tag-muted',
  submitted: 'tag',
  under_review: 'tag',
  information_requested: 'tag tag-warning',
  accepted: 'tag tag-success',
  checked_in: 'tag tag-success',
  waiting_list: 'tag tag-warning',
  declined: 'tag tag-danger',
  withdrawn: 'tag tag-muted',
  cancelled: 'tag tag-danger',
}

/** A registration's state: a word with a sign of its own shape. */
export function StateTag({ t, state }: { t: Texts; state: RegistrationState }) {
  return <span className={TONES[state]}>{t(`states.${state}`)}</span>
}
