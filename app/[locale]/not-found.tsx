import type { Metadata } from 'next'
import { locale as rootLocale } from 'next/root-params'
import { SiteFrame } from '@/components/site-frame'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: texts(await knownLocale())('not_found.title') }
}

/** Unknown, expired and forbidden alike: the page does not say which. */
export default async function NotFound() {
  const locale = await knownLocale()
  const t = texts(locale)
  return (
    <SiteFrame locale={locale} brand={{ name: 'Plenary', href: `/${locale}` }} path="">
      <h1>{t('not_found.title')}</h1>
      <p className="mt-4">{t('not_found.text')}</p>
      <p className="mt-6">
        <a href={`/${locale}`} className="button button-quiet">
          {t('not_found.home')}
        </a>
      </p>
    </SiteFrame>
  )
}

async function knownLocale(): Promise<Locale> {
  const given = await rootLocale()
  return isLocale(given) ? given : DEFAULT_LOCALE
}
