import { expect, test } from '@playwright/test'
import { FLOOR_LANGUAGES } from '@/features/agenda/rules'
import { bareLanguageName, languageName } from './language-names'
import { IN_CYRILLIC, LOCALES } from './locales'

test('every language of the floor has a name in each language of the interface, in its script', () => {
  for (const locale of LOCALES)
    for (const code of FLOOR_LANGUAGES) {
      const script = IN_CYRILLIC.includes(locale) ? /^[\p{Script=Cyrillic} ]+$/u : /^[\p{Script=Latin}\p{M} ʻ]+$/u
      expect.soft(languageName(code, locale), `${code} in ${locale}`).toMatch(script)
      expect.soft(languageName(code, locale)).not.toBe(code)
    }
})

test('a list of languages need not say "language" of each', () => {
  expect(bareLanguageName('ru', 'kk')).toBe('орыс')
  expect(bareLanguageName('kk', 'uz')).toBe('qozoq')
  expect(bareLanguageName('en', 'tk')).toBe('iňlis')
  expect(bareLanguageName('tg', 'tg')).toBe('тоҷикӣ')
})
