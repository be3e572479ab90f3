import { expect, test } from '@playwright/test'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { EventRow } from '../access'
import { eventGroups, missingBeforePublishing } from './rules'

const ALL = { en: 'Text', ru: 'Текст', kk: 'Мәтін' }
const WHOLE = {
  languages: ['en', 'ru', 'kk'] as Locale[],
  name: ALL,
  summary: ALL,
  about: ALL,
  city: ALL,
  venue: ALL,
  host: {},
  operator: ALL,
}

test('an event with everything in every language and an open category is ready to be published', () => {
  expect(missingBeforePublishing(WHOLE, [{ isOpen: false }, { isOpen: true }])).toEqual([])
})

test('what is missing before publishing is named, each with the page where it is set', () => {
  expect(missingBeforePublishing({ ...WHOLE, about: {}, operator: {} }, [{ isOpen: false }])).toEqual([
    { kind: 'operator', page: '/data' },
    { kind: 'about', page: '/texts' },
    { kind: 'categories', page: '/categories' },
  ])
})

test('only the event’s own languages can miss a translation', () => {
  const event = { ...WHOLE, languages: ['ru', 'uz'] as Locale[] }
  expect(missingBeforePublishing(event, [{ isOpen: true }])).toEqual([{ kind: 'translations', page: '' }])
  expect(missingBeforePublishing({ ...event, languages: ['ru'] }, [{ isOpen: true }])).toEqual([])
})

test('a form asks for the event’s languages, its main one first, and takes along what stands in others', () => {
  const event = { languages: ['uz', 'ru'], summary: { en: 'Text', ru: 'Текст' }, about: {} } as unknown as EventRow
  const [summary] = eventGroups({ t: texts('en'), locale: 'en' }, event, 'texts')
  expect(summary?.fields.map(({ name, kind, value }) => [name, kind, value])).toEqual([
    ['summary.uz', 'multiline', ''],
    ['summary.ru', 'multiline', 'Текст'],
    ['summary.en', 'hidden', 'Text'],
  ])
})

test('a missing translation leads to the first page that lacks one', () => {
  const open = [{ isOpen: true }]
  const lacking = { en: 'Text', ru: 'Текст' }
  expect(missingBeforePublishing({ ...WHOLE, city: lacking, about: lacking }, open)).toEqual([
    { kind: 'translations', page: '' },
  ])
  expect(missingBeforePublishing({ ...WHOLE, summary: lacking }, open)).toEqual([
    { kind: 'translations', page: '/texts' },
  ])
})
