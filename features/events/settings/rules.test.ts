import { expect, test } from '@playwright/test'
import { missingBeforePublishing } from './rules'

const ALL = { en: 'Text', ru: 'Текст', kk: 'Мәтін' }
const WHOLE = { name: ALL, summary: ALL, about: ALL, city: ALL, venue: ALL, host: {}, operator: ALL }

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
