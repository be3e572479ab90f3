import type { MailError, Outcome } from '../transports/rules'

/** Long enough for a send that times out, short enough that a dead worker's mail leaves within a minute. */
export const LEASE_MS = 60_000

/** Keys live 24 h at Resend: past this the same key might deliver twice, and a person decides. */
export const GIVE_UP_AFTER_MS = 20 * 3600_000

/**
 * Turns are given out no further ahead than this, whoever asks: what is more urgent than all that waits then waits for
 * no more than a second's worth of what does not.
 */
export const HORIZON_MS = 1000

/** The longest that one mail's answer keeps all others waiting. */
export const LONGEST_STANDSTILL_MS = 60_000

const FIRST_WAIT_MS = 5_000
const LONGEST_WAIT_MS = 3600_000

/** Answers that tell of the service and not of the mail: when one of these mails leaves, the others need not wait on. */
export const OUTAGES: readonly MailError[] = ['unreachable', 'trouble']

export type Verdict = { answer?: string } & (
  | { is: 'sent'; providerId: string | null }
  | { is: 'retry'; because: MailError; afterMs: number }
  | { is: 'pause'; because: MailError }
  | { is: 'dead'; because: MailError | 'gave_up' }
)

/** `attempts` counts this one; `triedForMs` is how long ago the first was; `random` is in [0, 1). */
export type Attempt = { attempts: number; triedForMs: number; random: number }

/** What becomes of a mail after a try: PROOF.md, section 1, "Retry rules for Resend". */
export function verdict(outcome: Outcome, attempt: Attempt): Verdict {
  if (outcome.is !== 'retry') return outcome
  const afterMs =
    outcome.afterMs === undefined ? backOff(attempt) : Math.min(outcome.afterMs + 500 * attempt.random, LONGEST_WAIT_MS)
  return isTooLate(attempt.triedForMs + afterMs)
    ? { is: 'dead', because: 'gave_up', answer: outcome.answer }
    : { ...outcome, afterMs }
}

/** True where automatic tries must end: also after a long pause, or when every worker was away. */
export function isTooLate(triedForMs: number): boolean {
  return triedForMs >= GIVE_UP_AFTER_MS
}

/** 5 s, then twice as long each time up to 1 h, each up to a quarter longer so that a crowd does not come back at once. */
export function backOff({ attempts, random }: Pick<Attempt, 'attempts' | 'random'>): number {
  const wait = FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 20)
  return Math.min(wait * (1 + random / 4), LONGEST_WAIT_MS)
}

/** @param aheadMs how far ahead turns are given out already */
export function turnsWithinHorizon(aheadMs: number, perSecond: number): number {
  return Math.max(0, Math.ceil(((HORIZON_MS - aheadMs) * perSecond) / 1000))
}
