import type { ReactNode } from 'react'
import { LOCALE_NAMES, LOCALES, type Locale, type Localized, textIn } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { Ornament } from './ornament'

type Props = {
  locale: Locale
  /** What stands at the top left, and where it leads. */
  brand: { name: string; href: string; lang?: string }
  /** This page's address after the language, with its query: "/example/register/delegate?step=role". */
  path: string
  /** Those to switch between: an event's own; else all. */
  languages?: readonly Locale[]
  /** Id of the form whose answers must come along when the language is switched. */
  switchForm?: string
  wide?: boolean
  /** Who is signed in, and the button that signs out, where one has to be. */
  account?: ReactNode
  children: ReactNode
}

/** Header, one column, footer: every public page. */
export function SiteFrame({ locale, brand, path, languages, switchForm, wide, account, children }: Props) {
  const t = texts(locale)
  return (
    <>
      <a href="#main" className="skip">
        {t('site.skip')}
      </a>
      <div className="flex min-h-dvh flex-col">
        <header className="no-print border-b border-rule bg-paper">
          <div className="mx-auto flex w-full max-w-5xl flex-wrap items-center justify-between gap-x-6 gap-y-1 px-4 py-3 sm:px-6">
            <a
              href={brand.href}
              lang={brand.lang}
              className="font-serif text-lg font-semibold text-ink no-underline hover:underline"
            >
              {brand.name}
            </a>
            <div className="flex flex-wrap items-center gap-x-6">
              <LanguageSwitch
                locale={locale}
                path={path}
                languages={languages}
                switchForm={switchForm}
                label={t('site.languages')}
              />
              {account}
            </div>
          </div>
        </header>
        <main
          id="main"
          tabIndex={-1}
          className={`mx-auto w-full grow px-4 py-8 sm:px-6 sm:py-12 ${wide ? 'max-w-5xl' : 'max-w-3xl'}`}
        >
          {children}
        </main>
        <footer className="no-print mt-8">
          <Ornament />
          <div className="mx-auto flex w-full max-w-5xl flex-wrap gap-x-6 gap-y-1 px-4 py-5 text-sm text-muted sm:px-6">
            <a href={`/${locale}/privacy`} className="text-muted">
              {t('site.privacy')}
            </a>
            <span>{t('site.made_with')}</span>
          </div>
        </footer>
      </div>
    </>
  )
}

/** What the frame of an event's pages says and offers. */
export function ofEvent(event: { slug: string; name: Localized; languages: readonly Locale[] }, locale: Locale) {
  const { text, lang } = textIn(event.name, locale)
  const brand = { name: text, href: `/${locale}/${event.slug}`, lang: lang === locale ? undefined : lang }
  return { locale, brand, languages: event.languages }
}

/** Links between languages; on a page with a form, its buttons, so that nothing typed stays behind. */
export function LanguageSwitch({
  locale,
  path,
  languages = LOCALES,
  switchForm,
  label,
}: {
  locale: Locale
  path: string
  languages?: readonly Locale[]
  switchForm?: string
  label: string
}) {
  const offered = [...new Set([...languages, locale])].map((language) => {
    if (language === locale)
      return (
        <span
          key={language}
          lang={language}
          aria-current="true"
          className="inline-flex min-h-11 items-center px-2 font-semibold"
        >
          {LOCALE_NAMES[language]}
        </span>
      )
    const shared = { lang: language, className: 'language inline-flex min-h-11 items-center px-2 underline-offset-4' }
    if (!switchForm)
      return (
        <a key={language} {...shared} href={`/${language}${path}`} hrefLang={language}>
          {LOCALE_NAMES[language]}
        </a>
      )
    return (
      <button
        key={language}
        {...shared}
        type="submit"
        form={switchForm}
        formNoValidate
        name="language"
        value={language}
        className={`${shared.className} cursor-pointer text-link underline`}
      >
        {LOCALE_NAMES[language]}
      </button>
    )
  })
  return (
    <nav aria-label={label} className="-mx-2 text-sm">
      {offered.length <= MOST_IN_LINE ? (
        <div className="flex flex-wrap">{offered}</div>
      ) : (
        <details className="languages">
          <summary lang={locale} className="flex min-h-11 cursor-pointer items-center px-2 font-semibold">
            {LOCALE_NAMES[locale]}
          </summary>
          <div>{offered}</div>
        </details>
      )}
    </nav>
  )
}

/** More languages than these stand in a list that opens. */
const MOST_IN_LINE = 4
