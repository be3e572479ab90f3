import { z } from 'zod'
import type { MAIL_STATES } from '@/db/schema/mail'
import { isUuid } from '@/lib/ids'

type MailState = (typeof MAIL_STATES)[number]

/** What the provider says became of a mail. */
export type Report = {
  /** Our own id, as it came back to us. */
  mailId: string | null
  providerId: string | null
  state: MailState
  /** A code of `mail.error.*`. */
  error: string | null
  /** The provider's own code. */
  answer: string | null
}

const code = z.string().regex(/^[A-Za-z_]{1,40}$/)

const schema = z.object({
  type: z.string(),
  data: z.object({
    email_id: z
      .string()
      .regex(/^[\w-]{1,100}$/)
      .nullish()
      .catch(null),
    tags: z
      .object({ mail: z.string().refine(isUuid) })
      .nullish()
      .catch(null),
    bounce: z
      .object({ type: code, subType: code.nullish().catch(null) })
      .nullish()
      .catch(null),
  }),
})

/** Reads a report of Resend's about a mail; null where it tells of nothing that we keep, or makes no sense. */
export function resendReport(body: unknown): Report | null {
  const parsed = schema.safeParse(body)
  if (!parsed.success) return null
  const { type, data } = parsed.data
  const became = outcomeOf(type, data.bounce ?? null)
  if (!became || (!data.email_id && !data.tags)) return null
  return { mailId: data.tags?.mail ?? null, providerId: data.email_id ?? null, ...became }
}

function outcomeOf(
  type: string,
  bounce: { type: string; subType?: string | null } | null,
): Pick<Report, 'state' | 'error' | 'answer'> | null {
  switch (type) {
    case 'email.sent':
      return { state: 'sent', error: null, answer: null }
    case 'email.delivered':
      return { state: 'delivered', error: null, answer: null }
    case 'email.delivery_delayed':
      return { state: 'sent', error: 'delayed', answer: null }
    case 'email.bounced': {
      const answer = bounce && [bounce.type, bounce.subType].filter(Boolean).join(' ')
      // A full mailbox says nothing about the address, nor does what nobody could make sense of.
      const isSoft = bounce !== null && bounce.type !== 'Permanent'
      return isSoft ? { state: 'sent', error: 'bounced_soft', answer } : { state: 'bounced', error: 'bounced', answer }
    }
    case 'email.suppressed':
      return { state: 'bounced', error: 'suppressed', answer: null }
    case 'email.complained':
      return { state: 'complained', error: 'complained', answer: null }
    case 'email.failed':
      return { state: 'failed', error: 'undelivered', answer: null }
    default:
      return null
  }
}

/** What the provider may say of one mail, in the order in which it can come true, however the reports arrive. */
const COURSE: readonly string[] = [
  'sent',
  'sent delayed',
  'sent bounced_soft',
  'failed undelivered',
  'delivered',
  'bounced',
  'complained',
]

/** How far a mail has come: reports only take it further. Less than all while the provider has said nothing. */
export function progressOf({ state, error }: { state: MailState; error: string | null }): number {
  return COURSE.findLastIndex((step) => step === state || step === `${state} ${error}`)
}
