import { expect, test } from '@playwright/test'
import ru from '@/messages/ru.json' with { type: 'json' }
import { LOCALES } from './locales'
import { nestQuotes } from './quotes'
import { texts } from './texts'

test('a name that carries its own quotation marks stands within ours by the rules of the language', () => {
  const event = 'Форум «Шёлковый путь»'
  expect(texts('ru')('invitation.text', { event })).toBe('Вы приглашены на «Форум „Шёлковый путь“».')
  expect(texts('kk')('invitation.text', { event })).toContain('«Форум „Шёлковый путь“»')
  expect(texts('en')('invitation.text', { event: 'The “Silk Road” Forum' })).toContain('“The ‘Silk Road’ Forum”')
})

test('quotation marks one after the other, unpaired or alone stay as they are', () => {
  for (const text of ['«А» и «Б»', '“A” and “B”', 'нет', '»А«', 'don’t “do”']) expect(nestQuotes(text)).toBe(text)
  expect(nestQuotes('«А «Б» и «В»»')).toBe('«А „Б“ и „В“»')
})

test('Russian texts address one person, with a capital letter', () => {
  const wrong = JSON.stringify(ru).match(
    /(?<![а-яё])(?:вы|вас|вам|вами|ваш(?:[аеиу]|ей|его|ему|им|ими|их|ем|ею)?)(?![а-яё])/giu,
  )
  expect((wrong ?? []).filter((word) => !word.startsWith('В'))).toEqual([])
})

test('every language counts by its own rules, Tajik too, whatever the server itself speaks', () => {
  for (const locale of LOCALES)
    for (const minutes of [0, 1, 2, 5, 21, 1234])
      expect(texts(locale)('refusals.second_factor_wait', { minutes }), locale).toMatch(
        new RegExp(`\\D${new Intl.NumberFormat(locale).format(minutes)}\\D`),
      )
})

test('a text that no language has is a mistake that a test must hear of', () => {
  const unknown = 'no.such_text'
  for (const locale of LOCALES) expect(() => texts(locale)(unknown)).toThrow()
})
