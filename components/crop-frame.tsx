'use client'
import { type KeyboardEvent, type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { type Bounds, type Frame, fractionsOf, moveFrame, sizeFrame, widestFrame } from '@/lib/crop'

export type CropLabels = {
  title: string
  hint: string
  /** What the frame is, and which keys move and size it. */
  frame: string
  smaller: string
  larger: string
  /** Where it is: three # for the width and the distances from the left and the top, in per cent. */
  position: string
}

type Props = {
  name: string
  picture: HTMLCanvasElement
  size: { width: number; height: number; minWidth: number }
  labels: CropLabels
}

const CORNERS = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 0, y: 1 },
  { x: 1, y: 1 },
]
const MIDDLE = { x: 0.5, y: 0.5 }
const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

type Drag = { x: number; y: number; from: Frame; corner: { x: number; y: number } | null }

/** A frame of fixed shape on a picture, moved and sized by finger, pointer, keys or buttons. A tap beside it moves it there. */
export default function CropFrame({ name, picture, size, labels }: Props) {
  const bounds: Bounds = {
    width: picture.width,
    height: picture.height,
    shape: size.height / size.width,
    least: size.minWidth,
  }
  const [frame, setFrame] = useState(() => widestFrame(bounds))
  const ground = useRef<HTMLDivElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const drag = useRef<Drag | null>(null)
  const part = fractionsOf(bounds, frame)

  useEffect(() => {
    ground.current?.prepend(picture)
    return () => picture.remove()
  }, [picture])

  // Through the CSSOM: the content security policy lets no markup bring styles.
  useLayoutEffect(() => {
    const place = { left: part.x, top: part.y, width: part.width, height: part.height }
    for (const [side, share] of Object.entries(place)) box.current?.style.setProperty(side, `${share * 100}%`)
  })

  const change = (width: number) => setFrame(sizeFrame(bounds, frame, width, MIDDLE))
  const step = bounds.width * 0.02

  function begin(event: PointerEvent<HTMLDivElement>) {
    if (!event.isPrimary || event.button !== 0) return
    const inPixels = scale(event.currentTarget)
    const target = event.target as HTMLElement
    let from = frame
    if (!box.current?.contains(target)) {
      const { left, top } = event.currentTarget.getBoundingClientRect()
      const right = (event.clientX - left) * inPixels - frame.left - frame.width / 2
      const down = (event.clientY - top) * inPixels - frame.top - (frame.width * bounds.shape) / 2
      from = moveFrame(bounds, frame, right, down)
      setFrame(from)
    }
    event.currentTarget.setPointerCapture(event.pointerId)
    const corner = CORNERS[Number(target.dataset.corner ?? Number.NaN)] ?? null
    drag.current = { x: event.clientX, y: event.clientY, from, corner }
  }

  function go(event: PointerEvent<HTMLDivElement>) {
    if (!drag.current || !event.isPrimary) return
    const { x, y, from, corner } = drag.current
    const inPixels = scale(event.currentTarget)
    const right = (event.clientX - x) * inPixels
    const down = (event.clientY - y) * inPixels
    if (!corner) return setFrame(moveFrame(bounds, from, right, down))
    const wider = ((corner.x ? right : -right) + (corner.y ? down : -down) / bounds.shape) / 2
    setFrame(sizeFrame(bounds, from, from.width + wider, { x: 1 - corner.x, y: 1 - corner.y }))
  }

  function end() {
    drag.current = null
  }

  function press(event: KeyboardEvent<HTMLDivElement>) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const arrow = ARROWS[event.key]
    // By its place too: on some layouts + and − stand behind Shift or elsewhere.
    const isMore = event.key === '+' || ['Equal', 'NumpadAdd'].includes(event.code)
    const isLess = event.key === '-' || ['Minus', 'NumpadSubtract'].includes(event.code)
    if (arrow) setFrame(moveFrame(bounds, frame, arrow[0] * step, arrow[1] * step))
    else if (isMore || isLess) change(frame.width + (isMore ? step : -step))
    else return
    event.preventDefault()
  }

  const scale = (element: HTMLElement) => bounds.width / element.getBoundingClientRect().width
  const spoken = [part.width, part.x, part.y].reduce<string>(
    (text, share) => text.replace('#', String(Math.round(share * 100))),
    labels.position,
  )
  return (
    <fieldset>
      <legend>{labels.title}</legend>
      <p className="hint">{labels.hint}</p>
      <div
        ref={ground}
        className="crop"
        onPointerDown={begin}
        onPointerMove={go}
        onPointerUp={end}
        onPointerCancel={end}
        onLostPointerCapture={end}
      >
        <div
          ref={box}
          className="crop-frame"
          role="application"
          aria-label={labels.frame}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: an application has keys of its own.
          tabIndex={0}
          onKeyDown={press}
        >
          <span className="crop-face" />
          {CORNERS.map(({ x, y }, at) => (
            <span key={`${x}${y}`} className="crop-corner" data-corner={at} />
          ))}
        </div>
      </div>
      <p aria-live="polite" className="sr-only">
        {spoken}
      </p>
      <div className="crop-buttons">
        <button type="button" className="button button-quiet" onClick={() => change(frame.width - step * 2)}>
          {labels.smaller}
        </button>
        <button type="button" className="button button-quiet" onClick={() => change(frame.width + step * 2)}>
          {labels.larger}
        </button>
      </div>
      {Object.entries(part).map(([side, share]) => (
        <input key={side} type="hidden" name={`${name}.${side}`} value={share.toFixed(6)} />
      ))}
    </fieldset>
  )
}
