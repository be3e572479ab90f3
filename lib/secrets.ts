import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, randomInt } from 'node:crypto'
import { env } from './env'

/** 256 random bits, safe in an address. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a token: its SHA-256, in hex. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/**
 * A 256-bit token that only this installation can make again, so that the link in a mail needs no copy in the
 * database. Another `purpose` or `subject` gives another token; raising a version in the subject revokes it.
 */
export function derivedToken(purpose: string, subject: string): string {
  return createHmac('sha256', Buffer.from(env().PLENARY_SECRET_KEY, 'hex'))
    .update(`${purpose}\n${subject}`)
    .digest('base64url')
}

/** AES-256-GCM under a key derived from `secret`; `context` is bound to the text and must be given again to read it. */
export function seal(text: string, secret: Secret, context: string): string {
  return sealBytes(Buffer.from(text), secret, context).toString('base64')
}

/** @throws Error if the text was changed, or the secret or the context is another. */
export function unseal(sealed: string, secret: Secret, context: string): string {
  return unsealBytes(Buffer.from(sealed, 'base64'), secret, context).toString('utf8')
}

/** As `seal`, of bytes: 12 of nonce, 16 of tag, then as many as were sealed. */
export function sealBytes(bytes: Buffer, secret: Secret, context: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', sealingKey(secret), nonce)
  cipher.setAAD(Buffer.from(context))
  const body = Buffer.concat([cipher.update(bytes), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** @throws Error if the bytes were changed, or the secret or the context is another. */
export function unsealBytes(sealed: Buffer, secret: Secret, context: string): Buffer {
  const options = { authTagLength: 16 }
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(secret), sealed.subarray(0, 12), options)
  decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(sealed.subarray(12, 28))
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
}

/** A passphrase or 256 random bits. */
type Secret = string | Buffer

function sealingKey(secret: Secret): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'plenary sealing', 32))
}

/**
 * A reference to read out on the telephone: eight digits in two groups, "4827 9136". Digits only, because Latin and
 * Cyrillic share look-alike letters (B, C, H, P, X) and digits are said in every language; the last is a check digit
 * (Luhn), so that one misheard digit is noticed.
 */
export function newReference(): string {
  const digits = [randomInt(1, 10), ...Array.from({ length: 6 }, () => randomInt(10))]
  const all = [...digits, luhnDigit(digits)].join('')
  return `${all.slice(0, 4)} ${all.slice(4)}`
}

/** The reference in a text that someone typed, with or without its space, or null if its check digit is wrong. */
export function parseReference(text: string): string | null {
  const digits = text.replace(/[\s\-–]/g, '')
  if (!/^\d{8}$/.test(digits)) return null
  if (luhnDigit([...digits.slice(0, 7)].map(Number)) !== Number(digits[7])) return null
  return `${digits.slice(0, 4)} ${digits.slice(4)}`
}

function luhnDigit(digits: number[]): number {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = index % 2 === 0 ? digit * 2 : digit
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return (10 - (sum % 10)) % 10
}
