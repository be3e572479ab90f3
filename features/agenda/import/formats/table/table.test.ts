import { expect, test } from '@playwright/test'
import { strToU8, zipSync } from 'fflate'
import { readTable } from '@/lib/tables'
import { readSessionTable } from './rules'

const brief = (table: unknown[][]) =>
  readSessionTable(table)!.map(({ start, minutes, errors }) => [start, minutes, ...errors.map(({ code }) => code)])
const rows = (...lines: unknown[][]) => brief([['Title', 'Date', 'Start', 'End', 'Minutes'], ...lines])

test('dates and times as people write them', () => {
  expect(
    rows(
      ['T', '16.10.2026', '9:30', '10:15'],
      ['T', '16/10/26', '2:00 p.m.', '3:30 PM'],
      ['T', '2026-10-16', '12:15 am', '12:45 AM'],
      ['T', '2026-10-16', '10:00–11:30'],
      ['T', '2026-10-16', '10.00 - 10.45', ''],
      ['T', '', '2026-10-16 14:00', '', '90'],
      ['T', 46311, 0.4409722222, null, '1:30'],
      ['T', new Date('2026-10-16T00:00:00Z'), new Date('1899-12-30T10:34:59.999Z'), null, 45],
    ),
  ).toEqual([
    ['2026-10-16T09:30', 45],
    ['2026-10-16T14:00', 90],
    ['2026-10-16T00:15', 30],
    ['2026-10-16T10:00', 90],
    ['2026-10-16T10:00', 45],
    ['2026-10-16T14:00', 90],
    ['2026-10-16T10:35', 90],
    ['2026-10-16T10:35', 45],
  ])
})

test('dates, times and lengths that cannot be read are named', () => {
  expect(
    rows(
      ['T', '31.02.2026', '10:00'],
      ['T', '2026-10-16', '25:00'],
      ['T', '2026-10-16', '13:00 pm'],
      ['T', '2026-10-16', '10:00–later'],
      ['T', '2026-10-16', '10:00', 'tbd'],
      ['T', '2026-10-16', '10:00', '', 'an hour'],
      ['T', '', '10:00', '11:00'],
      ['T', '', new Date('1899-12-30T10:00:00Z'), '', 30],
      ['T', '2026-10-16', '11:00', '11:00'],
    ).map(([, , ...codes]) => codes),
  ).toEqual([
    ['date_unreadable'],
    ['time_unreadable'],
    ['time_unreadable'],
    ['time_unreadable'],
    ['time_unreadable'],
    ['length_unreadable'],
    ['date_missing'],
    ['date_missing'],
    ['ends_before'],
  ])
})

test('names with commas between them are several people where each is a whole name', () => {
  const people = (text: string) =>
    readSessionTable([
      ['Title', 'Speakers'],
      ['T', text],
    ])![0]!.people.map(({ name, role }) => [name, role])
  expect(people('Dana Speaker, Ali Example')).toEqual([
    ['Dana Speaker', ''],
    ['Ali Example', ''],
  ])
  expect(people('Speaker, Dana')).toEqual([['Speaker, Dana', '']])
  expect(people('Speaker, Dana (Chair); Ali Example')).toEqual([
    ['Speaker, Dana', 'Chair'],
    ['Ali Example', ''],
  ])
})

/** The smallest workbook that a reader takes for one. */
function workbook(sheet: string, more: Record<string, Uint8Array> = {}): Uint8Array {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const kind = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  return zipSync({
    '[Content_Types].xml': strToU8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="${main}" xmlns:r="${kind}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${kind}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`),
    ...more,
  })
}
const text = (place: string, value: string) => `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`
const HEAD = `<row r="1">${text('A1', 'Title')}${text('B1', 'Date')}${text('C1', 'Start')}${text('D1', 'Minutes')}</row>`
const file = (bytes: Uint8Array, name = 'x.xlsx') => new File([new Uint8Array(bytes)], name)

test('of a formula its last result is read, never the formula', async () => {
  const sheet = `${HEAD}<row r="2"><c r="A2" t="str"><f>HYPERLINK("http://x","Water")</f><v>Water</v></c>${text('B2', '2026-10-16')}${text('C2', '10:00')}<c r="D2"><f>30+15</f><v>45</v></c></row>`
  const { table } = await readTable(file(workbook(sheet)), '')
  expect(readSessionTable(table)![0]).toMatchObject({ title: { en: 'Water' }, start: '2026-10-16T10:00', minutes: 45 })
})

/** A workbook whose sheet says in the archive's lists that it is a kilobyte. */
function lying(): Uint8Array {
  const bytes = Buffer.from(workbook(HEAD + ' '.repeat(70_000_000)))
  for (const [mark, at] of [
    [0x02014b50, 24],
    [0x04034b50, 22],
  ] as const)
    for (let i = 0; i < bytes.length - 30; i++)
      if (bytes.readUInt32LE(i) === mark && bytes.readUInt32LE(i + at) > 1_000_000) bytes.writeUInt32LE(1000, i + at)
  return bytes
}

for (const [what, make] of [
  ['that unpacks to 80 MB', () => workbook(HEAD, { 'xl/media/image.bin': new Uint8Array(80_000_000) })],
  ['that unpacks to 70 MB and says otherwise', lying],
  [
    'with one cell in the last corner of its sheet',
    () => workbook(`${HEAD}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`),
  ],
  ['with a cell in a place that is none', () => workbook(`${HEAD}<row r="2"><c r="&#88;FD1048576"><v>1</v></c></row>`)],
  ['that is cut off', () => workbook(HEAD).slice(0, 300)],
] as const)
  test(`a workbook ${what} is refused with a sentence`, async () => {
    await expect(readTable(file(make()), '')).rejects.toMatchObject({ code: 'list_not_table', field: 'file' })
  })

const LINES = 'Название;Дата;Начало;Минуты\nВода и мир;16.10.2026;10:00;45'
for (const [what, bytes] of [
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${LINES}`)],
  ['UTF-16', Buffer.from(`\uFEFF${LINES}`, 'utf16le')],
  ['UTF-16, the other end first', Buffer.from(`\uFEFF${LINES}`, 'utf16le').swap16()],
  [
    'Windows-1251',
    Buffer.from([...LINES].map((sign) => (/[А-я]/.test(sign) ? sign.charCodeAt(0) - 0x350 : sign.charCodeAt(0)))),
  ],
] as const)
  test(`a list with semicolons in ${what} is read`, async () => {
    const { table } = await readTable(file(bytes, 'x.csv'), '')
    expect(readSessionTable(table)).toMatchObject([
      { title: { ru: 'Вода и мир' }, start: '2026-10-16T10:00', minutes: 45, errors: [] },
    ])
  })

test('a list with NUL bytes is none', async () => {
  await expect(readTable(file(Buffer.from('Title;Date\nA\0;b'), 'x.csv'), '')).rejects.toMatchObject({
    code: 'list_not_table',
  })
})
