import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { sessions, signInTokens } from '@/db/schema/accounts'
import { issueSignInLink } from '@/features/accounts/commands'
import { startServer } from './fixtures/server'
import { expect, test } from './fixtures/test'
import { makeEvent, makeUser } from './fixtures/world'
import { ask, PlainForm } from './plain-form'

const SITE = 'https://conference.example.org'

test('on https twenty presses of one sign-in link’s button sign in once, with a cookie that is this host’s alone', async () => {
  const server = await startServer({ PUBLIC_URL: SITE })
  try {
    const event = await makeEvent()
    const user = await makeUser({ event })
    // As behind the proxy that does TLS.
    const proxied = { 'x-forwarded-host': 'conference.example.org', 'x-forwarded-proto': 'https' }
    const { pathname } = new URL((await issueSignInLink(user.email))!)
    for (const method of ['GET', 'HEAD', 'GET']) await ask(server.url + pathname, { method, headers: proxied })
    expect(await db().$count(sessions)).toBe(0)
    const form = await PlainForm.open(server.url + pathname, 'sign-in', { headers: proxied })
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => form.post({}, undefined, { ...proxied, origin: SITE })),
    )
    const signedIn = answers.filter(({ status }) => status === 303)
    expect([signedIn.length, await db().$count(sessions, eq(sessions.userId, user.id))]).toEqual([1, 1])
    expect(await db().$count(signInTokens)).toBe(1)
    const cookie = signedIn[0]!.headers.getSetCookie().find((one) => one.includes('plenary-session'))!
    expect(cookie).toMatch(/^__Host-plenary-session=[\w-]{43};/)
    const attributes = cookie
      .split('; ')
      .slice(1)
      .map((one) => one.toLowerCase().split('=')[0])
    for (const attribute of ['path', 'secure', 'httponly', 'samesite']) expect(attributes).toContain(attribute)
    expect(attributes).not.toContain('domain')
    expect(cookie).toMatch(/samesite=lax/i)

    const admin = (name: string) =>
      ask(`${server.url}/en/admin/${event.slug}`, {
        headers: { ...proxied, cookie: `${name}=${cookie.split('=')[1]!.split(';')[0]}` },
      })
    expect((await admin('__Host-plenary-session')).status).toBe(200)
    // The name without the prefix, which any page of a neighbouring host could set, opens nothing.
    expect((await admin('plenary-session')).status).toBe(307)
    expect((await admin('__Host-plenary-session')).headers.get('strict-transport-security')).toContain('max-age')
  } finally {
    await server.stop()
  }
})
