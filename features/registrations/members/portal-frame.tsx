import type { ReactNode } from 'react'
import { ofEvent, SiteFrame } from '@/components/site-frame'
import { AccountMenu } from '@/features/accounts/account-menu'
import type { FocalDelegation } from '@/features/delegations/access'
import type { Locale } from '@/lib/locales'

type Props = { locale: Locale; focal: FocalDelegation; path?: string; wide?: boolean; children: ReactNode }

/** The frame of the pages of who looks after a delegation, in the event's colour, with the way out: ministries share machines. */
export function PortalFrame({ locale, focal, path = '', wide, children }: Props) {
  const { delegation, event } = focal
  return (
    <>
      <link rel="stylesheet" href={`/api/colour/${event.colour.slice(1)}`} />
      <SiteFrame
        {...ofEvent(event, locale)}
        path={`/delegation/${delegation.id}${path}`}
        wide={wide}
        account={<AccountMenu locale={locale} />}
      >
        {children}
      </SiteFrame>
    </>
  )
}
