import type { Route } from 'next'
import Link from 'next/link'
import { inLocale, LOCALE_NAMES, type Locale, type Localized } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { MAIL_KINDS, type Wording, type WordingWarning, warningsOf } from './rules'

type Props = {
  locale: Locale
  /** Address that a kind's name follows. */
  base: string
  languages: readonly Locale[]
  wordings: readonly Wording[]
  categories: readonly { id: string; name: Localized }[]
}

/** The kinds of letters, each a link to its words, with what an organiser should look at. */
export function WordingTable({ locale, base, languages, wordings, categories }: Props) {
  const t = texts(locale)
  const nameOf = (id: string | null) => inLocale(categories.find((each) => each.id === id)?.name, locale)
  const say = (warning: WordingWarning) => {
    const where = [LOCALE_NAMES[warning.locale], nameOf(warning.categoryId)].filter(Boolean).join(', ')
    return warning.is === 'missing'
      ? t('wording.warning.missing', { where })
      : t('wording.warning.broken', { where, written: warning.written })
  }
  return (
    <table className="table table-list">
      <caption className="sr-only">{t('mailbox.parts.wording')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('wording.columns.letter')}</th>
          <th scope="col">{t('wording.columns.text')}</th>
        </tr>
      </thead>
      <tbody>
        {MAIL_KINDS.filter(({ isOfEvent }) => isOfEvent).map(({ name, placeholders }) => {
          const own = wordings.filter(({ kind }) => kind === name)
          return (
            <tr key={name}>
              <td>
                <Link href={`${base}/${name}` as Route} prefetch={false} className="inline-block py-0.5">
                  {t(`wording.kinds.${name}.name`)}
                </Link>
                <span className="block text-sm text-muted">{t(`wording.kinds.${name}.when`)}</span>
                {warningsOf(own, placeholders, languages).map((warning) => (
                  <span key={`${warning.is} ${warning.locale} ${warning.categoryId}`} className="mt-1 block text-sm">
                    <span className="tag tag-warning">{say(warning)}</span>
                  </span>
                ))}
              </td>
              <td data-label={t('wording.columns.text')}>
                {own.length === 0 ? (
                  <span className="text-muted">{t('wording.built_in')}</span>
                ) : (
                  <>
                    {t('wording.own')}
                    <ul>
                      {own.map((each) => (
                        <li key={`${each.locale} ${each.categoryId}`}>
                          <Link
                            href={`${base}/${name}?${placeQuery(each)}` as Route}
                            prefetch={false}
                            className="inline-block py-0.5"
                          >
                            {[LOCALE_NAMES[each.locale], nameOf(each.categoryId)].filter(Boolean).join(', ')}
                          </Link>
                        </li>
                      ))}
                    </ul>
                  </>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** A wording's place, as the query of its editor's address. */
export function placeQuery(place: { locale: Locale; categoryId?: string | null; person?: string | null }): string {
  return new URLSearchParams({
    locale: place.locale,
    ...(place.categoryId ? { category: place.categoryId } : {}),
    ...(place.person ? { person: place.person } : {}),
  }).toString()
}
