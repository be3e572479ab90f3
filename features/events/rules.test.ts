import { expect, test } from '@playwright/test'
import { inLocale, LOCALES } from '@/lib/locales'
import { consentPurposes, consentTexts, registrationWindow } from './rules'

const NOW = new Date('2026-10-01T12:00Z')
const EARLIER = new Date('2026-09-01T12:00Z')
const LATER = new Date('2026-10-10T12:00Z')
const EVENT = { state: 'published' as const, endsAt: new Date('2026-10-18T12:00Z') }
const OPEN = { isOpen: true, opensAt: null, closesAt: null, capacity: null, taken: 0, hasWaitingList: true }

const WINDOWS: [string, object, object, object][] = [
  ['open without dates and limits', {}, {}, { state: 'open', waitingList: false }],
  ['open until its date', { closesAt: LATER }, {}, { state: 'open', at: LATER, waitingList: false }],
  ['open since its date', { opensAt: EARLIER }, {}, { state: 'open', waitingList: false }],
  ['open at the moment it opens', { opensAt: NOW }, {}, { state: 'open', waitingList: false }],
  ['not open yet', { opensAt: LATER }, {}, { state: 'not_yet', at: LATER, waitingList: false }],
  ['closed by hand', { isOpen: false, opensAt: LATER }, {}, { state: 'closed', waitingList: false }],
  ['closed by its date', { closesAt: EARLIER }, {}, { state: 'closed', at: EARLIER, waitingList: false }],
  ['closed at the moment it closes', { closesAt: NOW }, {}, { state: 'closed', at: NOW, waitingList: false }],
  ['closed with a draft', {}, { state: 'draft' }, { state: 'closed', waitingList: false }],
  ['closed with an archived event', {}, { state: 'archived' }, { state: 'closed', waitingList: false }],
  ['closed when the event is over', {}, { endsAt: NOW }, { state: 'closed', waitingList: false }],
  ['open with one place left', { capacity: 7, taken: 6 }, {}, { state: 'open', waitingList: false }],
  ['open for its waiting list', { capacity: 7, taken: 7 }, {}, { state: 'open', waitingList: true }],
  ['full', { capacity: 7, taken: 7, hasWaitingList: false }, {}, { state: 'full', waitingList: false }],
  ['full without any place', { capacity: 0, hasWaitingList: false }, {}, { state: 'full', waitingList: false }],
  [
    'closed rather than full',
    { capacity: 0, closesAt: EARLIER },
    {},
    { state: 'closed', at: EARLIER, waitingList: false },
  ],
]

for (const [name, category, event, window] of WINDOWS)
  test(`a category is ${name}`, () =>
    expect(registrationWindow({ ...OPEN, ...category }, { ...EVENT, ...event }, NOW)).toEqual(window))

const SETTINGS = {
  name: { en: 'Example Forum', ru: 'Форум-пример', kk: 'Үлгі форум' },
  contactEmail: 'office@example.org',
  operator: { en: 'Example Secretariat', ru: 'Секретариат-пример' },
  operatorNumber: '000000000000',
  recipients: {},
  abroad: {},
  retentionMonths: 6,
}

test('nothing is asked about recipients and countries that there are none of', () => {
  expect(consentPurposes(SETTINGS)).toEqual(['processing', 'public_list', 'photo', 'conduct'])
  expect(consentPurposes({ recipients: { kk: 'Үлгі қонақүй' }, abroad: { ru: ' ' } })).toContain('third_parties')
  expect(consentPurposes({ recipients: { kk: 'Үлгі қонақүй' }, abroad: { ru: ' ' } })).not.toContain('cross_border')
})

test('the consent names the operator with its number, the term, the contact and what happens to the data, in each language', () => {
  for (const locale of LOCALES) {
    const text = consentTexts(SETTINGS).processing?.[locale]
    const operator = inLocale(SETTINGS.operator, locale)
    for (const part of [operator, '000000000000', '6', 'office@example.org', inLocale(SETTINGS.name, locale)])
      expect(text, locale).toContain(part)
    expect(consentTexts({ ...SETTINGS, operatorNumber: '' }).processing?.[locale]).not.toContain('000000000000')
  }
})

test('transfers are a no in the consent until somebody is named', () => {
  const without = consentTexts(SETTINGS)
  const along = consentTexts({
    ...SETTINGS,
    recipients: { en: 'Example Hotel' },
    abroad: { en: 'Example Cloud, Ruritania' },
  })
  expect(without.processing?.en).toContain('Transfer to third parties: no.')
  expect(without.processing?.en).toContain('Transfer to other countries: no.')
  expect(along.processing?.en).toContain('Transfer to third parties: only with my separate consent.')
  expect(along.third_parties?.ru).toContain('Example Hotel')
  expect(along.cross_border?.kk).toContain('Example Cloud, Ruritania')
})
