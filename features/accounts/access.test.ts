import { execFileSync } from 'node:child_process'
import { expect, test } from '@playwright/test'

/** The cookie as a process with that address sets it: the environment is read once. */
function cookieFor(address: string) {
  const program = "import('@/features/accounts/access').then((m) => console.log(JSON.stringify(m.sessionCookie())))"
  const output = execFileSync(process.execPath, ['--import', 'tsx', '-e', program], {
    env: {
      ...process.env,
      PUBLIC_URL: address,
      DATABASE_URL: 'postgres://nobody@localhost/none',
      PLENARY_SECRET_KEY: '0'.repeat(64),
      MAIL_FROM: 'Plenary <plenary@example.org>',
    },
  })
  return JSON.parse(output.toString())
}

test('on https the cookie belongs to this host alone and never travels in the clear', () => {
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure: true }
  expect(cookieFor('https://plenary.example.org')).toEqual({ name: '__Host-plenary-session', options })
})

test('on http, as on a machine of one’s own, browsers would refuse such a cookie', () => {
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure: false }
  expect(cookieFor('http://localhost:3000')).toEqual({ name: 'plenary-session', options })
})
