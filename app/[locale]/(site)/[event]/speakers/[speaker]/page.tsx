import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ofEvent, SiteFrame } from '@/components/site-frame'
import { TitledSection } from '@/components/titled-section'
import { readRelease } from '@/features/agenda/queries'
import { publicEvent } from '@/features/events/access'
import { listFiles } from '@/features/files/queries'
import { getPublished } from '@/features/speakers/public/queries'
import { isOpenToAll, namedIn, personData, sessionsOfSpeaker } from '@/features/speakers/rules'
import { SpeakerSessions } from '@/features/speakers/session-list'
import { countryName } from '@/lib/countries'
import { env } from '@/lib/env'
import { inLocale, isLocale, LOCALE_NAMES, type Locale, textIn } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/speakers/[speaker]'>

async function read(slug: string, locale: Locale, id: string) {
  const event = await publicEvent(slug)
  const programme = (await readRelease(event))?.programme
  const speaker = await getPublished(event, namedIn(programme), locale, id)
  return speaker ? { event, programme, speaker } : notFound()
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, event: slug, speaker: id } = await params
  if (!isLocale(locale)) return {}
  const { event, speaker } = await read(slug, locale, id)
  return { title: `${speaker.name} – ${inLocale(event.name, locale)}` }
}

/** A speaker as the public reads one. */
export default async function PublicSpeaker({ params }: Props) {
  const { locale, event: slug, speaker: id } = await params
  if (!isLocale(locale)) notFound()
  const { event, programme, speaker } = await read(slug, locale, id)
  const documents = (await listFiles({ speakerId: speaker.id })).filter(({ isPublic }) => isPublic)
  const t = texts(locale)
  const position = textIn(speaker.position, locale)
  const institution = textIn(speaker.institution, locale)
  const biography = textIn(speaker.biography, locale)
  const hasSessions = sessionsOfSpeaker(programme, speaker.id).some(isOpenToAll)
  const address = `/api/events/${event.slug}/speakers/${speaker.id}`
  const photo = speaker.photoVersion && `${address}/photo/${speaker.photoVersion}`
  const data = personData({
    ...speaker,
    position: position.text,
    institution: institution.text,
    country: speaker.country && countryName(speaker.country, locale),
    url: `${env().PUBLIC_URL}/${locale}/${event.slug}/speakers/${speaker.id}`,
    image: photo && `${env().PUBLIC_URL}${photo}`,
  })
  return (
    <SiteFrame {...ofEvent(event, locale)} path={`/${event.slug}/speakers/${speaker.id}`}>
      <p>
        <a href={`/${locale}/${event.slug}/speakers`} className="inline-flex min-h-11 items-center text-sm">
          {t('speakers.title')}
        </a>
      </p>
      <header className="flex flex-wrap items-start gap-6">
        {photo && (
          <img
            src={photo}
            alt={t('files.photo_of', { name: speaker.name })}
            width={150}
            height={200}
            className="border border-rule"
          />
        )}
        <div className="min-w-0 grow basis-64">
          <h1>{speaker.name}</h1>
          {speaker.nativeName && !speaker.name.includes(speaker.nativeName) && (
            <p className="mt-1 text-lg">{speaker.nativeName}</p>
          )}
          <p className="mt-3 text-lg" lang={position.lang}>
            {position.text}
          </p>
          <p lang={institution.lang}>{institution.text}</p>
          {speaker.country && <p className="text-muted">{countryName(speaker.country, locale)}</p>}
        </div>
      </header>
      {biography.text && (
        <section aria-label={t('fields.biography.label')} className="mt-8">
          {biography.lang !== locale && (
            <p className="hint mb-2">{t('speakers.public.in_language', { language: LOCALE_NAMES[biography.lang] })}</p>
          )}
          <div className="prose measure" lang={biography.lang}>
            {biography.text.split(/\n{2,}/).map((paragraph) => (
              <p key={paragraph} className="whitespace-pre-line">
                {paragraph}
              </p>
            ))}
          </div>
        </section>
      )}
      {hasSessions && (
        <TitledSection id="sessions" title={t('speakers.columns.sessions')} className="mt-10">
          <SpeakerSessions locale={locale} event={event} programme={programme} speakerId={speaker.id} isPublic />
        </TitledSection>
      )}
      {documents.length > 0 && (
        <TitledSection id="documents" title={t('speakers.documents.title')} className="mt-10">
          <ul>
            {documents.map((file) => (
              <li key={file.id}>
                <a href={`${address}/files/${file.id}`} className="inline-flex min-h-11 items-center break-all">
                  {file.name}
                </a>
              </li>
            ))}
          </ul>
        </TitledSection>
      )}
      {speaker.links.length > 0 && (
        <TitledSection id="links" title={t('speakers.public.links')} className="mt-10">
          <ul>
            {speaker.links.map((link) => (
              <li key={link}>
                <a href={link} rel="noreferrer nofollow" className="inline-flex min-h-11 items-center break-all">
                  {link.replace(/^https:\/\/(www\.)?/, '').replace(/\/$/, '')}
                </a>
              </li>
            ))}
          </ul>
        </TitledSection>
      )}
      {/* A block of data, which no browser runs: the policy on scripts does not touch it. */}
      <script type="application/ld+json">{data}</script>
    </SiteFrame>
  )
}
