import type { ReactNode } from 'react'
import { ofEvent, SiteFrame } from '@/components/site-frame'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = {
  locale: Locale
  event: Parameters<typeof ofEvent>[0]
  token: string
  path: string
  title: string
  children: ReactNode
}

/** The frame of the pages behind a speaker's private page, with the way back to it. */
export function OwnSpeakerFrame({ locale, event, token, path, title, children }: Props) {
  const home = `/${event.slug}/speaker/${token}`
  return (
    <SiteFrame {...ofEvent(event, locale)} path={`${home}${path}`}>
      <p>
        <a href={`/${locale}${home}`} className="inline-flex min-h-11 items-center text-sm">
          {texts(locale)('speakers.own.title')}
        </a>
      </p>
      <h1 className="mb-4">{title}</h1>
      {children}
    </SiteFrame>
  )
}
