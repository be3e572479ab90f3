import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { sessions, totpSecrets } from '@/db/schema/accounts'
import { expect, expectAccessible, test } from './fixtures/test'
import { makeEvent, makeUser, signIn } from './fixtures/world'

for (const hasScripts of [true, false]) {
  test.describe(() => {
    test.use({ javaScriptEnabled: hasScripts })

    test(`new recovery codes do not stand beside "you have none" ${hasScripts ? 'with' : 'without'} JavaScript`, async ({
      page,
      context,
    }) => {
      const user = await makeUser()
      await db().insert(totpSecrets).values({ userId: user.id, sealed: 'sealed', confirmedAt: new Date() })
      await signIn(context, user)
      await db().update(sessions).set({ secondFactorAt: new Date() }).where(eq(sessions.userId, user.id))
      await page.goto('/en/account')
      await expect(page.getByText('You have no recovery codes')).toBeVisible()
      await page.getByRole('button', { name: 'Make new codes' }).click()
      await expect(page.locator('ol li')).toHaveCount(10)
      await expect(page.getByText('You have no recovery codes')).toHaveCount(0)
    })

    test(`who sets up an app goes on there after signing in again ${hasScripts ? 'with' : 'without'} JavaScript`, async ({
      page,
      context,
    }) => {
      const user = await makeUser()
      await signIn(context, user)
      const freshAt = (at: Date) => db().update(sessions).set({ freshAt: at }).where(eq(sessions.userId, user.id))
      await freshAt(new Date(Date.now() - 15 * 60 * 1000))
      await page.goto('/en/account')
      await page.getByRole('button', { name: 'Set up an app' }).click()
      await page.waitForURL(/\/sign-in\/fresh\?to=%2Fen%2Faccount%2Fauthenticator$/)
      await freshAt(new Date())
      await page.reload()
      await page.waitForURL(/\/en\/account\/authenticator$/)
      await expect(page.getByRole('img', { name: 'QR code with the key' })).toBeVisible()
    })
  })
}

test('a deep link into an event that asks for a second factor leads its team to where that is said, and nobody else', async ({
  page,
  context,
}) => {
  const event = await makeEvent({ needsSecondFactor: true })
  const member = await makeUser({ event, role: 'reviewer' })
  await signIn(context, member)
  for (const path of ['', '/registrations', '/mail']) {
    await page.goto(`/en/admin/${event.slug}${path}`)
    await page.waitForURL(/\/en\/admin$/)
    await expect(page.getByText('Test Conference asks for a second factor.')).toBeVisible()
  }
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Set up a second factor' }).click()
  await page.waitForURL(/\/en\/account$/)

  await context.clearCookies()
  await signIn(context, await makeUser({ event: await makeEvent() }))
  for (const slug of [event.slug, 'no-such-event']) {
    const answer = await page.request.get(`/en/admin/${slug}/registrations`, { maxRedirects: 0 })
    expect(answer.status()).toBe(404)
  }
})
