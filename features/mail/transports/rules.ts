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

/**
 * What came of one try. `pause`: no other mail would fare better, so a person must see to it. `answer`: the provider's
 * code for it, never its words, which may quote an address.
 */
export type Outcome = { answer?: string } & (
  | { is: 'sent'; providerId: string | null }
  | { is: 'retry'; because: MailError; afterMs?: number }
  | { is: 'pause'; because: MailError }
  | { is: 'dead'; because: MailError }
)

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
export function resendOutcome(answer: ResendAnswer): Outcome {
  const { statusCode: status, name } = answer.error ?? {}
  const words = typeof name === 'string' && /^[a-z_]{1,60}$/.test(name) ? ` ${name}` : ''
  return typeof status === 'number' ? { ...sorted(answer), answer: `${status}${words}` } : sorted(answer)
}

function sorted({ data, error, headers }: ResendAnswer): Outcome {
  // Ids of theirs are UUIDs; what is longer than any is no id, and nothing to keep.
  if (typeof data?.id === 'string' && /^[\w-]{1,100}$/.test(data.id)) return { is: 'sent', providerId: data.id }
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
  const seconds = Number(headers?.['retry-after'] || Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? { afterMs: seconds * 1000 } : {}
}

/** What nodemailer throws; `response` is the server's last line. */
export type SmtpError = { code?: unknown; responseCode?: unknown; command?: unknown; response?: unknown }

/** Reads what nodemailer throws: reply codes as in RFC 5321, 4.2, the finer ones as in RFC 3463. */
export function smtpOutcome(error: SmtpError): Outcome {
  const reply = typeof error.responseCode === 'number' ? error.responseCode : null
  if (reply === null) return smtpSorted(error, reply)
  const [, finer] = String(error.response ?? '').match(/^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})(?!\S)/) ?? []
  return { ...smtpSorted(error, reply), answer: finer ? `${reply} ${finer}` : String(reply) }
}

function smtpSorted(error: SmtpError, reply: number | null): Outcome {
  if (reply !== null && reply >= 400 && reply < 500) return { is: 'retry', because: 'trouble' }
  if (error.code === 'EAUTH' || error.code === 'ENOAUTH' || reply === 530 || reply === 535)
    return { is: 'pause', because: 'key_refused' }
  const isAboutThisMail = error.code === 'EENVELOPE' || error.code === 'EMESSAGE'
  // A reply that is none, or a code that no server may give here, says nothing about the mail.
  if (!isAboutThisMail || (reply !== null && (reply < 500 || reply > 599)))
    return { is: 'retry', because: 'unreachable' }
  if (error.command === 'MAIL FROM') return { is: 'pause', because: 'sender_refused' }
  return { is: 'dead', because: 'refused' }
}
