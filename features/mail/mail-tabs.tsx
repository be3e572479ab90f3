import { TabLinks } from '@/components/tab-links'
import type { Texts } from '@/lib/texts'

/** Pages of an event's mail, by their place below `/mail`. */
export const MAIL_PARTS = ['', 'letters', 'automations', 'wording', 'look'] as const

type Props = {
  t: Texts
  /** Address of the event's mail. */
  base: string
  current: (typeof MAIL_PARTS)[number]
}

/** From the outbox to the letters, and to what automatic mails say and look like. */
export function MailTabs({ t, base, current }: Props) {
  return (
    <div className="mb-6">
      <TabLinks
        label={t('mailbox.title')}
        tabs={MAIL_PARTS.map((part) => ({
          href: part ? `${base}/${part}` : base,
          label: t(`mailbox.parts.${part || 'outbox'}`),
          isCurrent: part === current,
        }))}
      />
    </div>
  )
}
