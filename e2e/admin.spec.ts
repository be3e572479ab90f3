import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import { signInTokens, users } from '@/db/schema/accounts'
import { categories, events } from '@/db/schema/events'
import { mails } from '@/db/schema/mail'
import { registrations } from '@/db/schema/registrations'
import { hashToken, randomToken, unseal } from '@/lib/secrets'
import { BROWSER_LANGUAGES } from './fixtures/languages'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures/test'
import { makeCategory, makeEvent, makeRegistration, makeUser, signIn } from './fixtures/world'

const VIEWPORTS = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } }

async function stateOf(id: string): Promise<string> {
  const [row] = await db().select({ state: registrations.state }).from(registrations).where(eq(registrations.id, id))
  return row!.state
}

test('an organiser signs in by the link in a mail: looking does nothing, the button works once', async ({
  page,
  context,
}) => {
  const event = await makeEvent()
  const organiser = await makeUser({ event })
  await page.goto('/en/sign-in')
  await page.getByLabel('E-mail').fill(organiser.email)
  await page.locator('form.form button[type=submit]').click()
  await expect(page.getByRole('status')).toBeVisible()
  const [mail] = await db().select().from(mails).where(eq(mails.to, organiser.email))
  const link = unseal(mail!.sealedLink!, process.env.PLENARY_SECRET_KEY!, mail!.id)

  await page.goto(link)
  await page.goto(link)
  await page.locator('form.form button[type=submit]').click()
  await page.waitForURL(/\/admin$/)
  await expect(page.getByRole('link', { name: 'Test Conference' })).toBeVisible()
  const [cookie] = await context.cookies()
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' })

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(/\/en$/)
  await page.goto('/en/admin')
  await page.waitForURL(/\/sign-in$/)
  await page.goto(link)
  await expect(page.locator('form.form')).toHaveCount(0)
})

test('a stranger who asks for a link gets the same answer and no mail', async ({ page }) => {
  const address = `stranger-${Date.now()}@example.org`
  await page.goto('/ru/sign-in')
  await page.locator('#email').fill(address)
  await page.locator('form.form button[type=submit]').click()
  await expect(page.getByRole('status')).toBeVisible()
  expect(await db().select().from(mails).where(eq(mails.to, address))).toEqual([])
})

test('a sign-in link older than ten minutes is refused with a sentence', async ({ page }) => {
  const organiser = await makeUser()
  const token = randomToken()
  await db()
    .insert(signInTokens)
    .values({ tokenHash: hashToken(token), userId: organiser.id, expires: new Date(Date.now() - 1000) })
  await page.goto(`/kk/sign-in/${token}`)
  await expect(page.locator('form.form')).toHaveCount(0)
  await expect(page.locator('main a[href="/kk/sign-in"]')).toBeVisible()
})

for (const locale of BROWSER_LANGUAGES) {
  for (const hasScripts of [true, false]) {
    test.describe(() => {
      test.use({ javaScriptEnabled: hasScripts })

      test(`a person is found by the other script and accepted in ${locale} ${hasScripts ? 'with' : 'without'} JavaScript`, async ({
        page,
        context,
      }) => {
        const event = await makeEvent()
        const category = await makeCategory(event, { capacity: 5 })
        const organiser = await makeUser({ event })
        const person = await makeRegistration(event, category, { givenName: 'Daniya', familyName: 'Yespayeva', locale })
        await makeRegistration(event, category, { givenName: 'Aigul', familyName: 'Ulgi', nativeName: 'Айгүл Үлгі' })
        await signIn(context, organiser)

        await page.goto(`/${locale}/admin/${event.slug}/registrations`)
        await page.locator('#q').fill('Еспаева')
        await page.locator('#q').press('Enter')
        await page.waitForURL(/q=/)
        const rows = page.locator('tbody tr')
        await expect(rows).toHaveCount(1)
        await rows.getByRole('link').first().click()
        await page.waitForURL(new RegExp(person.id))
        await page.locator('#note').fill('Қош келдіңіз · Добро пожаловать')
        await page.locator('#decision button.button-primary').click()
        await page.waitForURL(/done=accepted/)

        expect(await stateOf(person.id)).toBe('accepted')
        const [mail] = await db()
          .select()
          .from(mails)
          .where(and(eq(mails.registrationId, person.id), eq(mails.kind, 'accepted')))
        expect(mail).toMatchObject({ to: person.email, locale })
        expect(mail!.text).toContain('Қош келдіңіз · Добро пожаловать')
        expect(mail!.calendar).toContain('BEGIN:VEVENT')
        const [after] = await db().select().from(categories).where(eq(categories.id, category.id))
        expect(after!.taken).toBe(1)

        await page.goto(`/${locale}/admin/${event.slug}/registrations?q=${encodeURIComponent('Ulgi')}`)
        await expect(rows).toHaveCount(1)
      })
    })
  }
}

test('a decision is undone by one button as long as its letter waits', async ({ page, context }) => {
  const event = await makeEvent()
  const person = await makeRegistration(event, await makeCategory(event))
  await signIn(context, await makeUser({ event }))
  await page.goto(`/en/admin/${event.slug}/registrations/${person.id}`)
  await page.locator('#decision button[value=declined]').click()
  await page.waitForURL(/done=declined/)
  expect(await stateOf(person.id)).toBe('declined')
  const letters = () => db().$count(mails, eq(mails.registrationId, person.id))
  expect(await letters()).toBe(1)
  await page.locator('[data-key=undo]').click()
  await page.waitForURL(/done=undone&undone=1/)
  expect(await stateOf(person.id)).toBe('submitted')
  expect(await letters()).toBe(0)
})

test('a decision that a colleague made meanwhile is told and not overwritten', async ({ page, context }) => {
  const event = await makeEvent()
  const person = await makeRegistration(event, await makeCategory(event))
  await signIn(context, await makeUser({ event }))
  await page.goto(`/en/admin/${event.slug}/registrations/${person.id}`)
  await db().update(registrations).set({ state: 'declined' }).where(eq(registrations.id, person.id))
  await page.locator('#decision button.button-primary').click()
  await expect(page.locator('main')).toContainText('meanwhile')
  expect(await stateOf(person.id)).toBe('declined')
})

test('nobody but the team comes to any page of an event, and a viewer changes nothing', async ({
  page,
  context,
  browser,
}) => {
  const event = await makeEvent()
  const category = await makeCategory(event)
  const person = await makeRegistration(event, category, { familyName: 'Hiddenperson' })
  const other = await makeEvent()
  const paths = [
    '',
    '/registrations',
    `/registrations/${person.id}`,
    '/mail',
    '/team',
    '/settings',
    '/settings/texts',
    '/settings/data',
    '/settings/categories',
    '/settings/categories/delegate',
    '/settings/categories/new',
    '/settings/publication',
  ]

  for (const path of paths) {
    await page.goto(`/en/admin/${event.slug}${path}`)
    await page.waitForURL(/\/en\/sign-in$/)
  }
  await signIn(context, await makeUser({ event: other, role: 'owner' }))
  for (const path of paths) {
    const answer = await page.goto(`/en/admin/${event.slug}${path}`)
    expect(answer?.status(), path).toBe(404)
    expect(await page.content()).not.toContain('Hiddenperson')
  }
  const foreign = await page.goto(`/en/admin/${other.slug}/registrations/${person.id}`)
  expect(foreign?.status()).toBe(404)

  const viewing = await browser.newContext({ baseURL: process.env.PLENARY_TEST_URL })
  await signIn(viewing, await makeUser({ event, role: 'viewer' }))
  const view = await viewing.newPage()
  for (const path of paths) {
    const answer = await view.goto(`/en/admin/${event.slug}${path}`)
    expect(answer?.status(), path).toBe(/^.(settings|mail)/.test(path) ? 404 : 200)
    expect(await view.locator('#decision, #invitation').count()).toBe(0)
  }
  await viewing.close()
})

test('the first organiser makes an event, opens a category and publishes it', async ({ page, context }) => {
  const administrator = await makeUser({ isAdministrator: true })
  const slug = `made-${Date.now()}`
  await signIn(context, administrator)
  await page.goto('/en/admin/new')
  await page.locator('[name="name.en"]').fill('A New Conference')
  await page.locator('#slug').fill(slug)
  await page.locator('#contactEmail').fill('office@example.org')
  await page.locator('#startsAt').fill('2031-05-20T18:00')
  await page.locator('#endsAt').fill('2031-05-20T09:00')
  await page.locator('#timeZone').selectOption('Asia/Tashkent')
  await page.locator('#new-event button.button').click()
  await expect(page.locator('#endsAt-error')).toBeVisible()
  await expect(page.locator('[name="name.en"]')).toHaveValue('A New Conference')
  await page.locator('#endsAt').fill('2031-05-21T17:00')
  await page.locator('#new-event button.button').click()
  await page.waitForURL(/settings\?done=created/)

  const hidden = await context.browser()!.newContext({ baseURL: process.env.PLENARY_TEST_URL })
  expect((await hidden.request.get(`/en/${slug}`)).status()).toBe(404)
  await page.goto(`/en/admin/${slug}/settings/publication`)
  await page.locator('#publish button.button').click()
  await expect(page.locator('#publish [role=alert]')).toContainText('responsible')
  await page.goto(`/en/admin/${slug}/settings/data`)
  await page.locator('[name="operator.en"]').fill('The Example Secretariat')
  await page.locator('#event-data button.button').click()
  await page.waitForURL(/done=saved/)
  await page.goto(`/en/admin/${slug}/settings/categories/delegate`)
  await page.locator('#isOpen').check()
  await page.locator('#capacity').fill('3')
  await page.locator('#category button.button').click()
  await page.waitForURL(/categories\?done=saved/)
  await page.goto(`/en/admin/${slug}/settings/publication`)
  await page.locator('#publish button.button').click()
  await page.waitForURL(/done=published/)

  const [made] = await db().select().from(events).where(eq(events.slug, slug))
  expect(made!.startsAt.toISOString()).toBe('2031-05-20T13:00:00.000Z')
  const visitor = await hidden.newPage()
  await visitor.goto(`/ru/${slug}`)
  await expect(visitor.locator(`a[href="/ru/${slug}/register/delegate"]`)).toBeVisible()
  await hidden.close()
})

test('a part of the settings is saved without touching the others, also without JavaScript', async ({ browser }) => {
  const event = await makeEvent({ about: { en: 'Kept' } })
  const plain = await browser.newContext({ baseURL: process.env.PLENARY_TEST_URL, javaScriptEnabled: false })
  await signIn(plain, await makeUser({ event }))
  const page = await plain.newPage()
  await page.goto(`/en/admin/${event.slug}/settings`)
  await page.locator('[name="name.ru"]').fill('Новое имя')
  await page.locator('#endsAt').fill('2020-01-01T10:00')
  await page.locator('#event-settings button.button').click()
  await expect(page.locator('#endsAt-error')).toBeVisible()
  await expect(page.locator('[name="name.ru"]')).toHaveValue('Новое имя')
  await page.locator('#endsAt').fill('2041-01-01T10:00')
  await page.locator('#event-settings button.button').click()
  await expect(page.locator('#done')).toBeVisible()
  const [saved] = await db().select().from(events).where(eq(events.id, event.id))
  expect(saved).toMatchObject({
    name: { ...event.name, ru: 'Новое имя' },
    about: { en: 'Kept' },
    operator: event.operator,
    contactEmail: event.contactEmail,
  })
  await plain.close()
})

test('saving twice says so twice, and an error between leaves nothing behind', async ({ page, context }) => {
  const event = await makeEvent()
  await signIn(context, await makeUser({ event }))
  await page.goto(`/en/admin/${event.slug}/settings`)
  const save = page.locator('#event-settings button.button')
  const end = await page.locator('#endsAt').inputValue()
  await save.click()
  await expect(page.locator('#done')).toBeVisible()
  await page.locator('#endsAt').fill('2020-01-01T10:00')
  await save.click()
  await expect(page.locator('#endsAt-error')).toBeVisible()
  await expect(page.locator('#done')).toBeHidden()
  await page.locator('#endsAt').fill(end)
  await save.click()
  await expect(page.locator('#done')).toBeInViewport()
  await expect(page.locator('.summary, .error')).toHaveCount(0)
})

test('a box without its tick stays so when another answer is wrong, also without JavaScript', async ({ browser }) => {
  const event = await makeEvent()
  await makeCategory(event)
  const plain = await browser.newContext({ baseURL: process.env.PLENARY_TEST_URL, javaScriptEnabled: false })
  await signIn(plain, await makeUser({ event }))
  const page = await plain.newPage()
  await page.goto(`/en/admin/${event.slug}/settings/categories/delegate`)
  await page.locator('#isOpen').uncheck()
  await page.locator('#capacity').fill('abc')
  await page.locator('#category button.button').click()
  await expect(page.locator('#capacity-error')).toBeVisible()
  await expect(page.locator('#capacity')).toHaveValue('abc')
  await expect(page.locator('#isOpen')).not.toBeChecked()
  await plain.close()
})

test('a missing translation is marked with what the public sees instead', async ({ page, context }) => {
  const event = await makeEvent({ venue: { en: 'The Old Hall' } })
  await signIn(context, await makeUser({ event }))
  await page.goto(`/en/admin/${event.slug}/settings`)
  await expect(page.locator('[id="venue.kk-hint"]')).toContainText('The Old Hall')
  await expect(page.locator('[id="venue.en-hint"]')).toHaveCount(0)
})

test('fewer places than are taken are refused at the field, with the number', async ({ page, context }) => {
  const event = await makeEvent()
  await makeCategory(event, { capacity: 10, taken: 4 })
  await signIn(context, await makeUser({ event }))
  await page.goto(`/en/admin/${event.slug}/settings/categories/delegate`)
  await page.locator('#capacity').fill('3')
  await page.locator('#category button.button').click()
  await expect(page.locator('#capacity-error')).toContainText('4')
  await expect(page.locator('#capacity')).toHaveValue('3')
})

test('an owner invites a colleague, who gets one mail in their language', async ({ page, context }) => {
  const event = await makeEvent()
  await signIn(context, await makeUser({ event, role: 'owner' }))
  const address = `colleague-${event.slug}@example.org`
  await page.goto(`/en/admin/${event.slug}/team`)
  await page.locator('#email').fill(address)
  await page.locator('#language_of_letter').selectOption('kk')
  await page.locator('#invitation button.button').click()
  await page.waitForURL(/done=invited/)
  await expect(page.locator('tbody')).toContainText(address)
  const sent = await db().select().from(mails).where(eq(mails.to, address))
  expect(sent.map(({ kind, locale }) => ({ kind, locale }))).toEqual([{ kind: 'team_invitation', locale: 'kk' }])
  const [colleague] = await db().select().from(users).where(eq(users.email, address))
  expect(colleague!.isAdministrator).toBe(false)
})

test('an owner changes a colleague’s role and lets them go, with a second thought', async ({ page, context }) => {
  const event = await makeEvent()
  const colleague = await makeUser({ event, role: 'viewer' })
  await signIn(context, await makeUser({ event, role: 'owner' }))
  const row = page.locator('tbody tr', { hasText: colleague.email })
  await page.goto(`/en/admin/${event.slug}/team`)
  await row.getByRole('link', { name: 'Change role' }).click()
  await page.locator('#role-of-member').selectOption('organiser')
  await page.locator('#role-change button.button').click()
  await page.waitForURL(/done=role/)
  await expect(row).toContainText('Organiser')
  await row.getByRole('link', { name: 'Remove' }).click()
  await page.locator('#removal .button-danger').click()
  await page.waitForURL(/done=removed/)
  await expect(row).toHaveCount(0)
})

test('the last owner cannot leave', async ({ page, context }) => {
  const event = await makeEvent()
  const owner = await makeUser({ event, role: 'owner' })
  await signIn(context, owner)
  await page.goto(`/en/admin/${event.slug}/team?remove=${owner.id}`)
  await page.locator('.button-danger').click()
  await expect(page.locator('[role=alert]').first()).toContainText('needs an owner')
})

test('a picture is shown on the event’s page, and a file that is none is refused', async ({ page, context }) => {
  const event = await makeEvent()
  await signIn(context, await makeUser({ event }))
  await page.goto(`/en/admin/${event.slug}/settings/publication`)
  const choose = (name: string, buffer: Buffer) =>
    page.locator('#picture').setInputFiles({ name, mimeType: 'image/png', buffer })
  await choose('page.png', Buffer.from('<html><script>alert(1)</script></html>'))
  await page.locator('#picture-form button.button').click()
  await expect(page.locator('#picture-form [role=alert]')).toContainText('JPEG')
  const { default: sharp } = await import('sharp')
  await choose(
    'real.png',
    await sharp({ create: { width: 64, height: 36, channels: 3, background: '#336699' } })
      .png()
      .toBuffer(),
  )
  await page.locator('#picture-form button.button').click()
  await page.waitForURL(/done=picture/)
  await page.goto(`/en/${event.slug}`)
  const shown = page.locator('main img')
  await expect(shown).toBeVisible()
  expect(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(64)
})

test('archiving wants the address typed, and afterwards everything is read-only', async ({ page, context }) => {
  const event = await makeEvent()
  await makeCategory(event)
  await signIn(context, await makeUser({ event, role: 'owner' }))
  await page.goto(`/en/admin/${event.slug}/settings/publication`)
  await page.locator('#confirmation').fill('something else')
  await page.locator('#archiving button.button').click()
  await expect(page.locator('#confirmation-error')).toBeVisible()
  await page.locator('#confirmation').fill(event.slug)
  await page.locator('#archiving button.button').click()
  await page.waitForURL(/done=archived/)
  await page.goto(`/en/admin/${event.slug}/settings`)
  await expect(page.locator('#event-settings')).toHaveCount(0)
  await page.goto(`/en/${event.slug}/register/delegate`)
  await expect(page.locator('#registration')).toHaveCount(0)
})

for (const locale of BROWSER_LANGUAGES) {
  test(`every page of the admin area is accessible in ${locale}, on a phone and on a desk`, async ({
    page,
    context,
  }) => {
    test.setTimeout(240_000)
    const event = await makeEvent()
    const category = await makeCategory(event, { capacity: 9, taken: 1 })
    const person = await makeRegistration(event, category, { nativeName: 'Айгүл Үлгі' })
    const other = await makeRegistration(event, category, { state: 'accepted', toldState: 'submitted' })
    const waiting = await makeRegistration(event, category, { state: 'waiting_list' })
    // So every page says that mail is failing.
    const letter = { eventId: event.id, registrationId: person.id, kind: 'received', to: person.email, locale } as const
    const words = { subject: 'Subject', html: '<p>Words</p>', text: 'Words' }
    await db()
      .insert(mails)
      .values({ ...letter, ...words, state: 'failed', error: 'refused', answer: '422 validation_error' })
    const look = async (path: string) => {
      await page.setViewportSize(VIEWPORTS.phone)
      await page.goto(`/${locale}${path}`)
      await expect(page.locator('h1')).toHaveCount(1)
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
      await page.setViewportSize(VIEWPORTS.desk)
      // Words differ by language, what is beside what does not.
      if (locale === 'en') await expectAccessible(page)
      await expectNoSidewaysScroll(page)
    }
    await look('/sign-in')
    const owner = await makeUser({ event, role: 'owner', isAdministrator: true })
    const reviewer = await makeUser({ event, role: 'reviewer' })
    await signIn(context, owner)
    await look('/admin')
    await look('/admin/new')
    await look('/admin/mail')
    for (const path of [
      '',
      '/registrations',
      '/registrations?q=nobody',
      `/registrations/${person.id}`,
      `/registrations/${person.id}?queue=1`,
      `/registrations/${person.id}/duplicates/${other.id}`,
      `/registrations/decide?id=${person.id}`,
      '/registrations/inform',
      '/registrations?state=waiting_list',
      `/registrations/${waiting.id}`,
      '/mail',
      '/mail/automations',
      '/team',
      `/team?change=${owner.id}`,
      `/team?limit=${reviewer.id}`,
      `/team?remove=${owner.id}`,
      '/settings',
      '/settings/texts',
      '/settings/data',
      '/settings/categories',
      '/settings/questions',
      '/settings/questions/new',
      '/guide',
      '/settings/categories/delegate',
      '/settings/categories/new',
      '/settings/publication',
    ]) {
      await look(`/admin/${event.slug}${path}`)
    }
    await look('/privacy')
  })
}
