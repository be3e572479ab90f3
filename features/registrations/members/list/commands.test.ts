import { expect, test } from '@playwright/test'
import writeExcelFile from 'write-excel-file/node'
import { freshDatabase } from '@/e2e/fixtures/database'
import { brokenPromises } from '@/e2e/fixtures/registrations'
import { type EventRow, makeCategory, makeEvent, makeUser } from '@/e2e/fixtures/world'
import { type FocalDelegation, gateFocalDelegation } from '@/features/delegations/access'
import { createDelegation } from '@/features/delegations/commands'
import { addFocalPoint } from '@/features/delegations/focal-points/commands'
import { addUsualRoles } from '@/features/delegations/roles/commands'
import { gateEvent, type ManagedEvent } from '@/features/events/access'
import { looksWronglyRead, readTable } from '@/lib/tables'
import { setQuota } from '../../places/commands'
import { listMembers } from '../queries'
import { beginImport, correctImport, importNext, isGood, readImport } from './commands'

const now = new Date()
let database: Awaited<ReturnType<typeof freshDatabase>>
let event: EventRow
let managed: ManagedEvent
let focal: FocalDelegation

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  event = await makeEvent()
  await makeCategory(event)
  managed = (await gateEvent({ ...(await makeUser({ event })), locale: 'en' }, event.slug, 'manage'))!
  await addUsualRoles(managed)
  focal = await newDelegation()
})
test.afterEach(async () => {
  expect(await brokenPromises(event)).toEqual([])
})

async function newDelegation(): Promise<FocalDelegation> {
  const id = await createDelegation(managed, { kind: 'parliament', name: { en: 'Majlis' }, country: 'UZ', note: '' })
  const user = await makeUser()
  await addFocalPoint(managed, id, { email: user.email, name: '', locale: 'ru' })
  return (await gateFocalDelegation({ ...user, locale: 'ru' }, id))!
}

const DEFAULTS = { category: 'delegate', memberRole: 'member', country: 'UZ', institution: 'Majlis', locale: 'ru' }
const file = (data: Buffer | string, name = 'list.csv') =>
  new File([typeof data === 'string' ? data : new Uint8Array(data)], name)
const begin = (given: unknown, pasted = '') => beginImport(focal, { file: given, pasted, defaults: DEFAULTS }, now)
const opened = async (id: string) => (await readImport(focal, id))!
const run = async (id: string, mode: 'all' | 'first' = 'all') => {
  while ((await importNext(focal, id, mode, now)) > 0);
}
const namesOf = async () => (await listMembers(event, focal.delegation.id)).map(({ givenName }) => givenName)

const HEAD = 'Given name;Family name;Position;E-mail of the person'
const lines = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => `${letters(from + at)};Example;Deputy;p${from + at}@example.org`)
const letters = (at: number) =>
  `Name${[...at.toString(26)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))).join('')}`
const csv = (count: number) => [HEAD, ...lines(count)].join('\r\n')

const windows1251 = (text: string) =>
  Buffer.from(
    [...text].map((sign) => {
      const code = sign.charCodeAt(0)
      return code >= 0x410 && code <= 0x44f ? code - 0x350 : code < 128 ? code : 0x3f
    }),
  )

const RUSSIAN =
  'Имя;Фамилия;Имя в родном написании;Должность;Страна\r\nDilnoza;Yusupova;Юсупова Дилноза;Депутат;Узбекистан\r\n'

for (const [how, data, encoding] of [
  ['UTF-8', RUSSIAN, 'utf-8'],
  ['UTF-8 with a mark', `\uFEFF${RUSSIAN}`, 'utf-8'],
  ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(RUSSIAN, 'utf16le')]), 'utf-16le'],
  ['windows-1251', windows1251(RUSSIAN), 'windows-1251'],
  ['tabs', RUSSIAN.replaceAll(';', '\t'), 'utf-8'],
  ['commas', RUSSIAN.replaceAll(';', ','), 'utf-8'],
] as const)
  test(`a list in Russian is read in ${how}, and the encoding is said`, async () => {
    const { checked, list } = await opened(await begin(file(data as Buffer | string)))
    expect(checked).toMatchObject([
      { answers: { givenName: 'Dilnoza', familyName: 'Yusupova', position: 'Депутат', country: 'UZ' }, errors: [] },
    ])
    expect(list!.encoding).toBe(encoding)
    expect(Object.values(checked[0]!.answers).filter(looksWronglyRead)).toEqual([])
  })

test('text that was read in a wrong encoding before it came here is known', () => {
  const read = (text: string, encoding: string) => new TextDecoder(encoding).decode(Buffer.from(text, 'utf8'))
  const names = ['Юсупова Дилноза', 'Айгүл Әбенова', 'Ўзбекистон']
  for (const name of names) {
    expect([name, looksWronglyRead(name)]).toEqual([name, false])
    expect(looksWronglyRead(read(name, 'windows-1251'))).toBe(true)
    expect(looksWronglyRead(read(name, 'windows-1252'))).toBe(true)
  }
  expect(looksWronglyRead(new TextDecoder('windows-1252').decode(windows1251('Юсупова')))).toBe(true)
  expect(looksWronglyRead('Юсупо\ufffdа')).toBe(true)
  for (const name of ['Peña Núñez', 'Ásgeirsdóttir', 'Müller-Öz', 'Țuțu', 'Oʻzbekiston', 'Сіз РГП', 'Crème brûlée'])
    expect([name, looksWronglyRead(name)]).toEqual([name, false])
})

test('a workbook with Cyrillic and Latin names is read, whichever language its words are in', async () => {
  const rows = [
    ['Делегациядағы рөлі', 'Given name', 'Фамилия', 'Должность', 'Country'],
    ['Глава делегации', 'Dilnoza', 'Yusupova', 'Спикер', 'Өзбекстан'],
    ['adviser', 'Akmal', 'Karimov', 'Adviser', 'UZB'],
  ]
  const workbook = await writeExcelFile([{ sheet: 'Лист1', data: rows.map((row) => row.map((value) => ({ value }))) }])
  const { checked } = await opened(await begin(file(await workbook.toBuffer(), 'list.xlsx')))
  expect(checked.map(({ answers, errors }) => [answers.memberRole, answers.country, errors])).toEqual([
    ['head', 'UZ', []],
    ['adviser', 'UZ', []],
  ])
})

test('bad cells have a sentence each, can be corrected, and do not hold up the others', async () => {
  const id = await begin(
    file(
      [
        `${HEAD};Страна;Role`,
        'Aziz;Karimov;Deputy;aziz@example.org;Uzbekistan;member',
        'Дилноза;Yusupova;Deputy;dilnoza@example.org;Uzbekistan;member',
        'Bobur;Aliyev;;not-an-address;Atlantis;dancer',
      ].join('\n'),
    ),
  )
  const { checked } = await opened(id)
  expect(checked.map(({ errors }) => errors.map(({ field, code }) => `${field} ${code}`))).toEqual([
    [],
    ['givenName latin_letters_suggested'],
    ['memberRole choose', 'country choose', 'position required', 'memberEmail email'],
  ])
  await run(id)
  expect(await namesOf()).toEqual(['Aziz'])
  const left = (await opened(id)).checked
  expect(left.map(({ line, said }) => [line, said.country, said.memberRole])).toEqual([
    [3, 'Uzbekistan', 'member'],
    [4, 'Atlantis', 'dancer'],
  ])
  await correctImport(
    focal,
    id,
    {
      '3.givenName': 'Dilnoza',
      '4.country': 'UZ',
      '4.memberRole': 'staff',
      '4.position': 'Staff',
      '4.memberEmail': 'b@example.org',
    },
    now,
  )
  await run(id)
  expect(await namesOf()).toEqual(['Aziz', 'Dilnoza', 'Bobur'])
  expect(await opened(id)).toMatchObject({ list: null, done: 3, total: 3 })
})

test('the same list twice changes nothing, and a line that stands twice is entered once', async () => {
  const list = [HEAD, ...lines(3), ...lines(1)].join('\n')
  await run(await begin(file(list)))
  const again = await begin(file(list))
  expect((await opened(again)).checked.map(({ skipped }) => skipped)).toEqual(Array(4).fill('member'))
  await run(again)
  expect(await namesOf()).toHaveLength(3)
})

test('formulas are text that has to be corrected, never anything that acts', async () => {
  const id = await begin(file([HEAD, 'Aziz;Karimov;=HYPERLINK("http://x");a@example.org'].join('\n')))
  const { checked } = await opened(id)
  expect(checked[0]!.errors).toEqual([{ field: 'position', code: 'formula' }])
})

test('the second head of a list is refused, and the first where the delegation has one', async () => {
  const heads = [`${HEAD};Role`, 'Aziz;Karimov;Speaker;a@example.org;head', 'Bobur;Aliyev;Speaker;b@example.org;head']
  const id = await begin(file(heads.join('\n')))
  expect((await opened(id)).checked.map((row) => isGood(row))).toEqual([true, false])
  await run(id)
  const other = await begin(file([heads[0], 'Sardor;Umarov;Speaker;s@example.org;head'].join('\n')))
  expect((await opened(other)).checked[0]!.errors).toEqual([{ field: 'memberRole', code: 'second_head' }])
})

test('where a list has more people than places, all are refused or the first that fit are entered', async () => {
  await setQuota(managed, { categoryId: null, delegationId: focal.delegation.id, roleId: null }, 60)
  const id = await begin(file(csv(70)))
  await expect(importNext(focal, id, 'all', now)).rejects.toMatchObject({ code: 'list_over_places' })
  expect(await namesOf()).toEqual([])
  await run(id, 'first')
  expect(await namesOf()).toHaveLength(60)
  expect((await opened(id)).list?.rows).toHaveLength(10)
})

test('five hundred people are entered, once, also when the same list runs in two windows', async () => {
  const id = await begin(file(csv(500)))
  const windows = [0, 1].map(async () => {
    for (let left = 1; left > 0; )
      left = await importNext(focal, id, 'all', now).catch(({ code }) => {
        expect(['registration_changed', 'member_exists']).toContain(code)
        return 1
      })
  })
  await Promise.all(windows)
  expect(new Set(await namesOf()).size).toBe(500)
  expect(await namesOf()).toHaveLength(500)
})

test('merged cells, empty lines and unknown columns: what is missing is said, the rest is read', async () => {
  const table = [
    ['Parliament'],
    [],
    ['Given name', 'Position', 'Shoe size'],
    ['Aziz', 'Deputy', '42'],
    [null, null],
    ['Bobur', null, ''],
  ]
  const workbook = await writeExcelFile([
    { sheet: 'List', data: table.map((row) => row.map((value) => ({ value: value ?? '' }))) },
  ])
  const { checked, list } = await opened(await begin(file(await workbook.toBuffer(), 'l.xlsx')))
  expect(
    checked.map(({ line, answers, errors }) => [line, answers.givenName, errors.map(({ field }) => field)]),
  ).toEqual([
    [4, 'Aziz', []],
    [6, 'Bobur', ['position']],
  ])
  expect(list!.columns).toEqual([
    { head: 'Given name', column: 'givenName' },
    { head: 'Position', column: 'position' },
    { head: 'Shoe size', column: null },
  ])
})

test('cells that are merged count once, and a date, a number or a formula where words belong harm nothing', async () => {
  const words = (...values: string[]) => values.map((value) => ({ value }))
  const workbook = await writeExcelFile([
    {
      sheet: 'List',
      data: [
        [{ value: 'Parliament of Uzbekistan', columnSpan: 4 }, null, null, null],
        words('Given name', 'Family name', 'Position', 'Institution'),
        [{ value: 'Aziz' }, { value: 'Karimov' }, { value: 'Deputy', rowSpan: 2 }, { value: 'Majlis' }],
        [{ value: 'Bobur' }, { value: 'Aliyev' }, null, { value: 42 }],
        [
          { value: new Date('2026-05-01T00:00:00Z'), format: 'dd.mm.yyyy' },
          { value: 'Umarov' },
          { value: 'Deputy' },
          { value: 'Majlis' },
        ],
        [{ value: 'Sardor' }, { value: 'Yusupov' }, { value: '=1+1', type: 'Formula' }, { value: 'Majlis' }],
      ],
    },
  ])
  const { checked } = await opened(await begin(file(await workbook.toBuffer(), 'l.xlsx')))
  expect(checked.map(({ answers, errors }) => [answers.familyName, errors.map(({ field }) => field)])).toEqual([
    ['Karimov', []],
    ['Aliyev', ['position']],
    ['Umarov', ['givenName']],
    ['Yusupov', ['position']],
  ])
})

test('a workbook of 20,000 lines is refused', async () => {
  const data = csv(20_000)
    .split('\r\n')
    .map((line) => line.split(';').map((value) => ({ value })))
  const workbook = await writeExcelFile([{ sheet: 'List', data }])
  await expect(begin(file(await workbook.toBuffer(), 'l.xlsx'))).rejects.toMatchObject({
    code: 'list_too_long',
    field: 'file',
  })
})

for (const [what, data, code] of [
  ['20,000 lines', csv(20_000), 'list_too_long'],
  ['501 lines', csv(501), 'list_too_long'],
  ['three megabytes', Buffer.alloc(3 * 1024 * 1024, 0x61), 'list_too_large'],
  ['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0', 'latin1'), 'list_not_table'],
  ['a damaged workbook', Buffer.from('PK\x03\x04rubbish', 'latin1'), 'list_not_table'],
  ['no line with the columns', 'Aziz;Karimov\nBobur;Aliyev', 'list_heads'],
  ['the columns alone', HEAD, 'list_empty'],
  ['nothing', '', 'list_empty'],
] as const)
  test(`${what}: refused as ${code}`, async () => {
    await expect(begin(file(data as Buffer | string))).rejects.toMatchObject({ name: 'Refusal', code, field: 'file' })
  })

test('pasted lines are read like a file', async () => {
  expect(await readTable(null, 'Given name\tPosition\n\nAziz\tDeputy')).toEqual({
    table: [['Given name', 'Position'], [''], ['Aziz', 'Deputy']],
    encoding: null,
  })
})

test('another delegation’s list is not there, neither to read, to correct nor to run', async () => {
  const id = await begin(file(csv(2)))
  const other = await newDelegation()
  expect(await readImport(other, id)).toBeNull()
  await expect(correctImport(other, id, {}, now)).rejects.toMatchObject({ code: 'import_gone' })
  await expect(importNext(other, id, 'all', now)).rejects.toMatchObject({ code: 'import_gone' })
})
