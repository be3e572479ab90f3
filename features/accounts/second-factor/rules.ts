import { randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Field } from '@/lib/fields'

/** A code of the authenticator app, or a recovery code. */
export const CODE_FIELDS: readonly Field[] = [
  { name: 'oneTimeCode', kind: 'text', isRequired: true, max: 40, autocomplete: 'one-time-code' },
]

/** Wrong codes that somebody may give in `WAIT_SECONDS`. */
export const TRIES = 5
export const WAIT_SECONDS = 15 * 60

export const RECOVERY_CODES = 10

const PERIOD = 30
/** Of 32 letters and digits that nobody takes for each other. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789'

/** What an authenticator app is set up with. */
export function authenticator(secret: string, account: string): TOTP {
  return new TOTP({ issuer: 'Plenary', label: account, secret: Secret.fromBase32(secret), period: PERIOD })
}

/** 160 random bits in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32
}

/**
 * The 30-second step whose code this is: the present one or its neighbours. Null for a wrong code and for one of a step
 * not after `lastStep`: a code works once.
 */
export function stepOfCode(secret: string, code: string, lastStep: number | null, now: Date): number | null {
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const delta = authenticator(secret, '').validate({ token, timestamp: now.getTime(), window: 1 })
  if (delta === null) return null
  const step = Math.floor(now.getTime() / 1000 / PERIOD) + delta
  return lastStep !== null && step <= lastStep ? null : step
}

/** 80 random bits: "k3vq-8m2x-tzpa-h6rj". */
export function newRecoveryCode(): string {
  const group = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}

/** What is hashed of a recovery code, however it was typed. */
export function foldRecoveryCode(userId: string, code: string): string {
  return `${userId}:${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`
}
