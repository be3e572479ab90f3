import type { Env } from '@/lib/env'

/** Why a mail was not sent. The sentences are in messages at `mail.error.*`. */
export type MailError =
  | 'unreachable'
  | 'trouble'
  | 'rate_limited'
  | 'in_progress'
  | 'key_refused'
  | 'sender_refused'
  | 'quota_spent'
  | 'refused'
  | 'changed'
  | 'link_unreadable'

/** What came of one try. `pause`: no other mail would fare better, so a person must see to it. */
export type Outcome =
  | { is: 'sent'; providerId: string | null }
  | { is: 'retry'; because: MailError; afterMs?: number }
  | { is: 'pause'; because: MailError }
  | { is: 'dead'; because: MailError }

export function mailProvider(env: Pick<Env, 'RESEND_API_KEY' | 'SMTP_URL'>): 'resend' | 'smtp' | 'mailbox' {
  if (env.RESEND_API_KEY) return 'resend'
  return env.SMTP_URL ? 'smtp' : 'mailbox'
}

/** What the Resend SDK answers. It never throws: no answer and an unreadable one have the status null. */
export type ResendAnswer = {
  data: { id?: unknown } | null
  error: { statusCode?: unknown; name?: unknown } | null
  headers: Record<string, string> | null
}

/** Reads Resend's answer as resend.com/docs/api-reference/errors and PROOF.md, section 1, would have it. */
export function resendOutcome({ data, error, headers }: ResendAnswer): Outcome {
  if (typeof data?.id === 'string') return { is: 'sent', providerId: data.id }
  const status = error?.statusCode
  const name = error?.name
  if (typeof status !== 'number') return { is: 'retry', because: 'unreachable' }
  if (name === 'daily_quota_exceeded' || name === 'monthly_quota_exceeded')
    return { is: 'pause', because: 'quota_spent' }
  if (status === 403 && name === 'validation_error') return { is: 'pause', because: 'sender_refused' }
  if (status === 401 || status === 403) return { is: 'pause', because: 'key_refused' }
  if (status === 429) return { is: 'retry', because: 'rate_limited', ...retryAfter(headers) }
  if (status === 409 && name === 'concurrent_idempotent_requests') return { is: 'retry', because: 'in_progress' }
  if (status === 409 && name === 'invalid_idempotent_request') return { is: 'dead', because: 'changed' }
  if (status >= 400 && status < 500 && status !== 408) return { is: 'dead', because: 'refused' }
  return { is: 'retry', because: 'trouble' }
}

function retryAfter(headers: Record<string, string> | null): { afterMs?: number } {
  const seconds = Number(headers?.['retry-after'] ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? { afterMs: seconds * 1000 } : {}
}

/** Reads what nodemailer throws: reply codes as in RFC 5321, 4.2. */
export function smtpOutcome(error: { code?: unknown; responseCode?: unknown; command?: unknown }): Outcome {
  const reply = typeof error.responseCode === 'number' ? error.responseCode : null
  if (reply !== null && reply >= 400 && reply < 500) return { is: 'retry', because: 'trouble' }
  if (error.code === 'EAUTH' || error.code === 'ENOAUTH' || reply === 530 || reply === 535)
    return { is: 'pause', because: 'key_refused' }
  const isAboutThisMail = error.code === 'EENVELOPE' || error.code === 'EMESSAGE'
  if (!isAboutThisMail) return { is: 'retry', because: 'unreachable' }
  if (error.command === 'MAIL FROM') return { is: 'pause', because: 'sender_refused' }
  return { is: 'dead', because: 'refused' }
}
