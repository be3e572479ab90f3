import type { Texts } from '@/lib/texts'
import type { SpeakerState } from './rules'

const TONES: Record<SpeakerState, string> = {
  proposed: 'tag-muted',
  invited: 'tag-warning',
  confirmed: 'tag-success',
  declined: 'tag-danger',
}

/** What a speaker has answered, as a word with a sign. */
export function SpeakerStateTag({ t, state }: { t: Texts; state: SpeakerState }) {
  return <span className={`tag ${TONES[state]}`}>{t(`speakers.states.${state}`)}</span>
}
