import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { TabLinks } from '@/components/tab-links'
import { requireUser } from '@/features/accounts/access'
import { manageEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { LivePreview } from '@/features/mail/wording/live-preview'
import { PersonSearch } from '@/features/mail/wording/person-search'
import { PlaceholderList } from '@/features/mail/wording/placeholder-list'
import { findPeople, listWordingCategories, listWordings, readShown } from '@/features/mail/wording/queries'
import { builtInWording, mailKind, wordingFor, wordingGroups } from '@/features/mail/wording/rules'
import { placeQuery } from '@/features/mail/wording/wording-table'
import { formatDateTime } from '@/lib/dates'
import { formLabels } from '@/lib/field-views'
import { inLocale, isLocale, LOCALE_NAMES } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { removeWordingAction, saveWordingAction } from '../actions'

type Props = PageProps<'/[locale]/admin/[event]/mail/wording/[kind]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, kind } = await params
  if (!isLocale(locale) || !mailKind(kind)) return {}
  return { title: texts(locale)(`wording.kinds.${kind}.name`), robots: { index: false } }
}

/** What one letter says in one language, for one category or for all, beside how it looks. */
export default async function WordingEditor({ params, searchParams }: Props) {
  const { locale, event: slug, kind: name } = await params
  const kind = mailKind(name)
  if (!isLocale(locale) || !kind?.isOfEvent) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const query = await searchParams
  const { languages } = event
  const spoken = (language: unknown) => languages.find((each) => each === language)
  const language = spoken(query.locale) ?? spoken(locale) ?? languages[0] ?? locale
  const search = typeof query.q === 'string' ? query.q.trim().slice(0, 100) : ''
  const [all, own, found] = await Promise.all([
    listWordingCategories(event),
    listWordings(event, name),
    findPeople(event, kind.audience, search),
  ])
  const categories = kind.isByCategory ? all : []
  const category = categories.find(({ id }) => id === query.category) ?? null
  const categoryId = category?.id ?? null
  const { person } = await readShown(event, kind, language, {
    personId: typeof query.person === 'string' ? query.person : undefined,
    categoryId,
  })
  const t = texts(locale)
  const saved = own.find((each) => each.locale === language && each.categoryId === categoryId) ?? null
  const general = saved ? null : wordingFor(own, { kind: name, locale: language, categoryId })
  const shown = saved ?? general ?? builtInWording(kind, texts(language), language)
  const mail = `/${locale}/admin/${event.slug}/mail`
  const base = `${mail}/wording/${name}`
  const at = (to: { locale?: typeof language; categoryId?: string | null; person?: string | null }) =>
    placeQuery({ locale: language, categoryId, person: person?.id, ...to })
  const place = {
    locale,
    event: event.slug,
    kind: name,
    in: language,
    categoryId,
    person: person?.id ?? null,
    version: saved?.version ?? 0,
  }
  const preview = `${base}/preview?${at({})}`
  const labels = formLabels(t)
  const state = saved
    ? t('wording.state.own', { when: formatDateTime(saved.updatedAt, locale, event.timeZone) })
    : t(general ? 'wording.state.general' : 'wording.state.built_in')
  return (
    <EventFrame locale={locale} event={event} section="mail" path={`/mail/wording/${name}?${at({})}`}>
      <p>
        <Link href={`${mail}/wording` as Route} prefetch={false} className="inline-flex min-h-11 items-center text-sm">
          {t('mailbox.parts.wording')}
        </Link>
      </p>
      <h1>{t(`wording.kinds.${name}.name`)}</h1>
      <p className="measure mt-2 mb-4 text-muted">{t(`wording.kinds.${name}.when`)}</p>
      <TabLinks
        label={t('wording.language')}
        tabs={languages.map((each) => ({
          href: `${base}?${at({ locale: each })}`,
          label: LOCALE_NAMES[each],
          isCurrent: each === language,
        }))}
      />
      {categories.length > 1 && (
        <TabLinks
          label={t('mail.fact.category')}
          tabs={[null, ...categories].map((each) => ({
            href: `${base}?${at({ categoryId: each?.id ?? null })}`,
            label: each ? inLocale(each.name, locale) : t('wording.all_categories'),
            isCurrent: (each?.id ?? null) === categoryId,
          }))}
        />
      )}
      {typeof query.done === 'string' && t.has(`wording.done.${query.done}`) && (
        <p id="done" role="status" className="done measure mt-6 scroll-mt-6">
          {t(`wording.done.${query.done}`)}
        </p>
      )}
      <div className="mt-6 grid gap-8 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div>
          <p className="mb-5 text-muted">{state}</p>
          <Form
            id="wording"
            // Filled anew after what was done, and never after somebody else's saving.
            key={`${language} ${categoryId} ${query.done}`}
            action={saveWordingAction.bind(null, place)}
            groups={wordingGroups(t, language, shown)}
            labels={labels}
            submit={t('wording.save')}
            keep={`wording ${event.slug} ${name} ${language} ${categoryId ?? ''}`}
            beside={
              <button type="submit" name="do" value="test" className="button button-quiet">
                {t('wording.test')}
              </button>
            }
          >
            <PlaceholderList
              formId="wording"
              title={t('wording.placeholders')}
              hint={t('wording.placeholders_hint')}
              insert={t('wording.insert')}
              placeholders={kind.placeholders.map((each) => ({ name: each, label: t(`wording.placeholder.${each}`) }))}
            />
            <noscript>
              <button
                type="submit"
                formAction={preview}
                formMethod="post"
                formTarget="preview-0"
                formNoValidate
                className="button button-quiet"
              >
                {t('wording.show')}
              </button>
            </noscript>
          </Form>
          {saved && (
            <div className="mt-8 border-t border-rule pt-6">
              <details className="mb-4">
                <summary className="min-h-6 cursor-pointer text-link underline underline-offset-4">
                  {t('wording.saved_now')}
                </summary>
                <div lang={language} className="panel mt-3 whitespace-pre-line">
                  {[saved.subject, saved.heading, saved.body].join('\n\n')}
                </div>
              </details>
              <Form
                id="wording-removal"
                action={removeWordingAction.bind(null, place)}
                groups={[]}
                labels={labels}
                submit={t(categoryId ? 'wording.remove_category' : 'wording.remove')}
                tone="quiet"
              />
            </div>
          )}
        </div>
        <section aria-labelledby="preview-title">
          <h2 id="preview-title" className="mb-3">
            {t('wording.preview')}
          </h2>
          {kind.audience !== 'guest' && kind.audience !== 'organiser' && (
            <PersonSearch
              t={t}
              base={base}
              query={{ locale: language, ...(categoryId ? { category: categoryId } : {}) }}
              search={search}
              found={found}
              person={person}
            />
          )}
          <LivePreview
            key={`${preview} ${query.done}`}
            formId="wording"
            address={preview}
            title={t('wording.preview')}
          />
          <p className="mt-2 text-sm text-muted">{t('wording.stays')}</p>
        </section>
      </div>
    </EventFrame>
  )
}
