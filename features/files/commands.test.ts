import { crc32, deflateSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { and, eq } from 'drizzle-orm'
import sharp from 'sharp'
import { db } from '@/db'
import { eventKeys, files } from '@/db/schema/files'
import { freshDatabase } from '@/e2e/fixtures/database'
import { makeCategory, makeEvent, makeRegistration } from '@/e2e/fixtures/world'
import { deleteFile, prepareFile, storeFile } from './commands'
import { destroyEventKey, eventKey } from './keys/commands'
import { readEventKey } from './keys/queries'
import { findFile, listFiles, readFile } from './queries'
import { fileResponse, MAX_FILES, safeName } from './rules'

let database: Awaited<ReturnType<typeof freshDatabase>>

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())

const drawn = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#0B2E4F' } })

const upload = (data: Buffer | string, name = 'letter.pdf') =>
  new File([typeof data === 'string' ? Buffer.from(data, 'latin1') : new Uint8Array(data)], name)

/** A PDF as small as one can be, with `objects` in it. */
const pdf = (objects = '') =>
  `%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n${objects}\nxref\n0 3\ntrailer<</Root 1 0 R/Size 3>>\nstartxref\n9\n%%EOF`

/** Objects packed into a compressed stream, as most programs write them. */
function packed(inside: string, entry = '/ObjStm'): string {
  const stream = deflateSync(Buffer.from(`3 0 ${inside}`, 'latin1')).toString('latin1')
  return `4 0 obj<</Type${entry}/N 1/First 4/Filter/FlateDecode/Length ${stream.length}>>\nstream\n${stream}\nendstream endobj`
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
const HTML = '<!doctype html><script>fetch("/en/admin")</script>'

const HOSTILE_DOCUMENTS: [string, Buffer | string, string][] = [
  ['a page named .pdf', HTML, 'file_not_document'],
  ['an SVG', SVG, 'file_not_document'],
  ['a program', Buffer.from('MZ\x90\0\x03'), 'file_not_document'],
  ['an archive', Buffer.from('PK\x03\x04'), 'file_not_document'],
  ['a page before a PDF', `${HTML}${pdf()}`, 'file_not_document'],
  ['the first bytes of a PDF alone', '%PDF-1.7', 'file_broken'],
  ['a PDF that is locked', pdf('5 0 obj<</Encrypt 6 0 R>>endobj'), 'file_locked'],
  ['a PDF with a script', pdf('5 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj'), 'file_active_content'],
  ['a script with its name disguised', pdf('5 0 obj<</S/J#61vaScript/JS(1)>>endobj'), 'file_active_content'],
  ['a PDF that starts a program', pdf('5 0 obj<</S/Launch/F(cmd.exe)>>endobj'), 'file_active_content'],
  ['a PDF with files in it', pdf('5 0 obj<</Type/Filespec/EmbeddedFiles 6 0 R>>endobj'), 'file_active_content'],
  ['a script in packed objects', pdf(packed('<</S/JavaScript/JS(1)>>')), 'file_active_content'],
  [
    'packed objects with their name disguised',
    pdf(packed('<</S/JavaScript/JS(1)>>', '/O#62jStm')),
    'file_active_content',
  ],
  [
    'packed objects that cannot be unpacked',
    pdf('4 0 obj<</Type/ObjStm>>\nstream\nxx\nendstream'),
    'file_active_content',
  ],
  ['a zip bomb of packed objects', pdf(packed(`0 ${' '.repeat(65 * 1024 * 1024)}`)), 'file_active_content'],
  ['nine megabytes', Buffer.alloc(9 * 1024 * 1024, 0x25), 'file_too_large'],
  ['nothing', '', 'file_empty'],
]

for (const [name, data, code] of HOSTILE_DOCUMENTS)
  test(`as a document, ${name} is refused as ${code}`, async () => {
    await expect(prepareFile('document', upload(data))).rejects.toMatchObject({ name: 'Refusal', code, field: 'file' })
  })

test('what is no file at all is refused too', async () => {
  for (const given of [undefined, null, '', 'photo.jpg', {}])
    await expect(prepareFile('photo', given)).rejects.toMatchObject({ code: 'file_empty', field: 'photo' })
})

test('a PDF that only shows pages is kept as it is, packed or not', async () => {
  for (const quiet of [pdf(), pdf(packed('<</Type/Page>>'))]) {
    const { type, data, name } = await prepareFile('credentials', upload(quiet, '..\\Note verbale.PDF'))
    expect([type, data.toString('latin1'), name]).toEqual(['application/pdf', quiet, 'Note verbale.pdf'])
  }
})

const HOSTILE_PHOTOS: [string, () => Promise<Buffer> | Buffer, string][] = [
  ['a PDF', () => Buffer.from(pdf()), 'file_not_picture'],
  ['an SVG', () => Buffer.from(SVG), 'file_not_picture'],
  ['a GIF', () => drawn(900, 900).gif().toBuffer(), 'file_not_picture'],
  ['a page after the first bytes of a PNG', () => Buffer.from(`\x89PNG\r\n\x1a\n${HTML}`, 'latin1'), 'file_broken'],
  ['a stamp', () => drawn(200, 300).png().toBuffer(), 'photo_too_small'],
  ['a strip one pixel high', () => drawn(3000, 1).png().toBuffer(), 'photo_too_small'],
  ['64 megapixels', () => drawn(8000, 8000).png().toBuffer(), 'file_too_many_pixels'],
]

for (const [name, make, code] of HOSTILE_PHOTOS)
  test(`as a photo, ${name} is refused as ${code}`, async () => {
    await expect(prepareFile('photo', upload(await make(), 'me.jpg'))).rejects.toMatchObject({ code, field: 'photo' })
  })

test('a photo becomes a JPEG of 3:4 of the part that was chosen, and does not say where it was taken', async () => {
  const red = await sharp({ create: { width: 600, height: 800, channels: 3, background: '#ff0000' } })
    .png()
    .toBuffer()
  const photograph = await drawn(1200, 800)
    .composite([{ input: red, left: 600, top: 0 }])
    .withExif({ IFD3: { GPSLatitude: '43/1' } })
    .jpeg()
    .toBuffer()
  const crop = { x: 0.5, y: 0, width: 0.5, height: 1 }
  const { data, type } = await prepareFile('photo', upload(photograph, 'me.jpg'), { crop })
  const { format, width, height, exif } = await sharp(data).metadata()
  expect([type, format, width, height, exif]).toEqual(['image/jpeg', 'jpeg', 600, 800, undefined])
  const { dominant } = await sharp(data).stats()
  expect(dominant.r).toBeGreaterThan(200)
})

const APPENDED = '<script>fetch("/en/admin")</script>PK\x03\x04%PDF-1.7'
const GPS = { IFD0: { Copyright: 'Hiddenauthor' }, IFD3: { GPSLatitude: '43/1' } }

for (const [what, make] of [
  ['a JPEG', () => drawn(900, 1200).withExif(GPS).jpeg().toBuffer()],
  ['a PNG', () => drawn(900, 1200).withExif(GPS).png().toBuffer()],
  ['a WebP', () => drawn(900, 1200).withExif(GPS).webp().toBuffer()],
] as const)
  test(`of ${what} that is a page, an archive and a PDF too, and says where it was taken, only the picture is kept`, async () => {
    const given = Buffer.concat([await make(), Buffer.from(APPENDED, 'latin1')])
    expect(given.toString('latin1')).toContain('Hiddenauthor')
    for (const kind of ['photo', 'document', 'credentials'] as const) {
      const { data, type, name } = await prepareFile(kind, upload(given, 'me.html'))
      const { format, exif, xmp, icc, iptc } = await sharp(data).metadata()
      expect([type, name, format, exif, xmp, icc, iptc]).toEqual([
        'image/jpeg',
        'me.jpg',
        'jpeg',
        ...Array(4).fill(undefined),
      ])
      for (const part of ['script', 'PK\x03\x04', '%PDF', 'Hiddenauthor'])
        expect(data.toString('latin1')).not.toContain(part)
    }
  })

for (const format of ['jpeg', 'png', 'webp'] as const)
  test(`a ${format} that breaks off in the middle is refused`, async () => {
    // Noise, so that half of the bytes are half of the picture.
    const noise = { width: 900, height: 1200, channels: 3, noise: { type: 'gaussian', mean: 128, sigma: 60 } } as const
    const whole = await sharp({ create: { ...noise, background: '#000' } })
      .toFormat(format)
      .toBuffer()
    await prepareFile('photo', upload(whole, 'me.jpg'))
    for (const kind of ['photo', 'document'] as const)
      await expect(prepareFile(kind, upload(whole.subarray(0, whole.length / 2), 'me.jpg'))).rejects.toMatchObject({
        code: 'file_broken',
      })
  })

test('a picture of a few kilobytes that unpacks to gigabytes is refused before it is unpacked', async () => {
  const small = await drawn(8, 8).png().toBuffer()
  const header = Buffer.from(small)
  // Its header claims 60,000 × 60,000.
  header.writeUInt32BE(60_000, 16)
  header.writeUInt32BE(60_000, 20)
  header.writeUInt32BE(crc32(header.subarray(12, 29)), 29)
  for (const kind of ['photo', 'document'] as const)
    await expect(prepareFile(kind, upload(header, 'me.png'))).rejects.toMatchObject({ code: 'file_too_many_pixels' })
})

async function owner() {
  const event = await makeEvent()
  const registration = await makeRegistration(event, await makeCategory(event))
  return { event, owner: { registrationId: registration.id } }
}

const photo = async () => prepareFile('photo', upload(await drawn(600, 800).jpeg().toBuffer(), 'me.jpg'))

test('what is stored is readable through Plenary only: not in the database, not in another row, not after the key is gone', async () => {
  const { event, owner: of } = await owner()
  const secret = pdf('% the note verbale')
  const file = await prepareFile('document', upload(secret))
  const store = () => db().transaction((tx) => storeFile(tx, { eventId: event.id, owner: of, kind: 'document', file }))
  const [id, other] = [await store(), await store()]
  const [row] = await db().select().from(files).where(eq(files.id, id))
  expect(row!.sealed.toString('latin1')).not.toContain('note verbale')
  expect((await readFile(event.id, id))!.data.toString('latin1')).toBe(secret)

  await db().update(files).set({ sealed: row!.sealed }).where(eq(files.id, other))
  expect(await readFile(event.id, other)).toBeNull()

  const [key] = await db().select().from(eventKeys).where(eq(eventKeys.eventId, event.id))
  expect(key!.wrapped).not.toContain((await readEventKey(event.id, 'files'))!.toString('base64'))
  await db().transaction((tx) => destroyEventKey(tx, event.id, 'files'))
  expect(await readFile(event.id, id)).toBeNull()
  await expect(store()).rejects.toMatchObject({ code: 'kept_no_longer' })
})

test('scans of passports are under a key of their own, and of two events neither opens the other’s', async () => {
  const { event } = await owner()
  const elsewhere = await makeEvent()
  const keys = await db().transaction(async (tx) => [
    await eventKey(tx, event.id, 'files'),
    await eventKey(tx, event.id, 'passport'),
    await eventKey(tx, elsewhere.id, 'files'),
    await eventKey(tx, event.id, 'files'),
  ])
  const texts = keys.map((key) => key.toString('hex'))
  expect(new Set(texts).size).toBe(3)
  expect(texts[3]).toBe(texts[0])
  await db()
    .update(eventKeys)
    .set({ wrapped: (await wrappedOf(event.id))! })
    .where(eq(eventKeys.eventId, elsewhere.id))
  expect(await readEventKey(elsewhere.id, 'files')).toBeNull()
})

const wrappedOf = async (eventId: string) =>
  (
    await db()
      .select()
      .from(eventKeys)
      .where(and(eq(eventKeys.eventId, eventId), eq(eventKeys.purpose, 'files')))
  )[0]!.wrapped

test('the first two files of an event, stored at once, are both under one key', async () => {
  const { event, owner: of } = await owner()
  const file = await prepareFile('document', upload(pdf()))
  const ids = await Promise.all(
    Array.from({ length: 6 }, () =>
      db().transaction((tx) => storeFile(tx, { eventId: event.id, owner: of, kind: 'document', file })),
    ),
  )
  for (const id of ids) expect(await readFile(event.id, id)).not.toBeNull()
})

test('a new photo takes the place of the old one, and an event’s id is part of every look-up', async () => {
  const { event, owner: of } = await owner()
  const store = async () =>
    db().transaction(async (tx) => storeFile(tx, { eventId: event.id, owner: of, kind: 'photo', file: await photo() }))
  const first = await store()
  const second = await store()
  expect((await listFiles(of)).map(({ id }) => id)).toEqual([second])
  expect(await findFile(event.id, first)).toBeNull()
  const elsewhere = await makeEvent()
  expect([await readFile(elsewhere.id, second), await findFile(elsewhere.id, second)]).toEqual([null, null])
  expect(await db().transaction((tx) => deleteFile(tx, elsewhere.id, second))).toBe(false)
  expect(await db().transaction((tx) => deleteFile(tx, event.id, second))).toBe(true)
})

test(`no owner has more than ${MAX_FILES} files, however many come at once`, async () => {
  const { event, owner: of } = await owner()
  const file = await prepareFile('document', upload(pdf()))
  const outcomes = await Promise.allSettled(
    Array.from({ length: MAX_FILES + 5 }, () =>
      db().transaction((tx) => storeFile(tx, { eventId: event.id, owner: of, kind: 'document', file })),
    ),
  )
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
  expect(refused).toEqual(Array(5).fill('file_too_many'))
  expect(await listFiles(of)).toHaveLength(MAX_FILES)
})

for (const [given, safe] of [
  ['../../etc/passwd', 'passwd.pdf'],
  ['C:\\Users\\a\\нота.PDF', 'нота.pdf'],
  ['a\u202Efdp.exe', 'afdp.pdf'],
  ['..', 'file.pdf'],
  ['', 'file.pdf'],
  ['x"\r\nSet-Cookie: a=b.pdf', 'x_ Set-Cookie_ a=b.pdf'],
  [`${'ұ'.repeat(300)}.pdf`, `${'ұ'.repeat(116)}.pdf`],
] as const)
  test(`a file called ${JSON.stringify(given.slice(0, 30))} is called ${safe.slice(0, 30)}`, () => {
    expect(safeName(given, 'application/pdf')).toBe(safe)
  })

test('a download is saved, never shown in the site, never kept and never guessed at', () => {
  const { headers } = fileResponse({ name: 'Нота "1".pdf', type: 'application/pdf', data: Buffer.from('x') })
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[\x20-\x7E]*"; filename\*=UTF-8''[\w%.]+$/)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('cache-control')).toBe('private, no-store')
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
})
