import type { Texts } from '@/lib/texts'
import type { SignUp } from '../public/queries'
import type { VisibleSession } from '../public/rules'

/** May somebody who is accepted still take a place, or give one back? Until the session begins. */
export function isSignUpOpen(session: VisibleSession, event: { state: string }, now: Date): boolean {
  return session.hasSignUp && session.isOpen && event.state !== 'archived' && now.toISOString() < session.startsAt
}

/** In a few words, how somebody stands with a session; '' where there is nothing to say. */
export function standingText(t: Texts, signUp: SignUp | undefined, hasSignUp: boolean): string {
  if (signUp?.state === 'confirmed') return t('programme.sign_up.confirmed')
  if (signUp) return t('programme.sign_up.waiting', { place: signUp.place })
  return hasSignUp ? t('programme.sign_up.open') : ''
}
