import sharp, { type Sharp } from 'sharp'

// The many other formats that libvips reads are many other parsers to trust.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
})

export const MAX_MEGABYTES = 8
const MAX_MEGAPIXELS = 40

/** What may be wrong with a picture, and what its sentence needs. */
export type PictureProblem = 'too_large' | 'kind' | 'broken' | 'too_many_pixels'

/**
 * Draws an uploaded picture anew: turned upright, without metadata, in the format that `draw` ends with. Whatever else
 * was in the file is gone.
 * @param draw gets the picture and its upright size in pixels
 * @param refuse throws; `too_large` comes with { megabytes }, `too_many_pixels` with { megapixels }
 */
export async function redraw(
  file: Buffer,
  draw: (picture: Sharp, size: { width: number; height: number }) => Sharp,
  refuse: (problem: PictureProblem, values?: Record<string, number>) => never,
): Promise<Buffer> {
  if (file.length > MAX_MEGABYTES * 1024 * 1024) refuse('too_large', { megabytes: MAX_MEGABYTES })
  if (!isPicture(file)) refuse('kind')
  const limit = MAX_MEGAPIXELS * 1_000_000
  // Reads the header only, so the sentence can name the reason; the limit below is the guard.
  const header = await sharp(file, { limitInputPixels: false })
    .metadata()
    .catch(() => refuse('broken'))
  if (header.width * header.height > limit) refuse('too_many_pixels', { megapixels: MAX_MEGAPIXELS })
  const picture = sharp(file, { limitInputPixels: limit, failOn: 'truncated' }).autoOrient()
  return draw(picture, header.autoOrient)
    .toBuffer()
    .catch(() => refuse('broken'))
}

/** By its first bytes: JPEG, PNG or WebP. */
export function isPicture(file: Buffer): boolean {
  const begins = (bytes: string, at = 0) => file.subarray(at, at + bytes.length).toString('latin1') === bytes
  return begins('\xff\xd8\xff') || begins('\x89PNG\r\n\x1a\n') || (begins('RIFF') && begins('WEBP', 8))
}
