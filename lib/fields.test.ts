import { expect, test } from '@playwright/test'
import { checkAnswers, type Field } from './fields'

function check(field: Partial<Field>, typed: unknown) {
  const { answers, errors } = checkAnswers([{ name: 'it', kind: 'text', ...field }], { it: typed })
  return { answer: answers.it, code: errors[0]?.code, values: errors[0]?.values, count: errors.length }
}

const KINDS: Field['kind'][] = [
  'text',
  'multiline',
  'passport_name',
  'email',
  'phone',
  'country',
  'choice',
  'choices',
  'yes',
  'date',
  'number',
]

for (const kind of KINDS) {
  test(`an unanswered "${kind}" is wrong only where it must be answered`, () => {
    const options = kind === 'choice' || kind === 'choices' ? ['a'] : undefined
    for (const nothing of ['', '   ', '\n\t', undefined, null, 7, {}, new File([], 'x')]) {
      expect(check({ kind, options }, nothing)).toMatchObject({ answer: '', count: 0 })
      expect(check({ kind, options, isRequired: true }, nothing)).toMatchObject({ answer: '', count: 1 })
    }
  })

  test(`"${kind}" refuses invisible characters, and keeps what can be seen`, () => {
    for (const hidden of ['\u202E', '\u2066', '\u200F', '\u0000', '\u0007', '\u001B', '\u009F']) {
      const { answer, code } = check({ kind, options: ['ab'] }, `a${hidden}b`)
      expect([answer, code]).toEqual(['ab', 'hidden_characters'])
    }
  })

  test(`20,001 characters of "${kind}" are too many`, () => {
    const { answer, code } = check({ kind, options: ['a'] }, 'a'.repeat(20_001))
    expect(answer!.length).toBeLessThanOrEqual(20_000)
    expect(code).toBe('too_long')
  })
}

test('what is missing is named as its kind asks for it', () => {
  expect(check({ isRequired: true }, '').code).toBe('required')
  expect(check({ isRequired: true, kind: 'yes' }, '').code).toBe('consent_required')
  expect(check({ isRequired: true, kind: 'country' }, '').code).toBe('choose')
  expect(check({ isRequired: true, kind: 'choice', options: ['a'] }, '').code).toBe('choose')
})

test('a limit holds to the character, and the sentence knows both numbers', () => {
  expect(check({ max: 5 }, 'абвгд').code).toBeUndefined()
  expect(check({ max: 5 }, 'абвгде')).toMatchObject({ code: 'too_long', values: { max: 5, count: 6 } })
  expect(check({}, 'x'.repeat(200)).code).toBeUndefined()
  expect(check({}, 'x'.repeat(201)).code).toBe('too_long')
})

test('an answer keeps what it says: spaces are made single, lines only in a text of several lines', () => {
  expect(check({}, '  one\t two\r\nthree ').answer).toBe('one two three')
  expect(check({ kind: 'multiline' }, ' one\r\ntwo \n\nthree').answer).toBe('one\ntwo\n\nthree')
  expect(check({}, '<b>"D\u2019Arcy" & co</b>; drop table x --').answer).toBe('<b>"D’Arcy" & co</b>; drop table x --')
})

test('the five Uzbek apostrophes are one letter', () => {
  for (const sign of ["'", '`', '‘', '’', 'ʻ', 'ʼ']) {
    expect(check({ kind: 'passport_name' }, `O${sign}ktam`)).toMatchObject({ answer: 'Oʻktam', count: 0 })
    expect(check({ kind: 'passport_name' }, `Ma${sign}mur`)).toMatchObject({ answer: 'Ma’mur', count: 0 })
    expect(check({}, `O${sign}ktam`).answer).toBe('Oʻktam')
  }
})

test('a name in Cyrillic letters is answered with its Latin spelling', () => {
  expect(check({ kind: 'passport_name' }, 'Айгуль')).toMatchObject({
    answer: 'Айгуль',
    code: 'latin_letters_suggested',
    values: { suggestion: 'Aigul' },
  })
  // One look-alike letter among Latin ones: nobody can see it, so the sentence must offer the right one.
  expect(check({ kind: 'passport_name' }, 'Аigul')).toMatchObject({
    code: 'latin_letters_suggested',
    values: { suggestion: 'Aigul' },
  })
})

test('a passport name has letters, spaces, hyphens and apostrophes only', () => {
  for (const name of ['Anna-Maria', 'van der Berg', 'D’Arcy', 'Müller', 'Nguyễn', 'A'])
    expect(check({ kind: 'passport_name' }, name).code).toBeUndefined()
  for (const name of ['Anna2', 'Anna.', '-', '李明', 'محمد', 'Anna <b>', 'a@b', 'A;B'])
    expect(check({ kind: 'passport_name' }, name).code).toBe('latin_letters')
})

test('an address of e-mail is one plain address', () => {
  expect(check({ kind: 'email', max: 254 }, ' Aigul.Example+Forum@mail.example.org ')).toMatchObject({
    answer: 'Aigul.Example+Forum@mail.example.org',
    count: 0,
  })
  const wrong = [
    'aigul',
    'aigul@example',
    '@example.org',
    'a@b@example.org',
    'a@example.org,b@example.org',
    'Aigul <a@example.org>',
    'a..b@example.org',
    '"a b"@example.org',
  ]
  for (const address of wrong) expect(check({ kind: 'email' }, address).code, address).toBe('email')
  expect(check({ kind: 'email' }, 'аигул@example.org').code).toBe('email_letters')
  expect(check({ kind: 'email' }, 'aigul@пример.рф').code).toBeUndefined()
  const header = check({ kind: 'email' }, 'a@example.org\r\nBcc: b@example.org')
  expect(header.code).toBe('email')
  expect(check({ kind: 'email', max: 254 }, `${'a'.repeat(243)}@example.org`).code).toBe('too_long')
})

test('a telephone number is kept with its country code and digits only', () => {
  for (const typed of ['+7 701 234 56 78', '+7 (701) 234-56-78', '007 701 234 56 78', '+7.701.234.56.78'])
    expect(check({ kind: 'phone' }, typed)).toMatchObject({ answer: '+77012345678', count: 0 })
  for (const typed of [
    '8 701 234 56 78',
    '+7',
    '+0 701 234 56 78',
    '+7 701 CALL ME',
    '+123456789012345678',
    '77012345678',
  ])
    expect(check({ kind: 'phone' }, typed).code, typed).toBe('phone')
})

test('a State, a choice and a tick are among the answers that the form offers', () => {
  expect(check({ kind: 'country' }, 'KG').code).toBeUndefined()
  for (const code of ['kg', 'ZZ', 'Kyrgyzstan', 'constructor', '__proto__'])
    expect(check({ kind: 'country' }, code).code, code).toBe('choose')
  expect(check({ kind: 'choice', options: ['en', 'ru'] }, 'ru').code).toBeUndefined()
  expect(check({ kind: 'choice', options: ['en', 'ru'] }, 'de').code).toBe('choose')
  expect(check({ kind: 'yes' }, 'yes').code).toBeUndefined()
  expect(check({ kind: 'yes' }, 'on').code).toBe('choose')
})

test('answers to questions that were not asked are dropped, and every wrong answer is named once, in order', () => {
  const fields: Field[] = [
    { name: 'a', kind: 'text', isRequired: true },
    { name: 'b', kind: 'email' },
    { name: 'c', kind: 'text' },
  ]
  const { answers, errors } = checkAnswers(fields, {
    state: 'accepted',
    c: 'x',
    b: '\u202Enone',
  })
  expect(answers).toEqual({ a: '', b: 'none', c: 'x' })
  expect(errors).toEqual([
    { field: 'a', code: 'required' },
    { field: 'b', code: 'hidden_characters' },
  ])
})

function checkParts(field: Partial<Field>, raw: Record<string, string>) {
  const { answers, errors } = checkAnswers([{ name: 'it', kind: 'date', ...field }], raw)
  return [answers.it, errors[0]?.code]
}

test('a date is one date, however it was written into its boxes', () => {
  for (const [day, month, year] of [
    ['7', '5', '1980'],
    ['07', '05', '1980'],
    ['07.05.1980', '', ''],
    ['7/5/1980', '', ''],
    ['7 5 1980', '', ''],
    ['07-05-1980', '', ''],
    ['1980-05-07', '', ''],
    ['1980.5.7', '', ''],
  ] as const)
    expect(checkParts({}, { 'it.day': day, 'it.month': month, 'it.year': year })).toEqual(['1980-05-07', undefined])
  expect(checkParts({}, { it: '1980-05-07' })).toEqual(['1980-05-07', undefined])
})

test('a day that no calendar has, half a date and a year of two digits are refused, and stay as they were typed', () => {
  const boxes = (day: string, month: string, year: string) =>
    checkParts({}, { 'it.day': day, 'it.month': month, 'it.year': year })
  expect(boxes('31', '2', '2026')).toEqual(['2026-02-31', 'date'])
  expect(boxes('29', '2', '2023')).toEqual(['2023-02-29', 'date'])
  expect(boxes('29', '2', '2024')).toEqual(['2024-02-29', undefined])
  expect(boxes('7', '13', '1980')).toEqual(['1980-13-07', 'date'])
  expect(boxes('7', '', '1980')).toEqual(['1980--7', 'date'])
  expect(boxes('7', '5', '80')).toEqual(['80-5-7', 'date'])
  expect(boxes('7', '5', '0080')).toEqual(['0080-05-07', 'date'])
  expect(boxes('7', 'may', '1980')).toEqual(['1980-may-7', 'date'])
  expect(boxes('7.5.80', '', '')).toEqual(['7.5.80', 'date'])
  expect(boxes('', '', '1980')).toEqual(['1980--', 'date'])
  expect(boxes('', '', '')).toEqual(['', undefined])
})

test('a date keeps to its first and last day', () => {
  const bounds = { earliest: '2026-05-01', latest: '2026-05-31' }
  const codes = ['2026-04-30', '2026-05-01', '2026-05-31', '2026-06-01'].map((it) => checkParts(bounds, { it })[1])
  expect(codes).toEqual(['date_too_early', undefined, undefined, 'date_too_late'])
  expect(check({ kind: 'date', ...bounds }, '2027-01-01').values).toEqual({ latest: '31.05.2026' })
})

test('several ticks become one answer in the order of the options, and no other option gets in', () => {
  const field: Partial<Field> = { kind: 'choices', options: ['red', 'green', 'blue'] }
  expect(checkParts(field, { it: '', 'it.blue': 'yes', 'it.red': 'yes' })).toEqual(['red,blue', undefined])
  expect(checkParts(field, { it: 'blue, red,red' })).toEqual(['red,blue', undefined])
  expect(checkParts(field, { it: '', 'it.pink': 'yes' })).toEqual(['', undefined])
  expect(checkParts({ ...field, isRequired: true }, { it: '' })).toEqual(['', 'choose'])
  expect(checkParts(field, { it: 'red,pink' })).toEqual(['red,pink', 'choose'])
})

test('a number is read with a comma or a point and with spaces, never where a mark may mean thousands', () => {
  const numbers = ['12', '12,5', '12.50', '1 234', '1\u00A0234,5', '−3', '0,125'].map((typed) =>
    check({ kind: 'number' }, typed),
  )
  expect(numbers.map(({ answer }) => answer)).toEqual(['12', '12.5', '12.50', '1234', '1234.5', '-3', '0.125'])
  expect(numbers.map(({ code }) => code)).toEqual(numbers.map(() => undefined))
  for (const typed of ['1,234', '1.234', '1,234,567', 'twelve', '1e9', '0x10', '12-', '--1'])
    expect(check({ kind: 'number' }, typed).code).toBe('number')
  const bounds = { kind: 'number', least: 1, most: 10 } as const
  expect(['0', '1', '10', '10.5'].map((typed) => check(bounds, typed).code)).toEqual([
    'number_too_small',
    undefined,
    undefined,
    'number_too_large',
  ])
})
