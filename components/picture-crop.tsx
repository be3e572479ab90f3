'use client'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { CropLabels } from './crop-frame'
import './picture-crop.css'

const CropFrame = lazy(() => import('./crop-frame'))

export type PictureCropProps = {
  /** The id and name of the file field beside it; the part is sent as `{field}.x`, `.y`, `.width`, `.height`. */
  field: string
  /** Size that the part is printed in, and the least it may have, in pixels. */
  size: { width: number; height: number; minWidth: number; minHeight: number }
  maxMegabytes: number
  labels: CropLabels & { take: string }
  problems: { kind: string; broken: string; tooLarge: string; tooSmall: string }
}

/**
 * Lets a person take a picture with their telephone and choose the part that is kept; both are loaded once there is a
 * picture. Without JavaScript there is the file field alone, and the server keeps the middle.
 */
export function PictureCrop({ field, size, maxMegabytes, labels, problems }: PictureCropProps) {
  const [picture, setPicture] = useState<HTMLCanvasElement | null>(null)
  const [problem, setProblem] = useState('')
  const [hasCamera, setHasCamera] = useState(false)
  const camera = useRef<HTMLInputElement>(null)

  useEffect(() => {
    const input = inputOf(field)
    if (!input) return
    setHasCamera('capture' in input)
    const look = async () => {
      const file = input.files?.[0]
      setPicture(null)
      setProblem('')
      if (!file) return
      const refuse = (sentence: string) => {
        setProblem(sentence)
        input.value = ''
      }
      const { shrinkPicture } = await import('./shrink-picture')
      const cover = { width: size.width * 2, height: size.height * 2 }
      const shrunk = await shrinkPicture(file, cover)
      // Another was chosen meanwhile.
      if (input.files?.[0] !== file) return
      const isTooLarge = (shrunk?.file ?? file).size > maxMegabytes * 1024 * 1024
      if (isTooLarge) return refuse(problems.tooLarge)
      if (!shrunk) return refuse(file.type.startsWith('image/') ? problems.broken : problems.kind)
      const { canvas } = shrunk
      if (canvas.width < size.minWidth || canvas.height < size.minHeight) return refuse(problems.tooSmall)
      if (shrunk.file !== file) put(input, shrunk.file)
      setPicture(canvas)
    }
    // A line that is lost here leaves the file field, which works.
    const onChange = () => void look().catch(() => {})
    input.addEventListener('change', onChange)
    return () => input.removeEventListener('change', onChange)
  }, [field, size, maxMegabytes, problems])

  function take() {
    const input = inputOf(field)
    const file = camera.current?.files?.[0]
    if (!input || !file) return
    put(input, file)
    input.dispatchEvent(new Event('change', { bubbles: true }))
  }

  return (
    <div className="crop-field">
      {hasCamera && (
        <>
          <input ref={camera} type="file" accept="image/*" capture="user" hidden onChange={take} />
          <button type="button" className="button button-quiet" onClick={() => camera.current?.click()}>
            {labels.take}
          </button>
        </>
      )}
      {problem && (
        <p role="alert" className="error">
          {problem}
        </p>
      )}
      {picture && (
        <Suspense fallback={null}>
          <CropFrame name={field} picture={picture} size={size} labels={labels} />
        </Suspense>
      )}
    </div>
  )
}

function inputOf(id: string): HTMLInputElement | null {
  const input = document.getElementById(id)
  return input instanceof HTMLInputElement ? input : null
}

function put(input: HTMLInputElement, file: File): void {
  const transfer = new DataTransfer()
  transfer.items.add(file)
  input.files = transfer.files
}
