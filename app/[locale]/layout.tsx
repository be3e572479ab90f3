import type { Metadata, Viewport } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { ErrorTexts } from '@/components/error-texts'
import { direction, isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import '../globals.css'

// A nonce is made for each request, so no page can be made beforehand.
export const dynamic = 'force-dynamic'

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf8f3' },
    { media: '(prefers-color-scheme: dark)', color: '#12181f' },
  ],
}

export const metadata: Metadata = {
  title: { default: 'Plenary', template: '%s' },
  formatDetection: { telephone: false },
}

export default async function RootLayout({
  children,
  params,
}: {
  children: ReactNode
  params: Promise<{ locale: string }>
}) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const t = texts(locale)
  return (
    <html lang={locale} dir={direction(locale)}>
      <body>
        <ErrorTexts texts={{ title: t('error.title'), text: t('error.text'), again: t('error.again') }}>
          {children}
        </ErrorTexts>
      </body>
    </html>
  )
}
