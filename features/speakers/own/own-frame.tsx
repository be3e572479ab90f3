import type { ReactNode } from 'react'
import { SiteFrame } from '@/components/site-frame'
import { inLocale, type Locale, type Localized } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = {
  locale: Locale
  event: { slug: string; name: Localized }
  token: string
  path: string
  title: string
  children: ReactNode
}

/** The frame of the pages behind a speaker's private page, with the way back to it. */
export function OwnSpeakerFrame({ locale, event, token, path, title, children }: Props) {
  const home = `/${event.slug}/speaker/${token}`
  return (
    <SiteFrame
      locale={locale}
      brand={{ name: inLocale(event.name, locale), href: `/${locale}/${event.slug}` }}
      path={`${home}${path}`}
    >
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
