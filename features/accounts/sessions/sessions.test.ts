import { expect, test } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { sessions } from '@/db/schema/accounts'
import { freshDatabase } from '@/e2e/fixtures/database'
import { makeUser } from '@/e2e/fixtures/world'
import { readSession } from '../access'
import { issueSignInLink, signIn } from '../commands'
import { endOtherSessions, endSession } from './commands'
import { listSessions } from './queries'
import { deviceOf, ownPath } from './rules'

test.beforeAll(async () => {
  await freshDatabase()
})

const minutes = (count: number) => new Date(Date.now() + count * 60_000)

async function signedIn(email: string, device = '') {
  const token = (await issueSignInLink(email))!.split('/').at(-1)!
  return (await signIn(token, { device }))!.sessionToken
}

test('a session ends after 30 minutes without a click, and each click gives it as many again', async () => {
  const token = await signedIn((await makeUser()).email)
  expect(await readSession(token, minutes(31))).toBeNull()
  expect(await readSession(token, minutes(29))).not.toBeNull()
  expect(await readSession(token, minutes(58))).not.toBeNull()
  expect(await readSession(token, minutes(89))).toBeNull()
})

test('a session ends after 12 hours however busy it was', async () => {
  const token = await signedIn((await makeUser()).email)
  for (let at = 20; at < 720; at += 20) expect(await readSession(token, minutes(at))).not.toBeNull()
  expect(await readSession(token, minutes(721))).toBeNull()
})

test('being seen is written down at most once a minute', async () => {
  const user = await makeUser()
  const token = await signedIn(user.email)
  const seen = async () => (await db().select().from(sessions).where(eq(sessions.userId, user.id)))[0]!.lastSeenAt
  const first = await seen()
  await readSession(token, new Date(first.getTime() + 59_000))
  expect(await seen()).toEqual(first)
  const later = new Date(first.getTime() + 61_000)
  await readSession(token, later)
  expect(await seen()).toEqual(later)
})

test('a session counts as fresh for 10 minutes', async () => {
  const token = await signedIn((await makeUser()).email)
  expect((await readSession(token, minutes(9)))?.session.isFresh).toBe(true)
  expect((await readSession(token, minutes(10)))?.session.isFresh).toBe(false)
})

test('people see and end their own sessions and nobody else’s', async () => {
  const user = await makeUser()
  const [here, there] = [await signedIn(user.email, 'Firefox, Windows'), await signedIn(user.email, 'Safari, iPhone')]
  const stranger = await makeUser()
  const [mine, other] = [(await readSession(here))!, (await readSession(there))!]
  expect((await listSessions(user.id)).map(({ device }) => device).sort()).toEqual([
    'Firefox, Windows',
    'Safari, iPhone',
  ])
  await endSession(stranger.id, other.session.id)
  await endOtherSessions(stranger.id, mine.session.id)
  expect(await readSession(there)).not.toBeNull()
  await endSession(user.id, other.session.id)
  expect(await readSession(there)).toBeNull()
  const third = await signedIn(user.email)
  await endOtherSessions(user.id, mine.session.id)
  expect(await readSession(third)).toBeNull()
  expect(await readSession(here)).not.toBeNull()
})

test('devices are told in words without versions', () => {
  const windows =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36'
  expect(deviceOf(windows)).toBe('Chrome, Windows')
  expect(deviceOf(`${windows} Edg/130.0`)).toBe('Edge, Windows')
  expect(deviceOf(`${windows} YaBrowser/24.1`)).toBe('Yandex, Windows')
  expect(
    deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604'),
  ).toBe('Safari, iPhone')
  expect(deviceOf('Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0')).toBe('Firefox, Linux')
  expect(deviceOf('curl/8')).toBe('')
})

test('one comes back to our own pages only', () => {
  expect(ownPath('en', '/en/admin/forum/team?done=role#done')).toBe('/en/admin/forum/team?done=role#done')
  const foreign = [
    '//example.org/en/',
    '/ru/admin',
    '/english',
    'https://example.org/en/',
    '/en/../..//example.org',
    '/en',
    null,
    ['/en/admin'],
  ]
  for (const to of foreign) expect(ownPath('en', to)).toBeNull()
})
