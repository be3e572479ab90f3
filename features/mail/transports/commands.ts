import { createTransport } from 'nodemailer'
import { Resend } from 'resend'
import type { Env } from '@/lib/env'
import { asciiAddress } from '@/lib/mail-addresses'
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
  files: readonly { name: string; type: string; data: Buffer }[]
  /** Where the reader ends bulletins with one click; null where it is none. */
  unsubscribe: string | null
  /** The PNG that the HTML part shows by its name; null: it shows none. */
  logo: Buffer | null
}

export type Transport = {
  /** How many mails may be under way at once in one process. */
  lanes: number
  /** How many mails may leave in a second, those of all processes together. */
  perSecond: number
  /** True where nothing leaves: the private link is then kept for the mailbox. */
  keepsLink: boolean
  /** Tries once and never throws. Resolves within the time-out. */
  send(mail: OutgoingMail): Promise<Outcome>
  close(): void
}

export const SEND_TIMEOUT_MS = 30_000

/** Under which name a provider gives our id of a mail back. */
export const MAIL_TAG = 'mail'

/** Calendars go by the method in the type, not by that in the file. */
const calendarType = (file: string) =>
  `text/calendar; method=${file.includes('METHOD:CANCEL') ? 'CANCEL' : 'PUBLISH'}; charset=utf-8`

const LOGO = { filename: 'logo.png', contentType: 'image/png' }

/** By which name the HTML part shows the logo. */
function logoName(html: string): string {
  return logoCid(logoOf(html) ?? '')
}

/** The way out that the environment names. */
export function openTransport(env: Env): Transport {
  const perSecond = env.MAIL_PER_SECOND
  switch (mailProvider(env)) {
    case 'resend':
      return resendTransport({
        apiKey: env.RESEND_API_KEY!,
        baseUrl: env.RESEND_BASE_URL,
        from: env.MAIL_FROM,
        perSecond,
      })
    case 'smtp':
      return smtpTransport({
        url: env.SMTP_URL!,
        from: env.MAIL_FROM,
        host: new URL(env.PUBLIC_URL).hostname,
        perSecond,
      })
    case 'mailbox':
      return {
        lanes: 4,
        perSecond: perSecond ?? 100,
        keepsLink: true,
        send: async () => ({ is: 'sent', providerId: null }),
        close() {},
      }
  }
}

/** Mail programs answer no such mail by themselves; a bulletin can be ended with one click, as in RFC 8058. */
function headersOf(mail: OutgoingMail): Record<string, string> {
  return {
    'Auto-Submitted': 'auto-generated',
    ...(mail.unsubscribe
      ? { 'List-Unsubscribe': `<${mail.unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
      : {}),
  }
}

function attachmentsOf(mail: OutgoingMail) {
  return [
    ...(mail.calendar
      ? [{ filename: 'event.ics', content: Buffer.from(mail.calendar), contentType: calendarType(mail.calendar) }]
      : []),
    ...mail.files.map(({ name, type, data }) => ({ filename: name, content: data, contentType: type })),
    // One library calls it contentId, the other cid.
    ...(mail.logo ? [{ ...LOGO, content: mail.logo, contentId: logoName(mail.html), cid: logoName(mail.html) }] : []),
  ]
}

/**
 * Through Resend's SDK, by default one below its limit of 5 requests a second. The SDK has no time-out of its own; its
 * signal becomes an answer without a status. The tag brings our id back with each of Resend's reports.
 */
export function resendTransport(options: {
  apiKey: string
  baseUrl?: string
  from: string
  timeoutMs?: number
  perSecond?: number
}): Transport {
  const resend = new Resend(options.apiKey, { baseUrl: options.baseUrl })
  return {
    lanes: 16,
    perSecond: options.perSecond ?? 4,
    keepsLink: false,
    async send(mail) {
      const attachments = attachmentsOf(mail)
      const answer = await resend.emails.send(
        {
          from: options.from,
          to: [asciiAddress(mail.to) ?? mail.to],
          replyTo: mail.replyTo ? (asciiAddress(mail.replyTo) ?? mail.replyTo) : undefined,
          subject: mail.subject,
          html: mail.html,
          text: mail.text,
          headers: headersOf(mail),
          attachments: attachments.length > 0 ? attachments : undefined,
          tags: [{ name: MAIL_TAG, value: mail.id }],
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
export function smtpTransport(options: {
  url: string
  from: string
  host: string
  timeoutMs?: number
  perSecond?: number
}): Transport {
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
    perSecond: options.perSecond ?? 10,
    keepsLink: false,
    async send(mail) {
      const message = {
        from: options.from,
        to: { name: '', address: asciiAddress(mail.to) ?? mail.to },
        replyTo: mail.replyTo ? { name: '', address: asciiAddress(mail.replyTo) ?? mail.replyTo } : undefined,
        subject: mail.subject,
        html: mail.html,
        text: mail.text,
        messageId: `<${mail.id}@${options.host}>`,
        headers: headersOf(mail),
        attachments: attachmentsOf(mail),
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
