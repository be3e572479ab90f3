import { expect, test } from '@playwright/test'
import { availabilityOf, linksOf, personData, roundOf } from './rules'

const ZONE = 'Asia/Almaty'
const refusal = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    const { code, field } = error as { code: string; field: string }
    return `${code} at ${field}`
  }
  return null
}

test('links are https addresses, five at most', () => {
  expect(linksOf('https://example.org\n\n https://en.example.org/a?b=c ')).toEqual([
    'https://example.org/',
    'https://en.example.org/a?b=c',
  ])
  for (const link of [
    'http://example.org',
    'javascript:alert(1)',
    'example.org',
    'https://a:b@example.org',
    'https://x',
  ])
    expect(refusal(() => linksOf(link))).toBe('link_https at links')
  expect(refusal(() => linksOf('https://example.org\n'.repeat(6)))).toBe('links_many at links')
})

test('times of presence are read by the event’s clock, each begin with its end', () => {
  const at = (from: string, to: string) => availabilityOf({ availableFrom1: from, availableTo1: to }, ZONE)
  expect(at('2026-10-16T10:00', '2026-10-16T18:30')).toEqual([
    { from: '2026-10-16T05:00:00.000Z', to: '2026-10-16T13:30:00.000Z' },
  ])
  expect(at('', '')).toEqual([])
  expect(refusal(() => at('2026-10-16T10:00', ''))).toBe('availability_incomplete at availableTo1')
  expect(refusal(() => at('2026-10-16T10:00', '2026-10-16T10:00'))).toBe('availability_order at availableTo1')
  expect(refusal(() => at('soon', '2026-10-16T10:00'))).toBe('availability_time at availableFrom1')
})

test('one letter a day at most, and none without an address', () => {
  const now = new Date('2026-10-16T10:00:00Z')
  const ago = (hours: number) => new Date(now.getTime() - hours * 60 * 60 * 1000)
  const speaker = { state: 'invited' as const, email: 'a@example.org', invitedAt: ago(25), remindedAt: null }
  expect(roundOf(speaker, now)).toBe('remind')
  expect(roundOf({ ...speaker, remindedAt: ago(23) }, now)).toBeNull()
  expect(roundOf({ ...speaker, state: 'proposed', invitedAt: null }, now)).toBe('invite')
  expect(roundOf({ ...speaker, state: 'confirmed' }, now)).toBe('link')
  expect(roundOf({ ...speaker, email: '' }, now)).toBeNull()
})

test('a name cannot end the block of data that it stands in', () => {
  const person = { nativeName: '', position: '', institution: '', country: '', links: [], url: 'x', image: null }
  const data = personData({ ...person, name: '</script><script>alert(1)</script>' })
  expect(data).not.toContain('<')
  expect(JSON.parse(data).name).toBe('</script><script>alert(1)</script>')
})
