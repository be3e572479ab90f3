import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { invitations } from '@/db/schema/invitations'
import { codeToken, invitationToken } from '@/features/registrations/invitations/queries'
import { hashToken } from '@/lib/secrets'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures/test'
import { makeCategory, makeEvent, makeRegistration, makeUser, signIn } from './fixtures/world'
import { RegistrationForm } from './registration-form'

async function invitedWorld() {
  const event = await makeEvent()
  const category = await makeCategory(event, { isByInvitation: true })
  const organiser = await makeUser({ event })
  return {
    event,
    category,
    organiser,
    made: () => db().select().from(invitations).where(eq(invitations.eventId, event.id)),
  }
}

for (const hasScripts of [true, false]) {
  test.describe(() => {
    test.use({ javaScriptEnabled: hasScripts })

    test(`an organiser invites, the invited opens it by a button and comes to the form ${hasScripts ? 'with' : 'without'} JavaScript`, async ({
      page,
      browser,
    }) => {
      const { event, organiser, made } = await invitedWorld()
      await signIn(page.context(), organiser)
      await page.goto(`/en/admin/${event.slug}/invitations`)
      if (hasScripts) {
        await expect(page.locator('#invitationCode')).toBeHidden()
        await page.locator('#invitationKind').selectOption('code')
        await expect(page.locator('#invited')).toBeHidden()
        await expect(page.locator('#invitationCode')).toBeVisible()
        await page.locator('#invitationKind').selectOption('personal')
      } else await expect(page.locator('#invitationCode')).toBeVisible()
      await page.locator('#invited').fill('aigul@example.org, Ms Aigul Example')
      await page.locator('#invitationCategory').selectOption('delegate')
      await page.getByRole('button', { name: 'Make the invitations' }).click()
      await page.waitForURL(/done=created&count=1/)
      const [invitation] = await made()

      const home = await browser.newContext({ javaScriptEnabled: hasScripts })
      const guest = await home.newPage()
      const form = `/en/${event.slug}/register/delegate`
      await guest.goto(form)
      await expect(guest.locator('main')).toContainText('by invitation only')
      await expect(guest.locator('#registration')).toHaveCount(0)
      await guest.goto(`/en/${event.slug}/invitation/${invitationToken(invitation!.id)}`)
      expect((await made())[0]!.openedAt).toBeNull()
      await expect(guest.getByText('Dear Ms Aigul Example,')).toBeVisible()
      await guest.getByRole('button', { name: 'Register' }).click()
      await guest.waitForURL(new RegExp(form))
      await expect(guest.locator('#registration')).toBeVisible()
      expect((await made())[0]!.openedAt).not.toBeNull()

      const filled = new RegistrationForm(guest, hasScripts)
      await filled.person({ title: 'Ms', givenName: 'Aigul', familyName: 'Example', nativeName: '' })
      await filled.role('delegate')
      await expect(guest.locator('#email')).toHaveValue('aigul@example.org')
      await guest.locator('#email').fill('other@example.org')
      await filled.submit()
      await expect(guest.locator('#email-error')).toContainText('for another e-mail address')
      await filled.contact('Aigul@example.org')
      await home.close()
    })
  })
}

test('who cannot come says so with a reason, and the organiser reads it', async ({ page }) => {
  const { event, category, organiser } = await invitedWorld()
  const id = crypto.randomUUID()

  await db()
    .insert(invitations)
    .values({
      id,
      eventId: event.id,
      categoryId: category.id,
      kind: 'personal',
      email: 'dana@example.org',
      locale: 'en',
      tokenHash: hashToken(invitationToken(id)),
    })
  await page.goto(`/en/${event.slug}/invitation/${invitationToken(id)}`)
  await page.locator('#declinedReason').fill('On leave')
  await page.getByRole('button', { name: 'I will not come' }).click()
  await expect(page.getByText('The secretariat knows that you will not come.')).toBeVisible()
  await signIn(page.context(), organiser)
  await page.goto(`/en/admin/${event.slug}/invitations`)
  await expect(page.locator('main')).toContainText('Reason: On leave')
})

test('the list says when a letter left, who registered by it, and sends it again once a day', async ({ page }) => {
  const { event, category, organiser, made } = await invitedWorld()
  const id = crypto.randomUUID()
  const tokenHash = hashToken(invitationToken(id))
  const shared = { eventId: event.id, categoryId: category.id, kind: 'personal', locale: 'en' } as const
  const sentAt = new Date(Date.now() - 25 * 60 * 60 * 1000)
  await db()
    .insert(invitations)
    .values({ ...shared, id, email: 'dana@example.org', tokenHash, sentAt })
  const used = crypto.randomUUID()
  await db()
    .insert(invitations)
    .values({ ...shared, id: used, email: 'aigul@example.org', tokenHash: used, uses: 1, sentAt })
  const person = await makeRegistration(event, category, { invitationId: used })
  await signIn(page.context(), organiser)
  await page.goto(`/en/admin/${event.slug}/invitations`)
  const row = page.getByRole('listitem').filter({ hasText: 'dana@example.org' })
  await expect(row).toContainText(/sent on .* · valid/)
  await row.getByRole('link', { name: 'Send again' }).click()
  await page.getByRole('button', { name: 'Send again' }).click()
  await expect(page.getByText('on its way again')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Send again' })).toHaveCount(0)
  expect((await made()).find((each) => each.id === id)!.sentAt!.getTime()).toBeGreaterThan(sentAt.getTime())
  await page.getByRole('link', { name: person.reference }).click()
  await page.waitForURL(new RegExp(`/registrations/${person.id}`))
})

test('a code that is not known is told from one that is over', async ({ page }) => {
  const { event, category } = await invitedWorld()
  const code = 'OVERCODE2026'
  await db()
    .insert(invitations)
    .values({
      eventId: event.id,
      categoryId: category.id,
      kind: 'code',
      locale: 'en',
      code,
      tokenHash: hashToken(codeToken(event.id, code)),
      revokedAt: new Date(),
    })
  await page.goto(`/en/${event.slug}/invitation`)
  for (const [typed, said] of [
    ['OVERCODE2025', 'This code is not known here.'],
    ['overcode 2026', 'This invitation is not open'],
  ] as const) {
    await page.locator('#code').fill(typed)
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect(page.locator('[role=alert]').first()).toContainText(said)
  }
})

const PHONE = { width: 390, height: 844 }

for (const [locale, viewport] of [
  ['en', { width: 1440, height: 900 }],
  ['ru', PHONE],
  ['kk', PHONE],
] as const) {
  test(`the pages of invitations are accessible in ${locale}`, async ({ page, context }) => {
    await page.setViewportSize(viewport)
    const { event, category, organiser } = await invitedWorld()
    const id = crypto.randomUUID()

    const tokenHash = hashToken(invitationToken(id))
    await db()
      .insert(invitations)
      .values({ id, eventId: event.id, categoryId: category.id, kind: 'link', locale, tokenHash })
    await signIn(context, organiser)
    for (const path of [
      `/${event.slug}`,
      `/${event.slug}/invitation`,
      `/${event.slug}/invitation/${invitationToken(id)}`,
      `/admin/${event.slug}/invitations`,
    ]) {
      await page.goto(`/${locale}${path}`)
      await expect(page.locator('h1')).toHaveCount(1)
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
    }
  })
}
