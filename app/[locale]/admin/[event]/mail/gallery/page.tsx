import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { TabLinks } from '@/components/tab-links'
import { requireUser } from '@/features/accounts/access'
import { manageEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { FRAME_SANDBOX } from '@/features/mail/mailbox/rules'
import { MAIL_KINDS } from '@/features/mail/wording/rules'
import { isLocale, LOCALE_NAMES } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/mail/gallery'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('wording.gallery.title'), robots: { index: false } } : {}
}

/** Every letter that leaves by itself, as the event sends it, in one language at a time. */
export default async function MailGallery({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const { locale: asked } = await searchParams
  const own = (language: unknown) => event.languages.find((each) => each === language)
  const language = own(asked) ?? own(locale) ?? event.languages[0] ?? locale
  const t = texts(locale)
  const base = `/${locale}/admin/${event.slug}/mail`
  return (
    <EventFrame locale={locale} event={event} section="mail" path={`/mail/gallery?locale=${language}`}>
      <p>
        <Link href={`${base}/wording` as Route} prefetch={false} className="inline-flex min-h-11 items-center text-sm">
          {t('mailbox.parts.wording')}
        </Link>
      </p>
      <h1 className="mb-2">{t('wording.gallery.title')}</h1>
      <p className="measure mb-4 text-muted">{t('wording.gallery.intro')}</p>
      <TabLinks
        label={t('wording.language')}
        tabs={event.languages.map((each) => ({
          href: `${base}/gallery?locale=${each}`,
          label: LOCALE_NAMES[each],
          isCurrent: each === language,
        }))}
      />
      <ul className="mt-8 grid gap-8 lg:grid-cols-2">
        {MAIL_KINDS.map(({ name, isOfEvent }) => (
          <li key={name} className="min-w-0">
            <h2 className="text-base font-semibold">
              {isOfEvent ? (
                <Link href={`${base}/wording/${name}?locale=${language}` as Route} prefetch={false}>
                  {t(`wording.kinds.${name}.name`)}
                </Link>
              ) : (
                t(`wording.kinds.${name}.name`)
              )}
            </h2>
            <p className="mb-2 text-sm text-muted">{t(`wording.kinds.${name}.when`)}</p>
            <iframe
              src={`${base}/wording/${name}/preview?locale=${language}`}
              title={t(`wording.kinds.${name}.name`)}
              sandbox={FRAME_SANDBOX}
              loading="lazy"
              className="h-[32rem] w-full border border-rule bg-paper"
            />
          </li>
        ))}
      </ul>
    </EventFrame>
  )
}
