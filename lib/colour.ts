/** Ground of dark pages. */
const DARK_GROUND = '#12181F'

/** WCAG 2.2, success criterion 1.4.3: text and its ground. */
export const TEXT_CONTRAST = 4.5

/** True for "#rrggbb". */
export function isColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text)
}

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

/** An event's colour for both kinds of page: as it is on light ones, lightened until it can be read on dark ones. */
export function accentShades(colour: string): { light: string; dark: string } {
  for (let white = 0; white <= 100; white += 2) {
    const dark = mixedWithWhite(colour, white / 100)
    if (contrast(dark, DARK_GROUND) >= TEXT_CONTRAST) return { light: colour, dark }
  }
  throw new Error('white is readable on the dark ground')
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
}

function mixedWithWhite(colour: string, share: number): string {
  const mixed = channels(colour).map((channel) => Math.round(channel + (255 - channel) * share))
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
