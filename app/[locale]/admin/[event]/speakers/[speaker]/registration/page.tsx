import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { requireUser } from '@/features/accounts/access'
import { editEvent, manageEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { linkAction, unlinkAction } from '@/features/speakers/actions'
import { correspondent, getSpeaker } from '@/features/speakers/queries'
import { RegistrationSearch } from '@/features/speakers/registration-search'
import { formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/speakers/[speaker]/registration'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('speakers.link.title'), robots: { index: false } } : {}
}

/** Which registration is the same person's: links it, or parts the two. */
export default async function SpeakerRegistration({ params, searchParams }: Props) {
  const { locale, event: slug, speaker: id } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  await manageEvent(slug)
  const event = await editEvent(slug)
  const found = await getSpeaker(event, id)
  if (!found || event.state === 'archived') notFound()
  const { q } = await searchParams
  const { speaker, registration } = found
  const t = texts(locale)
  const base = `/${locale}/admin/${event.slug}/speakers/${speaker.id}`
  const { name } = correspondent(found)
  const place = { locale, event: slug, speaker: speaker.id, version: speaker.version }
  return (
    <EventFrame locale={locale} event={event} section="speakers" path={`/speakers/${speaker.id}/registration`}>
      <p>
        <Link href={base as Route} prefetch={false} className="inline-flex min-h-11 items-center text-sm">
          {name}
        </Link>
      </p>
      <h1 className="mb-4">{t('speakers.link.title')}</h1>
      <div className="max-w-3xl">
        {registration ? (
          <>
            <p className="measure mb-4">{t('speakers.link.linked', { name })}</p>
            <p className="measure mb-6">{t('speakers.link.unlink_text')}</p>
            <Form
              id="unlinking"
              action={unlinkAction.bind(null, place)}
              groups={[]}
              labels={formLabels(t)}
              submit={t('speakers.link.unlink')}
              tone="danger"
            />
          </>
        ) : (
          <>
            <p className="measure mb-6">{t('speakers.link.text')}</p>
            <RegistrationSearch
              locale={locale}
              slug={slug}
              base={`${base}/registration`}
              search={
                typeof q === 'string' ? q.slice(0, 200) : [speaker.familyName, speaker.givenName].join(' ').trim()
              }
              submit={(name) => t('speakers.link.link_one', { name })}
              action={linkAction.bind(null, place)}
            />
          </>
        )}
      </div>
    </EventFrame>
  )
}
