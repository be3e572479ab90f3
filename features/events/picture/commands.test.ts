import { expect, test } from '@playwright/test'
import sharp from 'sharp'
import { reencodePicture } from './commands'

const drawn = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#0B2E4F' } })

/** A PNG whose header promises 50 megapixels: the bomb is what a reader would allocate for it. */
async function hugeHeader(): Promise<Buffer> {
  const png = await drawn(10, 10).png().toBuffer()
  png.writeUInt32BE(10_000, 16)
  png.writeUInt32BE(5_000, 20)
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29)
  return png
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}

/** Noise, so that half a file is truly half a picture. */
async function noise(): Promise<Buffer> {
  const pixels = Buffer.from(Array.from({ length: 300 * 200 * 3 }, (_, at) => (at * 7919) % 256))
  return sharp(pixels, { raw: { width: 300, height: 200, channels: 3 } })
    .jpeg()
    .toBuffer()
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'

const HOSTILE: [string, () => Promise<Buffer> | Buffer, string][] = [
  ['an SVG', () => Buffer.from(SVG), 'picture_kind'],
  ['an SVG after an XML declaration', () => Buffer.from(`<?xml version="1.0"?>${SVG}`), 'picture_kind'],
  ['a page named like a picture', () => Buffer.from('<html><script>alert(1)</script></html>'), 'picture_kind'],
  ['a page after the first bytes of a PNG', () => Buffer.from('\x89PNG\r\n\x1a\n<html>', 'latin1'), 'picture_broken'],
  ['an SVG after the first bytes of a JPEG', () => Buffer.from(`\xff\xd8\xff${SVG}`, 'latin1'), 'picture_broken'],
  ['a GIF', async () => drawn(9, 9).gif().toBuffer(), 'picture_kind'],
  ['a TIFF', async () => drawn(9, 9).tiff().toBuffer(), 'picture_kind'],
  ['an AVIF', async () => drawn(9, 9).avif().toBuffer(), 'picture_kind'],
  ['a header of 50 megapixels', hugeHeader, 'picture_too_many_pixels'],
  ['half a picture', async () => noise().then((file) => file.subarray(0, file.length / 2)), 'picture_broken'],
  ['nothing', () => Buffer.alloc(0), 'picture_kind'],
  ['nine megabytes', () => Buffer.alloc(9 * 1024 * 1024, 0xff), 'picture_too_large'],
]

for (const [name, make, code] of HOSTILE)
  test(`${name} is refused as ${code}`, async () => {
    await expect(reencodePicture(await make())).rejects.toMatchObject({ name: 'Refusal', code, field: 'picture' })
  })

for (const format of ['jpeg', 'png', 'webp'] as const)
  test(`a picture in ${format} becomes a WebP of 1600 × 900 at most`, async () => {
    const {
      format: made,
      width,
      height,
    } = await sharp(await reencodePicture(await drawn(4000, 3000).toFormat(format).toBuffer())).metadata()
    expect({ made, width, height }).toEqual({ made: 'webp', width: 1200, height: 900 })
  })

test('a small picture stays small', async () => {
  const small = await sharp(await reencodePicture(await drawn(40, 30).png().toBuffer())).metadata()
  expect([small.width, small.height]).toEqual([40, 30])
})

test('a photograph is turned upright and says no more where and with what it was taken', async () => {
  const photograph = await drawn(400, 200)
    .withExif({ IFD0: { Make: 'Example Camera' }, IFD3: { GPSLatitude: '43/1 14/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const stored = await sharp(await reencodePicture(photograph)).metadata()
  expect([stored.width, stored.height]).toEqual([200, 400])
  expect(stored.exif).toBeUndefined()
  expect(stored.orientation).toBeUndefined()
})
