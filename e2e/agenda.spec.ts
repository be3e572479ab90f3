import type { Page } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { sessionSignUps } from '@/db/schema/agenda'
import { formatTime } from '@/lib/dates'
import { makeRelease, makeRoom, makeSession, makeSessionRole, makeSpeaker, makeTrack } from './fixtures/agenda'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures/test'
import { type EventRow, makeCategory, makeEvent, makeRegistration, privateToken } from './fixtures/world'

const MINUTE = 60_000
const PHONE = { width: 390, height: 844 }

/** Where it is forenoon now: what is of today elsewhere would be of two days shortly before midnight. */
function forenoonZone(): string {
  const ahead = 11 - new Date().getUTCHours()
  // In these names the sign is that of the way to Greenwich.
  return ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}

/** An event that runs, with a panel now, one in an hour, one for participants, and one for invited people tomorrow. */
async function makeAgenda() {
  const event = await makeEvent({
    startsAt: new Date(Date.now() - 60 * MINUTE),
    endsAt: new Date(Date.now() + 2 * 24 * 60 * MINUTE),
    timeZone: forenoonZone(),
  })
  const hall = await makeRoom(event)
  const small = await makeRoom(event, { position: 1, name: { en: 'Small Hall', ru: 'Малый зал' } })
  const track = await makeTrack(event)
  const role = await makeSessionRole(event, 'moderator')
  const dana = await makeSpeaker(event)
  const make = async (values: Parameters<typeof makeSession>[1], more: object = {}) => {
    const { startsAt, ...session } = await makeSession(event, { roomId: hall.id, trackId: track.id, ...values })
    const rest = { items: [], speakers: [], sequence: 0, isCancelled: false }
    return { ...session, ...rest, ...more, startsAt: startsAt!.toISOString() }
  }
  const after = (minutes: number) => new Date(Math.floor(Date.now() / MINUTE) * MINUTE + minutes * MINUTE)
  const item = '11111111-0000-4000-8000-000000000001'
  const running = await make(
    {
      startsAt: after(-15),
      minutes: 45,
      abstract: { en: 'What was agreed, and what is missing.' },
      spoken: ['ru'],
      interpreted: ['en', 'kk'],
    },
    {
      items: [{ id: item, title: { en: 'Opening statement' }, minutes: 15 }],
      speakers: [{ speakerId: dana.id, roleId: role.id, itemId: item }],
    },
  )
  const next = await make({
    startsAt: after(31),
    minutes: 30,
    roomId: small.id,
    title: { en: 'Water and borders', ru: 'Вода и границы', kk: 'Су және шекара' },
  })
  const workshop = await make({
    startsAt: after(70),
    access: 'registered',
    hasSignUp: true,
    capacity: 1,
    title: { en: 'Workshop' },
  })
  const dinner = await make({ startsAt: after(75), access: 'invited', title: { en: 'Dinner of the heads' } })
  const roles = [role]
  await makeRelease(event, {
    rooms: [hall, small],
    tracks: [track],
    roles,
    sessions: [running, next, workshop, dinner],
  })
  return { event, hall, running, next, workshop, dinner }
}

/** The journey of a reader with a phone, the same with JavaScript and without. */
async function readAndStar(page: Page, { event, next, workshop }: Awaited<ReturnType<typeof makeAgenda>>) {
  await page.goto(`/en/${event.slug}`)
  await page.getByRole('link', { name: 'Agenda', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Now and next' })).toContainText('Panel on peace')
  await expect(page.getByRole('region', { name: 'Now and next' })).toContainText('Water and borders')
  await expect(page.getByRole('main')).not.toContainText('Dinner of the heads')
  await page.goto(`/en/${event.slug}/agenda?day=all`)
  await expect(page.locator(`#s-${workshop.id}`)).toContainText('Registered participants only')
  await expectNoSidewaysScroll(page)
  await page.getByRole('button', { name: 'In my agenda: Water and borders' }).click()
  await expect(page.getByRole('button', { name: 'In my agenda: Water and borders' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await page.getByRole('link', { name: 'My agenda (1)' }).click()
  await expect(page.getByRole('heading', { level: 3 })).toHaveText(['Water and borders'])
  await page.getByRole('link', { name: 'Show all sessions' }).first().click()
  await page.getByText('Search and filter').click()
  await page.getByLabel('Words in titles, texts and names').fill('granitsy')
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page.getByRole('heading', { level: 3 })).toHaveText(['Water and borders'])
  await page.getByRole('link', { name: 'Water and borders' }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Water and borders')
  await page.getByRole('button', { name: 'Take out of my agenda' }).click()
  await expect(page.getByRole('button', { name: 'Put into my agenda' })).toBeVisible()
  expect((await page.request.get(`/api/events/${event.slug}/sessions/${next.id}/calendar`)).status()).toBe(200)
  await page.goto(`/en/${event.slug}/agenda/calendar`)
  await page.getByRole('button', { name: 'Make an address' }).click()
  const address = new URL(await page.getByLabel('Address of your calendar').inputValue())
  const feed = () => page.request.get(address.pathname + address.search)
  expect((await feed()).status()).toBe(200)
  await page.getByRole('button', { name: 'End this address' }).click()
  await expect(page.getByRole('main')).toContainText('The address is ended.')
  const gone = await feed()
  expect([gone.status(), await gone.text()]).toEqual([410, expect.stringContaining('was ended')])
}

test.describe('on a phone', () => {
  test.use({ viewport: PHONE })
  test('a reader finds what runs, searches in another script, stars, and takes it along', async ({ page }) => {
    await readAndStar(page, await makeAgenda())
  })
})

test.describe('on a phone without JavaScript', () => {
  test.use({ viewport: PHONE, javaScriptEnabled: false })
  test('the same works', async ({ page }) => {
    await readAndStar(page, await makeAgenda())
  })
})

test('the agenda can be read by everyone, in each language, on paper, and by search engines', async ({ page }) => {
  await page.setViewportSize(PHONE)
  const { event, running } = await makeAgenda()
  for (const locale of ['en', 'ru', 'kk']) {
    for (const path of ['agenda', `agenda/${running.id}`, 'agenda/calendar']) {
      await page.goto(`/${locale}/${event.slug}/${path}`)
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
    }
  }
  await page.goto(`/kk/${event.slug}/agenda/${running.id}`)
  await expect(page.getByText('What was agreed, and what is missing.')).toBeVisible()
  await expect(page.getByRole('article').getByText('English', { exact: true })).toHaveCount(2)
  await page.goto(`/en/${event.slug}/agenda/${running.id}`)
  await expect(page.getByRole('main')).toContainText('English, Kazakh')
  await expect(page.getByRole('main')).toContainText('Opening statement')
  await page.goto(`/en/${event.slug}/agenda?day=all`)
  const block = await page.locator('script[type="application/ld+json"]').textContent()
  const { '@type': type, subEvent } = JSON.parse(block!)
  expect([type, subEvent.map(({ name }: { name: string }) => name)]).toEqual([
    'Event',
    ['Panel on peace', 'Water and borders'],
  ])
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('button')).toHaveCount(0)
  await expect(page.getByRole('navigation')).toHaveCount(0)
  await expect(page.getByText('Water and borders').last()).toBeVisible()
  await page.emulateMedia({ media: 'screen' })
  expect((await page.goto(`/en/${(await makeEvent()).slug}/agenda`))!.status()).toBe(404)
})

test('a participant signs up on their own page, another waits, and gets the place that is given back', async ({
  page,
}) => {
  await page.setViewportSize(PHONE)
  const { event, workshop, dinner } = await makeAgenda()
  const category = await makeCategory(event)
  const open = async (person: Awaited<ReturnType<typeof makeRegistration>>) => {
    await page.goto(`/en/${event.slug}/my/${privateToken(person.id)}`)
    await page.getByRole('link', { name: 'My sessions' }).click()
    await page
      .getByRole('link', { name: 'All days' })
      .or(page.getByRole('heading', { level: 2 }))
      .first()
      .waitFor()
    await page.goto(`/en/${event.slug}/my/${privateToken(person.id)}/sessions?day=all`)
    await expect(page.getByRole('main')).not.toContainText(String(dinner.title.en))
    await page.getByRole('link', { name: 'Workshop' }).click()
  }
  const [first, second] = [
    await makeRegistration(event, category, { state: 'accepted' }),
    await makeRegistration(event, category, { state: 'accepted' }),
  ]
  await open(first)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByRole('status')).toHaveText('A place in this session is yours.')
  await open(second)
  await page.getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByRole('status')).toContainText('You are in line')
  await open(first)
  await page.getByRole('button', { name: 'Give my place back' }).click()
  await expect(page.getByRole('status')).toContainText('You no longer have a place')
  const rows = await db().select().from(sessionSignUps).where(eq(sessionSignUps.sessionId, workshop.id))
  expect(rows.map(({ registrationId, state }) => [registrationId, state])).toEqual([[second.id, 'confirmed']])
  await page.goto(`/en/${event.slug}/my/${privateToken(second.id)}/sessions`)
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
})

test('what a participant stars in another browser reaches the calendar they made in the first', async ({
  page,
  browser,
}) => {
  const { event, workshop } = await makeAgenda()
  const person = await makeRegistration(event, await makeCategory(event), { state: 'accepted' })
  const own = `/en/${event.slug}/my/${privateToken(person.id)}/sessions?day=all`
  await page.goto(own)
  await page.getByRole('button', { name: 'Make an address' }).click()
  const address = new URL(await page.getByLabel('Address of your calendar').inputValue())
  const feed = async () => (await page.request.get(address.pathname + address.search)).text()
  expect(await feed()).not.toContain('Workshop')
  const other = await browser.newPage({ baseURL: process.env.PLENARY_TEST_URL })
  await other.goto(own)
  const star = (of: Page) => of.getByRole('button', { name: 'In my agenda: Workshop' })
  await star(other).click()
  await expect(star(other)).toHaveAttribute('aria-pressed', 'true')
  await other.close()
  expect(await feed()).toContain(`UID:session-${workshop.id}@plenary`)
  await page.goto(own)
  await expect(star(page)).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByRole('link', { name: 'Show the address' })).toBeVisible()
  await star(page).click()
  await expect(star(page)).toHaveAttribute('aria-pressed', 'false')
  expect(await feed()).not.toContain('Workshop')
})

/** Nothing of the screen lies outside it. */
const overflow = (page: Page) =>
  page.evaluate(() => {
    const { scrollHeight, clientHeight, scrollWidth, clientWidth } = document.documentElement
    return [scrollHeight - clientHeight, scrollWidth - clientWidth]
  })

test('the screen in the foyer goes on by itself, also when the network is lost', async ({ page, context }) => {
  const { event, hall } = await makeAgenda()
  await page.clock.install()
  await page.setViewportSize({ width: 1920, height: 1080 })
  await page.goto(`/en/${event.slug}/screen`)
  const small = page.getByRole('region', { name: 'Small Hall' })
  await expect(page.getByRole('region', { name: 'Main Hall' })).toContainText('Now')
  await expect(page.getByRole('region', { name: 'Main Hall' })).toContainText('Panel on peace')
  await expect(small).toContainText('No session now')
  await expectAccessible(page)
  expect(await overflow(page)).toEqual([0, 0])
  await context.setOffline(true)
  await page.clock.fastForward('35:00')
  await expect(page.getByText(/^No connection since \d\d:\d\d$/)).toBeVisible()
  await expect(small).not.toContainText('No session now')
  await expect(small).toContainText('Water and borders')
  await expect(page.getByRole('region', { name: 'Main Hall' })).toContainText('Workshop')
  await context.setOffline(false)
  await page.clock.fastForward('00:31')
  // The network is said to be back before it is, and the screen tries again after a while.
  await expect(page.getByText(/^No connection since/)).toHaveCount(0, { timeout: 20_000 })
  await page.setViewportSize({ width: 1080, height: 1920 })
  await page.goto(`/ru/${event.slug}/screen?room=${hall.id}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Главный зал')
  await expect(page.getByText('г-жа').or(page.getByText('Дана Спикер'))).toBeVisible()
  expect(await overflow(page)).toEqual([0, 0])
})

test('a screen that is started anew without a network, by reload or in a new browser, shows what it heard last', async ({
  playwright,
  launchOptions,
}, info) => {
  const { event } = await makeAgenda()
  const address = `${process.env.PLENARY_TEST_URL}/en/${event.slug}/screen`
  const open = (...args: string[]) =>
    playwright.chromium.launchPersistentContext(info.outputPath('device'), {
      ...launchOptions,
      args: [...(launchOptions.args ?? []), ...args],
      viewport: { width: 1920, height: 1080 },
    })
  const violations: string[] = []
  const shows = async (page: Page) => {
    await expect(page.getByText(/^No connection since \d\d:\d\d$/)).toBeVisible()
    await expect(page.getByRole('region', { name: 'Main Hall' })).toContainText('Panel on peace')
    const clock = page.locator('.screen-clock')
    await expect
      .poll(async () => (await clock.textContent()) === formatTime(new Date(), 'en', event.timeZone))
      .toBe(true)
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('.screen')!).display)).toBe('flex')
  }
  let device = await open()
  let page = await device.newPage()
  page.on('console', (message) => message.text().includes('Content Security') && violations.push(message.text()))
  await page.goto(address)
  await expect.poll(() => page.evaluate(async () => (await caches.match(location.href)) !== undefined)).toBe(true)
  await page.evaluate(() => navigator.serviceWorker.ready)
  await device.setOffline(true)
  await page.reload()
  await shows(page)
  await device.setOffline(false)
  await expect(page.getByText(/^No connection since/)).toHaveCount(0, { timeout: 20_000 })
  await device.close()

  // Nothing answers any more, whichever part of the browser asks.
  device = await open('--host-resolver-rules=MAP * ~NOTFOUND')
  page = await device.newPage()
  await page.goto(address)
  await shows(page)
  await device.close()
  expect(violations).toEqual([])
})

test('the screen without JavaScript shows the same and loads itself anew', async ({ browser }) => {
  const { event }: { event: EventRow } = await makeAgenda()
  const page = await browser.newPage({ javaScriptEnabled: false, baseURL: process.env.PLENARY_TEST_URL })
  await page.goto(`/en/${event.slug}/screen`)
  await expect(page.getByRole('region', { name: 'Main Hall' })).toContainText('Panel on peace')
  await expect(page.locator('meta[http-equiv="refresh"]')).toHaveAttribute('content', '60')
  await page.close()
})
