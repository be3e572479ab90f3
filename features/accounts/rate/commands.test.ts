import { expect, test } from '@playwright/test'
import { db } from '@/db'
import { rateLimits } from '@/db/schema/accounts'
import { freshDatabase } from '@/e2e/fixtures/database'
import { forgetTurns, takeTurn } from './commands'

const NOW = new Date('2026-03-01T10:00:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)

test.beforeAll(async () => {
  await freshDatabase()
})

test('of fifty who take a turn at once exactly as many get one as there are', async () => {
  const taken = await Promise.all(Array.from({ length: 50 }, () => takeTurn(['parallel'], 7, 60, NOW)))
  expect(taken.filter(Boolean)).toHaveLength(7)
  expect(await takeTurn(['parallel'], 7, 60, later(59))).toBe(false)
})

test('turns come back when the time is over, and each key has its own', async () => {
  for (const expected of [true, true, false]) expect(await takeTurn(['a', 'b'], 2, 60, NOW)).toBe(expected)
  expect(await takeTurn(['ab'], 2, 60, NOW)).toBe(true)
  expect(await takeTurn(['a', 'b'], 2, 60, later(60))).toBe(true)
})

test('turns are given back when they are forgotten', async () => {
  expect(await takeTurn(['forgotten'], 1, 60, NOW)).toBe(true)
  expect(await takeTurn(['forgotten'], 1, 60, NOW)).toBe(false)
  await forgetTurns(['forgotten'])
  expect(await takeTurn(['forgotten'], 1, 60, NOW)).toBe(true)
})

test('no address is kept, and rows whose time is over are swept away', async () => {
  await takeTurn(['sign_up', 'aigul@example.org'], 1, 60, NOW)
  expect(JSON.stringify(await db().select().from(rateLimits))).not.toContain('aigul')
  await takeTurn(['another'], 1, 60, later(1_000))
  expect(await db().$count(rateLimits)).toBe(1)
})
