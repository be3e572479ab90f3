import type { FILE_KINDS } from '@/db/schema/files'
import { cleanText } from '@/lib/names'

export type FileKind = (typeof FILE_KINDS)[number]

/** A photo as a badge has it: three wide, four high. */
export const PHOTO = { width: 720, height: 960, minWidth: 480, minHeight: 640 }

/** Longest side of a picture of a document, in pixels: an A4 page at 300 dots per inch is 3508. */
export const MAX_DOCUMENT_SIDE = 3508

/** How many files one registration or one delegation may have. */
export const MAX_FILES = 40

/** What file fields offer to choose from. */
export const ACCEPT = {
  picture: 'image/jpeg,image/png,image/webp',
  document: 'image/jpeg,image/png,image/webp,application/pdf',
}

/** Part of a picture, in fractions of its width and height. */
export type Crop = { x: number; y: number; width: number; height: number }

/** The part that a form chose in `{name}.x`, `.y`, `.width`, `.height`, or null for the middle. */
export function cropOf(form: FormData, name: string): Crop | null {
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((part) => {
    const given = form.get(`${name}.${part}`)
    return typeof given === 'string' && /^\d(\.\d{1,20})?$/.test(given) ? Math.min(1, Number(given)) : null
  })
  if (x == null || y == null || !width || !height) return null
  return { x, y, width, height }
}

/**
 * The part of a picture that becomes the photo, in whole pixels: about the middle of `crop`, within it, exactly 3:4.
 * Without a choice it is the middle, a little higher than centred, because that is where faces are.
 */
export function photoBox(
  size: { width: number; height: number },
  crop: Crop | null,
): { left: number; top: number; width: number; height: number } {
  const chosen = {
    x: (crop?.x ?? 0) * size.width,
    y: (crop?.y ?? 0) * size.height,
    width: (crop?.width ?? 1) * size.width,
    height: (crop?.height ?? 1) * size.height,
  }
  const unit = Math.floor(
    Math.min((chosen.width + 0.5) / 3, (chosen.height + 0.5) / 4, size.width / 3, size.height / 4),
  )
  const [width, height] = [unit * 3, unit * 4]
  const within = (at: number, most: number) => Math.max(0, Math.min(Math.round(at), most))
  return {
    left: within(chosen.x + (chosen.width - width) / 2, size.width - width),
    top: within(chosen.y + (chosen.height - height) * (crop ? 0.5 : 0.35), size.height - height),
    width,
    height,
  }
}

const ENDINGS: Record<string, string> = {
  'image/jpeg': '.jpg',
  'application/pdf': '.pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
}
const MAX_NAME = 120

/** A file's name as it may be shown and saved: no path, nothing invisible, 120 characters, the ending of its type. */
export function safeName(name: string, type: string): string {
  const ending = ENDINGS[type] ?? ''
  const last = cleanText(name.split(/[/\\]/).at(-1) ?? '').replace(/\s+/g, ' ')
  const stem = last
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[<>:"|?*%]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  return (
    ([...stem]
      .slice(0, MAX_NAME - ending.length)
      .join('')
      .trimEnd() || 'file') + ending
  )
}

/** A stored file as an answer to its download: never kept, never guessed at, never run, never opened within the site. */
export function fileResponse(file: { name: string; type: string; data: Buffer }): Response {
  const plain = file.name.replace(/[^\w .()-]/g, '_')
  const encoded = encodeURIComponent(file.name).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return new Response(new Uint8Array(file.data), {
    headers: {
      'Content-Type': file.type,
      'Content-Disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`,
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'same-origin',
    },
  })
}

/** What every download answers where there is nothing for the reader, whatever the reason. */
export function noFile(): Response {
  return new Response(null, { status: 404, headers: { 'Cache-Control': 'private, no-store' } })
}
