import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Prose } from '@/components/prose'
import { SiteFrame } from '@/components/site-frame'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/privacy'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('privacy.title') } : {}
}

/** What this installation keeps of people, and for how long. */
export default async function Privacy({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const t = texts(locale)
  return (
    <SiteFrame locale={locale} brand={{ name: 'Plenary', href: `/${locale}` }} path="/privacy">
      <h1 className="mb-6">{t('privacy.title')}</h1>
      <Prose text={t('privacy.text')} />
    </SiteFrame>
  )
}
