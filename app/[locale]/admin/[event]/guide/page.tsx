import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Prose } from '@/components/prose'
import { requireUser } from '@/features/accounts/access'
import { enterEvent, SEES } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/guide'>

/** The parts in their order, each with the page where it is done. */
const PARTS = [
  ['prepare', 'settings'],
  ['delegations', 'delegations'],
  ['sent', 'delegations'],
  ['invitations', 'invitations'],
  ['review', 'registrations'],
  ['inform', 'registrations'],
  ['places', 'registrations'],
  ['own', 'registrations'],
  ['speakers', 'speakers'],
  ['agenda', 'agenda'],
  ['data', 'settings'],
  ['team', 'team'],
] as const

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('guide.title'), robots: { index: false } } : {}
}

/** The way of an accreditation, for a secretariat that goes it for the first time. */
export default async function Guide({ params }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await enterEvent(slug)
  const t = texts(locale)
  return (
    <EventFrame locale={locale} event={event} section="guide" path="/guide">
      <h1 className="mb-2">{t('guide.title')}</h1>
      <p className="measure mb-4 text-muted">{t('guide.intro')}</p>
      <nav aria-label={t('guide.title')}>
        <ol className="mb-8 list-decimal ps-6">
          {PARTS.map(([part]) => (
            <li key={part}>
              <a href={`#${part}`} className="inline-flex min-h-8 items-center">
                {t(`guide.parts.${part}.title`)}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      {PARTS.map(([part, section]) => (
        <section key={part} aria-labelledby={part} className="mb-8">
          <h2 id={part} className="mb-2 scroll-mt-6">
            {t(`guide.parts.${part}.title`)}
          </h2>
          <Prose text={t(`guide.parts.${part}.text`)} />
          {SEES[event.role].includes(section) && (
            <p className="mt-2">
              <Link
                href={`/${locale}/admin/${event.slug}/${section}` as Route}
                prefetch={false}
                className="inline-flex min-h-11 items-center"
              >
                {t('guide.go', { page: t(`admin.nav.${section}`) })}
              </Link>
            </p>
          )}
        </section>
      ))}
    </EventFrame>
  )
}
