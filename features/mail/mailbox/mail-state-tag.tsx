import type { MAIL_STATES } from '@/db/schema/mail'
import type { Texts } from '@/lib/texts'

type MailState = (typeof MAIL_STATES)[number]

const TONES: Record<MailState, string> = {
  queued: 'tag tag-warning',
  sent: 'tag tag-success',
  delivered: 'tag tag-success',
  bounced: 'tag tag-danger',
  complained: 'tag tag-danger',
  failed: 'tag tag-danger',
  stopped: 'tag',
}

/** Whether a mail has left: a word with a sign of its own shape. */
export function MailStateTag({ t, state }: { t: Texts; state: MailState }) {
  return <span className={TONES[state]}>{t(`mailbox.states.${state}`)}</span>
}
