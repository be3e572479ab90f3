import { expect, test } from '@playwright/test'
import { LOCALES } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { categorySchema, invitationSchema, newCategorySchema, newEventSchema, parseAnswers } from './schema'

const FORUM = {
  languages: 'en,ru,kk',
  slug: 'example-2026',
  'name.en': 'Example Forum',
  startsAt: '2026-10-16T10:00',
  endsAt: '2026-10-18T17:00',
  timeZone: 'Asia/Almaty',
  colour: '#0B2E4F',
  contactEmail: ' Office@Example.org ',
}

test('a form becomes an event with moments, tidy texts and nothing for what was left empty', () => {
  const { data } = parseAnswers(newEventSchema, { ...FORUM, 'name.ru': '  Форум ', 'name.kk': '', chair: '' })
  expect(data).toMatchObject({
    slug: 'example-2026',
    name: { en: 'Example Forum', ru: 'Форум' },
    summary: {},
    chair: null,
    seriesId: null,
    startsAt: new Date('2026-10-16T05:00Z'),
    endsAt: new Date('2026-10-18T12:00Z'),
    contactEmail: 'office@example.org',
    retentionMonths: 6,
  })
  expect(Object.keys(data?.name ?? {})).toEqual(['en', 'ru'])
})

const WRONG: [answers: Record<string, string>, field: string, code: string][] = [
  [{ 'name.en': ' ' }, 'name.en', 'required'],
  [{ 'name.en': 'x'.repeat(201) }, 'name.en', 'too_long'],
  [{ 'about.kk': 'a\u202Eb' }, 'about.kk', 'hidden_characters'],
  [{ slug: '' }, 'slug', 'required'],
  [{ slug: 'a' }, 'slug', 'slug'],
  [{ slug: 'Almaty' }, 'slug', 'slug'],
  [{ slug: '../admin' }, 'slug', 'slug'],
  [{ slug: '-a' }, 'slug', 'slug'],
  [{ slug: 'a'.repeat(61) }, 'slug', 'too_long'],
  ...['admin', 'sign-in', 'privacy', 'api', 'new'].map((slug): [Record<string, string>, string, string] => [
    { slug },
    'slug',
    'slug_reserved',
  ]),
  [{ startsAt: '' }, 'startsAt', 'required'],
  [{ startsAt: '2026-02-30T10:00' }, 'startsAt', 'date_time'],
  [{ endsAt: '2026-10-16T10:00' }, 'endsAt', 'end_before_start'],
  [{ timeZone: 'Asia/Nowhere' }, 'timeZone', 'time_zone'],
  [{ colour: 'red' }, 'colour', 'colour'],
  [{ colour: '#ffbf47' }, 'colour', 'colour_contrast'],
  [{ contactEmail: '' }, 'contactEmail', 'required'],
  [{ contactEmail: 'office' }, 'contactEmail', 'email'],
  [{ chair: 'XX' }, 'chair', 'choose'],
  [{ seriesId: 'x' }, 'seriesId', 'choose'],
  [{ retentionMonths: '0' }, 'retentionMonths', 'whole_number'],
  [{ retentionMonths: '1e1' }, 'retentionMonths', 'whole_number'],
]

for (const [answers, field, code] of WRONG)
  test(`an event with ${JSON.stringify(answers).slice(0, 60)} is told ${code} at ${field}, in every language`, () => {
    const { errors } = parseAnswers(newEventSchema, { ...FORUM, ...answers })
    expect(errors?.map((error) => [error.field, error.code])).toEqual([[field, code]])
    for (const locale of LOCALES) expect(texts(locale)(`errors.${code}`, errors?.[0]?.values)).not.toContain('{')
  })

test('a form with everything missing names each field once', () => {
  const { errors } = parseAnswers(newEventSchema, {})
  expect(errors?.map(({ field, code }) => `${field}: ${code}`).sort()).toEqual([
    'colour: required',
    'contactEmail: required',
    'languages: choose',
    'name.en: required',
    'slug: required',
    'timeZone: required',
  ])
})

test('an event has its main language first, ticked or not, and one at least', () => {
  const of = (answers: Record<string, string>) => parseAnswers(newEventSchema, { ...FORUM, ...answers })
  expect(of({ languages: 'ru,kk', mainLanguage: 'kk' }).data?.languages).toEqual(['kk', 'ru'])
  expect(of({ languages: 'en', mainLanguage: 'tg' }).data?.languages).toEqual(['tg', 'en'])
  expect(of({ languages: 'tk,uz,xx' }).data?.languages).toEqual(['uz', 'tk'])
  expect(of({ languages: '' }).errors).toEqual([{ field: 'languages', code: 'choose' }])
})

test('a category’s dates are of the event’s time zone, and no number is no limit', () => {
  const form = { 'name.en': 'Guests', isOpen: 'yes', opensAt: '2026-09-01T09:00', closesAt: '', capacity: '' }
  expect(parseAnswers(categorySchema('Asia/Almaty'), form).data).toMatchObject({
    isOpen: true,
    isReviewed: false,
    opensAt: new Date('2026-09-01T04:00Z'),
    closesAt: null,
    capacity: null,
  })
  const { errors } = parseAnswers(categorySchema('Asia/Almaty'), {
    ...form,
    closesAt: '2026-09-01T09:00',
    capacity: '-1',
  })
  expect(errors?.map(({ field, code }) => `${field}: ${code}`).sort()).toEqual(['capacity: whole_number'])
  const backwards = parseAnswers(categorySchema('Asia/Almaty'), { ...form, closesAt: '2026-09-01T09:00' })
  expect(backwards.errors).toEqual([{ field: 'closesAt', code: 'end_before_start' }])
})

test('an invitation has an address and one of the three roles', () => {
  expect(parseAnswers(invitationSchema, { email: 'A@example.org', role: 'viewer' }).data).toEqual({
    email: 'a@example.org',
    role: 'viewer',
  })
  expect(parseAnswers(invitationSchema, { email: 'a@example.org', role: 'king' }).errors).toEqual([
    { field: 'role', code: 'choose' },
  ])
})

test('a new category is told of a number that is none and of an address that is the site’s own', () => {
  const form = { 'name.en': 'Guests', slug: 'new', form: 'delegate', capacity: 'abc' }
  const { errors } = parseAnswers(newCategorySchema('Asia/Almaty'), form)
  expect(errors?.map(({ field, code }) => `${field}: ${code}`).sort()).toEqual([
    'capacity: whole_number',
    'slug: slug_reserved',
  ])
})
