import { setTimeout as sleep } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import { Resend } from 'resend'
import type { Env } from '@/lib/env'
import { logoCid, logoOf } from '../look/rules'
import { mailProvider, type Outcome, resendOutcome, smtpOutcome } from './rules'

/** A mail with its link in place, ready to leave. */
export type OutgoingMail = {
  /** The idempotency key, and the local part of the Message-ID. */
  id: string
  to: string
  replyTo: string | null
  subject: string
  html: string
  text: string
  calendar: string | null
  /** The PNG that the HTML part shows by its name; null: it shows none. */
  logo: Buffer | null
}

export type Transport = {
  /** How many mails may be under way at once. */
  lanes: number
  /** True where nothing leaves: the private link is then kept for the mailbox. */
  keepsLink: boolean
  /** Tries once and never throws. Resolves within the time-out. */
  send(mail: OutgoingMail): Promise<Outcome>
  close(): void
}

export const SEND_TIMEOUT_MS = 30_000

const AUTOMATIC = { 'Auto-Submitted': 'auto-generated' }
const CALENDAR_TYPE = 'text/calendar; method=PUBLISH; charset=utf-8'

const LOGO = { filename: 'logo.png', contentType: 'image/png' }

/** By which name the HTML part shows the logo. */
function logoName(html: string): string {
  return logoCid(logoOf(html) ?? '')
}

/** The way out that the environment names. */
export function openTransport(env: Env): Transport {
  switch (mailProvider(env)) {
    case 'resend':
      return resendTransport({ apiKey: env.RESEND_API_KEY!, baseUrl: env.RESEND_BASE_URL, from: env.MAIL_FROM })
    case 'smtp':
      return smtpTransport({ url: env.SMTP_URL!, from: env.MAIL_FROM, host: new URL(env.PUBLIC_URL).hostname })
    case 'mailbox':
      return { lanes: 1, keepsLink: true, send: async () => ({ is: 'sent', providerId: null }), close() {} }
  }
}

/**
 * Through Resend's SDK, one below its limit of 5 requests a second. The SDK has no time-out of its own; its signal
 * becomes an answer without a status.
 */
export function resendTransport(options: {
  apiKey: string
  baseUrl?: string
  from: string
  timeoutMs?: number
  perSecond?: number
}): Transport {
  const resend = new Resend(options.apiKey, { baseUrl: options.baseUrl })
  const gapMs = 1000 / (options.perSecond ?? 4)
  let nextTurn = 0
  return {
    lanes: 8,
    keepsLink: false,
    async send(mail) {
      const turn = Math.max(Date.now(), nextTurn)
      nextTurn = turn + gapMs
      await sleep(turn - Date.now())
      const answer = await resend.emails.send(
        {
          from: options.from,
          to: [mail.to],
          replyTo: mail.replyTo ?? undefined,
          subject: mail.subject,
          html: mail.html,
          text: mail.text,
          headers: AUTOMATIC,
          attachments: [
            ...(mail.calendar
              ? [{ filename: 'event.ics', content: Buffer.from(mail.calendar), contentType: CALENDAR_TYPE }]
              : []),
            ...(mail.logo ? [{ ...LOGO, content: mail.logo, contentId: logoName(mail.html) }] : []),
          ],
        },
        { idempotencyKey: mail.id, signal: AbortSignal.timeout(options.timeoutMs ?? SEND_TIMEOUT_MS) },
      )
      return resendOutcome(answer)
    },
    close() {},
  }
}

/**
 * Through a mail server. SMTP knows no idempotency keys: where the server took the mail and the line broke before it
 * said so, the mail goes out again under the same Message-ID, by which most mailboxes know it as one.
 * @param options.host right side of the Message-ID
 */
export function smtpTransport(options: { url: string; from: string; host: string; timeoutMs?: number }): Transport {
  const timeoutMs = options.timeoutMs ?? SEND_TIMEOUT_MS
  const transporter = createTransport({
    url: options.url,
    pool: true,
    maxConnections: 3,
    // The outbox alone repeats: the pool would do it without a lease.
    maxRequeues: 0,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as Parameters<typeof createTransport>[0])
  return {
    lanes: 3,
    keepsLink: false,
    async send(mail) {
      const message = {
        from: options.from,
        to: { name: '', address: mail.to },
        replyTo: mail.replyTo ? { name: '', address: mail.replyTo } : undefined,
        subject: mail.subject,
        html: mail.html,
        text: mail.text,
        messageId: `<${mail.id}@${options.host}>`,
        headers: AUTOMATIC,
        attachments: [
          ...(mail.calendar ? [{ filename: 'event.ics', content: mail.calendar, contentType: CALENDAR_TYPE }] : []),
          ...(mail.logo ? [{ ...LOGO, content: mail.logo, cid: logoName(mail.html) }] : []),
        ],
        // nodemailer 10 knows it, its types on npm do not yet.
        signal: AbortSignal.timeout(timeoutMs),
      }
      try {
        await transporter.sendMail(message)
        return { is: 'sent', providerId: null }
      } catch (error) {
        return smtpOutcome(error as { code?: unknown })
      }
    },
    close: () => transporter.close(),
  }
}
