import { expect, test } from '@playwright/test'
import { cropOf, PHOTO, photoBox } from '@/features/files/rules'
import { type Bounds, fractionsOf, moveFrame, sizeFrame, widestFrame } from './crop'

const landscape: Bounds = { width: 2000, height: 1200, shape: 4 / 3, least: 480 }
const portrait: Bounds = { width: 600, height: 1600, shape: 4 / 3, least: 480 }

test('a frame begins as wide as the picture lets it, a little above the middle', () => {
  expect(widestFrame(landscape)).toEqual({ left: 550, top: 0, width: 900 })
  expect(widestFrame(portrait)).toEqual({ left: 0, top: 280, width: 600 })
})

test('a frame never leaves the picture, however far it is moved', () => {
  const frame = { left: 100, top: 100, width: 480 }
  expect(moveFrame(landscape, frame, -1000, -1000)).toEqual({ left: 0, top: 0, width: 480 })
  expect(moveFrame(landscape, frame, 9999, 9999)).toEqual({ left: 1520, top: 560, width: 480 })
})

test('a frame is sized about the point that stays, and is never too small to print or larger than the picture', () => {
  const frame = { left: 500, top: 200, width: 600 }
  expect(sizeFrame(landscape, frame, 540, { x: 0.5, y: 0.5 })).toEqual({ left: 530, top: 240, width: 540 })
  expect(sizeFrame(landscape, frame, 540, { x: 1, y: 1 })).toEqual({ left: 560, top: 280, width: 540 })
  expect(sizeFrame(landscape, frame, 1, { x: 0, y: 0 })).toEqual({ left: 500, top: 200, width: 480 })
  expect(sizeFrame(landscape, frame, 9999, { x: 0.5, y: 0.5 })).toMatchObject({ top: 0, width: 900 })
})

test('what a frame sends is the part that the server cuts, to the pixel, also at its smallest', () => {
  for (const frame of [
    { left: 321, top: 77, width: 480 },
    { left: 1100, top: 0, width: 900 },
  ]) {
    const form = new FormData()
    for (const [part, value] of Object.entries(fractionsOf(landscape, frame)))
      form.set(`photo.${part}`, value.toFixed(6))
    const { left, top, width, height } = photoBox(landscape, cropOf(form, 'photo'))
    expect({ left, top, width }).toEqual(frame)
    expect([height, width >= PHOTO.minWidth]).toEqual([(frame.width * 4) / 3, true])
  }
})
