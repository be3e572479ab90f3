import type { ReactNode } from 'react'
import { ofEvent, SiteFrame } from '@/components/site-frame'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = {
  locale: Locale
  event: Parameters<typeof ofEvent>[0]
  token: string
  path: string
  /** None where the page has a heading of its own. */
  title?: string
  /** The page before, where it is not the person's own page itself. */
  back?: '/sessions'
  children: ReactNode
}

/** The frame of the pages behind a person's own page, with the way back to it. */
export function OwnFrame({ locale, event, token, path, title, back, children }: Props) {
  const home = `/${event.slug}/my/${token}`
  return (
    <SiteFrame {...ofEvent(event, locale)} path={`${home}${path}`}>
      <p>
        <a href={`/${locale}${home}${back ?? ''}`} className="inline-flex min-h-11 items-center text-sm">
          {texts(locale)(back ? 'programme.own' : 'my.title')}
        </a>
      </p>
      {title && <h1 className="mb-4">{title}</h1>}
      {children}
    </SiteFrame>
  )
}
