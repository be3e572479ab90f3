/** A chosen picture as it will be sent, and drawn upright: what is shown and cut is the same as what arrives. */
export type ShrunkPicture = { file: File; canvas: HTMLCanvasElement }

const SENT_AS_IT_IS = 1024 * 1024

/**
 * Makes a picture no larger than needed, so that a telephone's six megabytes go over a slow line: it still covers
 * `cover`, as a JPEG. What is small enough stays as it is. The browser turns it upright, as the server does.
 * @returns null where the browser cannot read it
 */
export async function shrinkPicture(
  file: File,
  cover: { width: number; height: number },
): Promise<ShrunkPicture | null> {
  // No options: browsers before 2023 turn by themselves and know no word for it.
  const picture = await createImageBitmap(file).catch(() => null)
  if (!picture) return null
  const scale = Math.min(1, Math.max(cover.width / picture.width, cover.height / picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  const pen = canvas.getContext('2d')
  if (!pen) return null
  pen.imageSmoothingQuality = 'high'
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const isKnown = ['image/jpeg', 'image/png', 'image/webp'].includes(file.type)
  if (scale === 1 && isKnown && file.size <= SENT_AS_IT_IS) return { file, canvas }
  const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.88))
  if (!drawn) return null
  return { file: new File([drawn], `${file.name.replace(/\.\w+$/, '')}.jpg`, { type: 'image/jpeg' }), canvas }
}
