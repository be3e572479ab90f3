import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageLinks } from '@/components/page-links'
import { ofEvent, SiteFrame } from '@/components/site-frame'
import { readRelease } from '@/features/agenda/queries'
import { publicEvent } from '@/features/events/access'
import { listPublished, PUBLISHED_PER_PAGE } from '@/features/speakers/public/queries'
import { namedIn, readSpeakerFilter, speakerQuery } from '@/features/speakers/rules'
import { countryName } from '@/lib/countries'
import { inLocale, isLocale, textIn } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/speakers'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) return {}
  const event = await publicEvent(slug)
  return { title: `${texts(locale)('speakers.title')} – ${inLocale(event.name, locale)}` }
}

/** Who speaks: those who have confirmed, and those whom the released agenda names. */
export default async function PublicSpeakers({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  const event = await publicEvent(slug)
  const filter = readSpeakerFilter(await searchParams)
  const { search } = filter
  const named = namedIn((await readRelease(event))?.programme)
  const { rows, total, page } = await listPublished(event, named, locale, filter)
  const t = texts(locale)
  const base = `/${locale}/${event.slug}/speakers`
  return (
    <SiteFrame {...ofEvent(event, locale)} path={`/${event.slug}/speakers`} wide>
      <h1 className="mb-6">{t('speakers.title')}</h1>
      {total === 0 && !search ? (
        <p className="text-muted">{t('speakers.public.none_yet')}</p>
      ) : (
        <>
          <search>
            <form action={base} method="get" className="measure mb-8 flex flex-wrap items-end gap-3">
              <div className="field grow">
                <label htmlFor="q">{t('speakers.public.search')}</label>
                <input id="q" name="q" type="search" defaultValue={search} maxLength={200} autoComplete="off" />
              </div>
              <button type="submit" className="button button-quiet">
                {t('review.list.apply')}
              </button>
            </form>
          </search>
          {total === 0 && <p>{t('speakers.public.none_match')}</p>}
          <ul className="grid gap-x-6 gap-y-6 sm:grid-cols-2 lg:grid-cols-3">
            {rows.map((speaker) => {
              const position = textIn(speaker.position, locale)
              const institution = textIn(speaker.institution, locale)
              return (
                <li key={speaker.id} className="grid grid-cols-[4.5rem_minmax(0,1fr)] items-start gap-4">
                  {speaker.photoVersion ? (
                    <img
                      src={`/api/events/${event.slug}/speakers/${speaker.id}/photo/${speaker.photoVersion}`}
                      alt=""
                      width={72}
                      height={96}
                      loading="lazy"
                      className="border border-rule"
                    />
                  ) : (
                    <span aria-hidden="true" className="block h-24 w-18 border border-rule bg-tint" />
                  )}
                  <div className="min-w-0">
                    <h2 className="text-lg">
                      <a href={`${base}/${speaker.id}`}>{speaker.name}</a>
                    </h2>
                    <p lang={position.lang}>{position.text}</p>
                    <p className="text-muted" lang={institution.lang}>
                      {institution.text}
                    </p>
                    {speaker.country && <p className="text-muted">{countryName(speaker.country, locale)}</p>}
                  </div>
                </li>
              )
            })}
          </ul>
          {total > PUBLISHED_PER_PAGE && (
            <PageLinks
              t={t}
              page={page}
              size={PUBLISHED_PER_PAGE}
              total={total}
              href={(to) => `${base}${speakerQuery({ ...filter, state: '', needs: '', page: to })}`}
            />
          )}
        </>
      )}
    </SiteFrame>
  )
}
