import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Prose } from '@/components/prose'
import { SiteFrame } from '@/components/site-frame'
import { listOperators } from '@/features/events/queries'
import { isLocale, textIn } from '@/lib/locales'
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
  const operators = await listOperators()
  return (
    <SiteFrame locale={locale} brand={{ name: 'Plenary', href: `/${locale}` }} path="/privacy">
      <h1 className="mb-6">{t('privacy.title')}</h1>
      <Prose text={t('privacy.text')} />
      {operators.length > 0 && (
        <section aria-labelledby="operators" className="prose measure mt-8">
          <h2 id="operators">{t('privacy.operators')}</h2>
          <ul>
            {operators.map((event) => {
              const name = textIn(event.name, locale)
              const operator = textIn(event.operator, locale)
              return (
                <li key={event.id}>
                  <Link href={`/${locale}/${event.slug}` as Route} prefetch={false} lang={name.lang}>
                    {name.text}
                  </Link>
                  {': '}
                  <span lang={operator.lang}>{operator.text}</span>
                  {event.operatorNumber && ` (${event.operatorNumber})`}
                  {', '}
                  <a href={`mailto:${event.contactEmail}`}>{event.contactEmail}</a>
                  {`. ${t('privacy.term', { months: event.retentionMonths })}`}
                </li>
              )
            })}
          </ul>
        </section>
      )}
    </SiteFrame>
  )
}
