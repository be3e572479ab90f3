import { LOCALE_NAMES, type Locale, type Localized, textIn } from '@/lib/locales'

/** An organiser's text in the reader's language; where it is in another, that one is named behind it. */
export function Said({ text, locale, otherwise = '' }: { text: Localized; locale: Locale; otherwise?: string }) {
  const said = textIn(text, locale)
  if (!said.text) return otherwise
  if (said.lang === locale) return said.text
  return (
    <span lang={said.lang}>
      {said.text} <LanguageMark language={said.lang} />
    </span>
  )
}

/** Says in which language a text is that is not in the reader's. */
export function LanguageMark({ language }: { language: Locale }) {
  return (
    <small lang={language} className="language-mark language">
      {LOCALE_NAMES[language]}
    </small>
  )
}
