import { expect, test } from '@playwright/test'
import { accentShades, contrast, isColour } from './colour'

test('contrast is what WCAG says it is', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#ffffff', '#ffffff')).toBe(1)
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
  expect(contrast('#17212B', '#FAF8F3')).toBeCloseTo(contrast('#FAF8F3', '#17212B'), 10)
})

test('every colour has a shade that can be read on a dark page, and is itself on a light one', () => {
  for (const colour of ['#000000', '#0B2E4F', '#7A1F2B', '#0000ff', '#17693A', '#ffffff']) {
    const shades = accentShades(colour)
    expect(shades.light).toBe(colour)
    expect(contrast(shades.dark, '#12181F'), colour).toBeGreaterThanOrEqual(4.5)
  }
})

test('a colour that is light enough stays as it is on dark pages', () => {
  expect(accentShades('#ffbf47').dark).toBe('#ffbf47')
})

test('a colour is six hexadecimal digits', () => {
  expect(isColour('#0B2E4F')).toBe(true)
  for (const text of ['', '#fff', '0B2E4F', 'red', '#0B2E4G', '#0B2E4F;', '#0B2E4F\n'])
    expect(isColour(text)).toBe(false)
})
