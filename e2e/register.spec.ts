import { desc, eq } from 'drizzle-orm'
import { db } from '@/db'
import { mails } from '@/db/schema/mail'
import { consents, registrations } from '@/db/schema/registrations'
import { BROWSER_LANGUAGES } from './fixtures/languages'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures/test'
import { type EventRow, makeCategory, makeEvent } from './fixtures/world'
import { type FormName, RegistrationForm } from './registration-form'

const FORMS: FormName[] = ['delegate', 'parliamentarian', 'diplomat']
const VIEWPORTS = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } }

async function makeOpenEvent(): Promise<EventRow> {
  const event = await makeEvent({ recipients: { en: 'Example Hotel' }, abroad: { en: 'Example State' } })
  await makeCategory(event, { form: 'delegate' })
  await makeCategory(event, { form: 'parliamentarian', slug: 'parliamentarian' })
  await makeCategory(event, { form: 'diplomat', slug: 'diplomat', isReviewed: false, capacity: 5 })
  return event
}

async function latest(event: EventRow) {
  const [registration] = await db()
    .select()
    .from(registrations)
    .where(eq(registrations.eventId, event.id))
    .orderBy(desc(registrations.createdAt))
    .limit(1)
  const sent = await db().select().from(mails).where(eq(mails.registrationId, registration!.id))
  return { registration: registration!, mails: sent }
}

// Every form in every language; with and without scripts, on a phone and on a desk, in turn.
for (const [row, locale] of BROWSER_LANGUAGES.entries()) {
  for (const [column, form] of FORMS.entries()) {
    const hasScripts = (row + column) % 2 === 0
    const device = row === column || column === 2 ? 'phone' : 'desk'
    test.describe(() => {
      test.use({ javaScriptEnabled: hasScripts, viewport: VIEWPORTS[device] })

      test(`a ${form} registers in ${locale} ${hasScripts ? 'with' : 'without'} JavaScript on a ${device}`, async ({
        page,
      }) => {
        const event = await makeOpenEvent()
        const email = `person-${event.slug}@example.org`
        const steps = new RegistrationForm(page, hasScripts)
        await page.goto(`/${locale}/${event.slug}`)
        await page.locator(`a[href$="/register/${form}"]`).click()
        await steps.person({
          title: 'H.E. Ms',
          givenName: 'Aigul',
          familyName: 'Ulgiyeva',
          nativeName: 'Айгүл Үлгиева',
        })
        await steps.role(form)
        await steps.contact(email)
        await steps.consents()
        await expect(page.locator('main')).toContainText('Айгүл Үлгиева')
        await steps.send()

        const { registration, mails: sent } = await latest(event)
        await expect(page.locator('main')).toContainText(registration.reference.replace(' ', '\u00a0'))
        await expect(page.locator('main')).toContainText(email)
        expect(registration).toMatchObject({
          state: form === 'diplomat' ? 'accepted' : 'submitted',
          email,
          locale,
          givenName: 'Aigul',
          country: 'KG',
          title: 'H.E. Ms',
        })
        expect(sent.map((mail) => ({ kind: mail.kind, to: mail.to, locale: mail.locale }))).toEqual([
          { kind: form === 'diplomat' ? 'accepted' : 'received', to: email, locale },
        ])
        // In Cyrillic letters people are greeted as they write themselves.
        expect(sent[0]?.text).toContain(locale === 'en' ? 'H.E. Ms Aigul Ulgiyeva' : 'H.E. Ms Айгүл Үлгиева')
        const agreed = await db().select().from(consents).where(eq(consents.registrationId, registration.id))
        expect(
          agreed
            .filter((consent) => consent.isGiven)
            .map((consent) => consent.purpose)
            .sort(),
        ).toEqual(['conduct', 'processing'])
        expect(agreed).toHaveLength(6)
      })
    })
  }
}

for (const locale of BROWSER_LANGUAGES) {
  for (const [device, viewport] of Object.entries(VIEWPORTS)) {
    test(`every page of the registration is accessible in ${locale} on a ${device}`, async ({ page }) => {
      test.slow()
      await page.setViewportSize(viewport)
      const event = await makeOpenEvent()
      const steps = new RegistrationForm(page, true)
      const look = async () => {
        await expectAccessible(page)
        await expectNoSidewaysScroll(page)
      }
      await page.goto(`/${locale}`)
      await look()
      await page.goto(`/${locale}/${event.slug}`)
      await look()
      await page.goto(`/${locale}/${event.slug}/register/parliamentarian`)
      await steps.submit()
      await expect(page.locator('.summary')).toBeVisible()
      await look()
      await steps.person({ title: '', givenName: 'Aigul', familyName: '', nativeName: '' })
      await expect(page.locator('input[id="country"]')).toBeVisible()
      await look()
      await steps.role('parliamentarian')
      await look()
      await steps.contact(`a-${event.slug}@example.org`)
      await look()
      await steps.consents()
      await look()
      await steps.send()
      await look()
    })
  }
}

for (const hasScripts of [true, false]) {
  test.describe(() => {
    test.use({ javaScriptEnabled: hasScripts })

    test(`nothing typed is lost ${hasScripts ? 'with' : 'without'} JavaScript: on an error and on a change of language`, async ({
      page,
    }) => {
      const event = await makeOpenEvent()
      await page.goto(`/en/${event.slug}/register/delegate`)
      await page.locator('#title').fill('Hon.')
      await page.locator('#givenName').fill('Айгүл')
      await page.locator('#nativeName').fill('Айгүл Үлгі')
      await new RegistrationForm(page, hasScripts).submit()
      await expect(page.locator('#givenName-error')).toContainText('Aigul')
      await expect(page.locator('#title')).toHaveValue('Hon.')
      await expect(page.locator('#givenName')).toHaveValue('Айгүл')

      await page.getByRole('button', { name: 'Қазақша' }).click()
      await page.waitForURL(/\/kk\//)
      await expect(page.locator('html')).toHaveAttribute('lang', 'kk')
      await expect(page.locator('#givenName')).toHaveValue('Айгүл')
      await expect(page.locator('#nativeName')).toHaveValue('Айгүл Үлгі')
    })
  })
}

test('typed text outlives a reload', async ({ page }) => {
  const event = await makeOpenEvent()
  await page.goto(`/ru/${event.slug}/register/delegate`)
  await expect(page.locator('#registration')).toHaveAttribute('aria-busy', 'false')
  await page.locator('#givenName').fill('Aigul')
  await expect.poll(() => page.evaluate(() => JSON.stringify({ ...sessionStorage }))).toContain('Aigul')
  await page.reload()
  await expect(page.locator('#givenName')).toHaveValue('Aigul')
})

test('a lost connection says so, keeps the answers, and the next try works and does not double', async ({
  page,
  context,
}) => {
  const event = await makeOpenEvent()
  const steps = new RegistrationForm(page, true)
  await page.goto(`/en/${event.slug}/register/delegate`)
  await steps.person({ title: 'Ms', givenName: 'Aigul', familyName: 'Example', nativeName: '' })
  await steps.role('delegate')
  await steps.contact(`lost-${event.slug}@example.org`)
  await steps.consents()
  await context.setOffline(true)
  await steps.submit()
  await expect(page.getByRole('alert').filter({ hasText: 'connection was lost' })).toBeVisible()
  await context.setOffline(false)
  await steps.send()
  const rows = await db().select().from(registrations).where(eq(registrations.eventId, event.id))
  expect(rows).toHaveLength(1)
})

test('going back after sending leads to the same reference, not to a second form', async ({ page }) => {
  const event = await makeOpenEvent()
  const steps = new RegistrationForm(page, true)
  await page.goto(`/en/${event.slug}/register/delegate`)
  await steps.person({ title: 'Ms', givenName: 'Aigul', familyName: 'Example', nativeName: '' })
  await steps.role('delegate')
  await steps.contact(`back-${event.slug}@example.org`)
  await steps.consents()
  await steps.send()
  const sent = page.url()
  await page.goBack()
  await page.waitForURL(sent)
  expect(await db().select().from(registrations).where(eq(registrations.eventId, event.id))).toHaveLength(1)
})

test('the form can be filled in by keyboard alone', async ({ page }) => {
  const event = await makeOpenEvent()
  await page.goto(`/en/${event.slug}/register/delegate`)
  await expect(page.locator('#registration')).toHaveAttribute('aria-busy', 'false')
  await page.locator('#title').focus()
  for (const text of ['Ms', 'Aigul', 'Example', '', '']) {
    if (text) await page.keyboard.type(text)
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await expect(page.locator('input[id="country"]')).toBeVisible()
  await page.locator('input[id="country"]').focus()
  await page.keyboard.type('Киргизия')
  await expect(page.getByRole('option', { name: 'Kyrgyzstan' })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.locator('select[name="country"]')).toHaveValue('KG')
  await page.keyboard.press('Tab')
  await expect(page.locator('#institution')).toBeFocused()
})

test('the wrong answers are listed on top and lead to their fields', async ({ page }) => {
  const event = await makeOpenEvent()
  await page.goto(`/en/${event.slug}/register/delegate`)
  await new RegistrationForm(page, true).submit()
  await page.locator('.summary a').first().click()
  await expect(page.locator('#givenName')).toBeFocused()
})

test('a closed window loses nothing: the form offers to go on where it was left', async ({ page, context }) => {
  const event = await makeOpenEvent()
  const steps = new RegistrationForm(page, true)
  await page.goto(`/kk/${event.slug}/register/delegate`)
  await steps.person({ title: '', givenName: 'Aigul', familyName: 'Example', nativeName: '' })
  await page.close()
  const another = await context.newPage()
  await another.goto(`/en/${event.slug}/register/delegate`)
  await another.getByRole('link', { name: 'Continue it' }).click()
  await another.waitForURL(/step=role/)
  await another.goto(`/en/${event.slug}/register/delegate`)
  await another.getByRole('button', { name: 'Delete its answers' }).click()
  await another.waitForURL(new RegExp(`/en/${event.slug}$`))
  await another.goto(`/en/${event.slug}/register/delegate`)
  await expect(another.locator('#title')).toBeVisible()
  await expect(another.getByRole('link', { name: 'Continue it' })).toHaveCount(0)
})
