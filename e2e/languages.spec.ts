import type { Page } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { events } from '@/db/schema/events'
import { mails } from '@/db/schema/mail'
import { registrations } from '@/db/schema/registrations'
import { LOCALE_NAMES } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { makeRelease, makeRoom, makeSession, makeSpeaker } from './fixtures/agenda'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures/test'
import { makeCategory, makeEvent, makeRegistration, makeUser, privateToken, signIn } from './fixtures/world'
import { RegistrationForm } from './registration-form'

const PHONE = { width: 390, height: 844 }
const DESK = { width: 1440, height: 900 }

test('an organiser gives an event Uzbek for Kazakh, and guests register in it', async ({ page, context }) => {
  const event = await makeEvent()
  await makeCategory(event)
  await signIn(context, await makeUser({ event }))
  const t = texts('uz')

  const settings = `/uz/admin/${event.slug}/settings`
  await page.goto(settings)
  await page.locator('[name="languages.kk"]').uncheck()
  await page.locator('[name="languages.uz"]').check()
  await page.locator('#mainLanguage').selectOption('uz')
  await page.locator('#event-settings button.button').click()
  await expect(page.locator('[id="name.uz"]')).toBeVisible()
  await expect(page.locator('[id="name.kk"]')).toHaveCount(0)
  await page.locator('[id="name.uz"]').fill('Sinov anjumani')
  const saved = page.url()
  await page.locator('#event-settings button.button').click()
  await expect(page).not.toHaveURL(saved)
  const [changed] = await db().select().from(events).where(eq(events.id, event.id))
  expect(changed?.languages).toEqual(['uz', 'en', 'ru'])
  // What was written in Kazakh is asked no longer and kept all the same.
  expect(changed?.name).toEqual({ ...event.name, uz: 'Sinov anjumani' })
  await page.goto(`/uz/admin/${event.slug}/settings/categories/delegate`)
  await page.locator('form button.button').first().click()
  await expect(page.locator('#done')).toBeVisible()

  await page.setViewportSize(PHONE)
  await page.goto(`/uz/${event.slug}`)
  await expect(page.locator('h1')).toHaveText('Sinov anjumani')
  const offered = page.getByRole('navigation', { name: t('site.languages') }).locator('[lang]')
  expect(await offered.allTextContents()).toEqual(['uz', 'en', 'ru'].map((it) => LOCALE_NAMES[it as 'uz']))
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)

  const email = `mehmon-${event.slug}@example.org`
  const steps = new RegistrationForm(page, true)
  await page.goto(`/uz/${event.slug}/register/delegate`)
  await steps.person({ title: 'xonim', givenName: 'Nilufar', familyName: 'Oʻrinboyeva', nativeName: '' })
  await steps.role('delegate')
  const options = await page.locator('#locale option').evaluateAll((all) => all.map((it) => it.getAttribute('value')))
  expect(options).toEqual(['', 'en', 'ru', 'uz'])
  await expect(page.locator('#locale')).toHaveValue('uz')
  await steps.contact(email)
  await steps.consents()
  await steps.send()
  const [guest] = await db().select().from(registrations).where(eq(registrations.eventId, event.id))
  const [mail] = await db().select().from(mails).where(eq(mails.registrationId, guest!.id))
  expect([guest?.locale, mail?.locale]).toEqual(['uz', 'uz'])
  expect(mail?.text).toContain('Nilufar Oʻrinboyeva xonim')
  expect(mail?.subject).toContain('Sinov anjumani')

  // A language that the event does not speak still has its pages; its words stand in another and say in which.
  await page.goto(`/tg/${event.slug}/register/delegate`)
  await expect(page.locator('html')).toHaveAttribute('lang', 'tg')
  await expect(page.locator('header a[lang]').first()).toHaveText('Тестовая конференция')
  await expect(page.locator('header a[lang]').first()).toHaveAttribute('lang', 'ru')
  await expect(page.locator('[aria-current="true"]')).toHaveText('Тоҷикӣ')
})

/** The page as the server would send it in a language that runs to the left. */
async function turnRound(page: Page): Promise<void> {
  await page.route('**/*', async (route) => {
    const type = route.request().resourceType()
    if (type !== 'document') return route.continue()
    const response = await route.fetch()
    const body = (await response.text())
      .replace('dir="ltr"', 'dir="rtl"')
      .replaceAll('\\"dir\\":\\"ltr\\"', '\\"dir\\":\\"rtl\\"')
    return route.fulfill({ response, body })
  })
}

/** Where everything on the page stands, measured from the side that its lines begin at. */
async function places(page: Page): Promise<{ what: string; from: number; to: number }[]> {
  await page.evaluate(() => document.fonts.ready)
  return page.evaluate(() => {
    const isLeftwards = document.documentElement.dir === 'rtl'
    const width = document.documentElement.clientWidth
    const shown =
      'header, nav, main, h1, h2, form, fieldset, legend, label, input:not([type=hidden]), select, textarea, button, table, th, td, ul, ol, li, dl, dt, dd, summary, [class*="tag"], [data-session]'
    return [...document.querySelectorAll(shown)].flatMap((element) => {
      const box = element.getBoundingClientRect()
      if (box.width < 2 || box.right < 0 || box.left > width) return []
      const [from, to] = isLeftwards ? [width - box.right, width - box.left] : [box.left, box.right]
      const what = `${element.tagName} ${element.id || element.className} ${element.textContent?.trim().slice(0, 30)}`
      return [{ what, from: Math.round(from), to: Math.round(to) }]
    })
  })
}

test('in a language that runs to the left every page is the mirror image of itself', async ({ browser }) => {
  test.slow()
  const event = await makeEvent()
  const category = await makeCategory(event, { capacity: 9, taken: 1 })
  const guest = await makeRegistration(event, category, { state: 'accepted', nativeName: 'Айгүл Үлгі' })
  await makeSpeaker(event)
  const room = await makeRoom(event)
  await makeRoom(event)
  const session = await makeSession(event, { roomId: room.id })
  const released = { ...session, items: [], speakers: [], sequence: 0, isCancelled: false }
  await makeRelease(event, { rooms: [room], sessions: [{ ...released, startsAt: session.startsAt!.toISOString() }] })
  const organiser = await makeUser({ event })
  const pages = [
    [PHONE, `/en/${event.slug}`],
    [DESK, `/en/${event.slug}`],
    [PHONE, `/en/${event.slug}/register/delegate`],
    [PHONE, `/en/${event.slug}/agenda`],
    [PHONE, `/en/${event.slug}/my/${privateToken(guest.id)}`],
    [DESK, `/en/admin/${event.slug}`],
    [DESK, `/en/admin/${event.slug}/registrations`],
    [PHONE, `/en/admin/${event.slug}/registrations`],
    [DESK, `/en/admin/${event.slug}/settings`],
    [DESK, `/en/admin/${event.slug}/agenda`],
  ] as const
  const visit = async (isTurned: boolean) => {
    const context = await browser.newContext()
    await signIn(context, organiser)
    const page = await context.newPage()
    if (isTurned) await turnRound(page)
    const seen = []
    for (const [size, address] of pages) {
      await page.setViewportSize(size)
      await page.goto(address)
      await expect(page.locator('html')).toHaveAttribute('dir', isTurned ? 'rtl' : 'ltr')
      await expectNoSidewaysScroll(page)
      seen.push(await places(page))
    }
    await context.close()
    return seen
  }
  const [usual, turned] = [await visit(false), await visit(true)]
  for (const [at, [, address]] of pages.entries()) {
    const [ltr, rtl] = [usual[at]!, turned[at]!]
    expect(rtl.map(({ what }) => what)).toEqual(ltr.map(({ what }) => what))
    const off = ltr.filter(
      ({ from, to }, one) => Math.abs(from - rtl[one]!.from) > 2 || Math.abs(to - rtl[one]!.to) > 2,
    )
    expect(off, address).toEqual([])
  }
})
