import { expect, test } from '@playwright/test'
import { direction, inOrderFor, LOCALES, type Locale, languageOf, nearest, preferredLocale, textIn } from './locales'

test('a browser gets the first of its languages that the interface speaks', () => {
  expect(preferredLocale('uz-Cyrl-UZ,uz;q=0.9,ru;q=0.8')).toBe('uz')
  expect(preferredLocale('fa-AF, tg;q=0.5, ru;q=0.7')).toBe('ru')
  expect(preferredLocale('tk')).toBe('tk')
  expect(preferredLocale('ky;q=0, de')).toBe('en')
  expect(preferredLocale(undefined)).toBe('en')
})

test('a text that is missing is read in Russian by neighbours, in English by everybody else, then in whatever there is', () => {
  expect(inOrderFor('tg').slice(0, 3)).toEqual(['tg', 'ru', 'en'])
  expect(inOrderFor('en').slice(0, 2)).toEqual(['en', 'ru'])
  for (const locale of LOCALES) expect(inOrderFor(locale).toSorted()).toEqual([...LOCALES].sort())
  expect(textIn({ en: 'Text', ru: 'Текст' }, 'ky')).toEqual({ text: 'Текст', lang: 'ru' })
  expect(textIn({ kk: 'Мәтін', ru: ' ' }, 'en')).toEqual({ text: 'Мәтін', lang: 'kk' })
  expect(textIn({}, 'uz')).toEqual({ text: '', lang: 'uz' })
})

test('whom an event cannot write to in their language it writes to in the nearest that it speaks', () => {
  expect(nearest('uz', ['en', 'ru', 'kk'])).toBe('ru')
  expect(nearest('uz', ['uz', 'en'])).toBe('uz')
  expect(nearest('ru', ['kk', 'tg'])).toBe('kk')
})

const WRITTEN: [text: string, language: Locale][] = [
  ['Өзбекстан Олий Мажлисі', 'kk'],
  ['Қазақстан Парламенті', 'kk'],
  ['Кыргыз Республикасынын Жогорку Кеңеши', 'ky'],
  ['Маҷлиси Олии Ҷумҳурии Тоҷикистон', 'tg'],
  ['Федеральное Собрание', 'ru'],
  ['Oʻzbekiston Respublikasi Oliy Majlisi', 'uz'],
  ['O‘zbekiston', 'uz'],
  ['Türkmenistanyň Mejlisi', 'tk'],
  ['Parliament of Exampleland', 'en'],
  ['Zürich, Ärzte', 'en'],
]
for (const [text, language] of WRITTEN)
  test(`"${text}" is taken for ${language}`, () => expect(languageOf(text)).toBe(language))

test('letters that languages share mean the one that the event speaks', () => {
  expect(languageOf('Түркия', ['ru', 'kk'])).toBe('kk')
  expect(languageOf('Түркия', ['ru', 'ky'])).toBe('ky')
})

test('Dari, Pashto and Arabic run to the left, ours to the right', () => {
  for (const language of ['fa', 'fa-AF', 'ps', 'ar']) expect(direction(language)).toBe('rtl')
  for (const language of LOCALES) expect(direction(language)).toBe('ltr')
})
