import type { Locator, Page } from '@playwright/test'
import { and, eq, isNull } from 'drizzle-orm'
import sharp from 'sharp'
import { db } from '@/db'
import { agendaSessions, sessionSpeakers } from '@/db/schema/agenda'
import { texts } from '@/lib/texts'
import { makeRoom, makeSession, makeSessionRole, makeSpeaker, makeTrack } from './fixtures/agenda'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures/test'
import { type EventRow, makeEvent, makeUser, signIn } from './fixtures/world'

const HOUR = 60 * 60 * 1000
/** 09:00 of a day in Almaty. */
const NINE = new Date('2027-05-10T04:00:00Z')

async function makeAgenda() {
  const event = await makeEvent({ startsAt: NINE, endsAt: new Date(NINE.getTime() + 32 * HOUR) })
  const hall = await makeRoom(event, { position: 0 })
  const second = await makeRoom(event, { position: 1, name: { en: 'Hall B', ru: 'Зал Б', kk: 'Б залы' } })
  await makeTrack(event)
  const role = await makeSessionRole(event)
  const speaker = await makeSpeaker(event)
  const user = await makeUser({ event, role: 'agenda_editor' })
  return { event, hall, second, role, speaker, user }
}

const inDraft = (event: EventRow) =>
  db()
    .select()
    .from(agendaSessions)
    .where(and(eq(agendaSessions.eventId, event.id), isNull(agendaSessions.deletedAt)))
    .orderBy(agendaSessions.createdAt)

/** Where a column's moment is on the screen, once it is scrolled to. */
async function spot(page: Page, column: number, hours: number): Promise<{ x: number; y: number }> {
  return page.evaluate(
    ([column, hours]) => {
      const body = document.querySelector('[data-part="body"]')!
      const scroller = document.querySelector('[data-part="scroller"]')!
      const columns = document.querySelectorAll('.grid-head').length
      const box = body.getBoundingClientRect()
      const place = { x: box.left + (box.width / columns) * (column! + 0.4), y: box.top + (box.height / 24) * hours! }
      const { top, bottom } = scroller.getBoundingClientRect()
      // Away from the edges, near which the grid scrolls.
      if (place.y > top + 120 && place.y < bottom - 120) return place
      scroller.scrollTop += place.y - (top + bottom) / 2
      const moved = body.getBoundingClientRect()
      return { x: place.x, y: moved.top + (moved.height / 24) * hours! }
    },
    [column, hours],
  )
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }) {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + 3, from.y + 12, { steps: 3 })
  await page.mouse.move(to.x, to.y, { steps: 6 })
  await page.mouse.up()
}

async function middle(part: Locator): Promise<{ x: number; y: number }> {
  await part.scrollIntoViewIfNeeded()
  const box = (await part.boundingBox())!
  return { x: box.x + box.width / 3, y: box.y + box.height / 2 }
}

const card = (page: Page, title: string) => page.locator('button[data-session]').filter({ hasText: title })
const said = (page: Page) => page.locator('.agenda-said')
const saved = async (event: EventRow, pick: (row: typeof agendaSessions.$inferSelect) => unknown) =>
  (await inDraft(event)).map(pick)

test('an agenda is built by dragging: made, moved, stretched, put on the shelf and back, with a speaker, undone and redone', async ({
  page,
  context,
}) => {
  const { event, hall, second, speaker, user } = await makeAgenda()
  await signIn(context, user)
  await page.goto(`/en/admin/${event.slug}/agenda`)
  await expect(page.locator('.agenda-editor')).toHaveAttribute('data-ready', 'true')
  await drag(page, await spot(page, 1, 10), await spot(page, 1, 11))
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Begins')).toHaveValue('10:00')
  await expect(dialog.getByLabel('Minutes')).toHaveValue('60')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Add the session' }).click()
  await expect(dialog.getByText('Enter a title')).toBeVisible()
  await dialog.getByLabel('Title').fill('Water')
  await dialog.getByRole('button', { name: 'Add the session' }).click()
  await expect(card(page, 'Water')).toBeVisible()
  await expect(said(page)).toHaveText('“Water” is added: 10:00–11:00, Main Hall')
  await expect
    .poll(() => saved(event, (row) => [row.startsAt?.toISOString(), row.roomId, row.minutes]))
    .toEqual([['2027-05-10T05:00:00.000Z', hall.id, 60]])

  const from = await middle(card(page, 'Water'))
  const to = await spot(page, 2, 12.5)
  await drag(page, from, to)
  await expect(said(page)).toHaveText('“Water”: 12:00–13:00, Hall B, Mon, 10 May 2027')
  await expect.poll(() => saved(event, (row) => row.roomId)).toEqual([second.id])

  const edge = await spot(page, 2, 13)
  await drag(page, { ...edge, y: edge.y - 3 }, await spot(page, 2, 13.5))
  await expect(said(page)).toHaveText('“Water” lasts 90 minutes: 12:00–13:30')

  await drag(page, await middle(page.locator('[data-speaker]')), await middle(card(page, 'Water')))
  await expect(said(page)).toHaveText('Ms Dana Speaker: Panellist in “Water”')
  await expect.poll(() => db().$count(sessionSpeakers, eq(sessionSpeakers.speakerId, speaker.id))).toBe(1)

  await drag(page, await middle(card(page, 'Water')), await middle(page.locator('[data-part="shelf"]')))
  await expect(page.locator('.shelf-item')).toHaveText(/Water/)
  await drag(page, await middle(page.locator('.shelf-item')), await spot(page, 1, 9))
  await expect(card(page, 'Water')).toContainText('09:00–10:30')

  for (const _ of [1, 2]) await page.getByRole('button', { name: 'Undo' }).click()
  await expect(card(page, 'Water')).toContainText('12:00–13:30')
  await page.keyboard.press('Control+Shift+Z')
  await expect(page.locator('.shelf-item')).toHaveText(/Water/)
  await page.keyboard.press('Control+Z')
  await expect
    .poll(() => saved(event, (row) => [row.startsAt?.toISOString(), row.minutes]))
    .toEqual([['2027-05-10T07:00:00.000Z', 90]])
  // A clash stands at both sessions, and in a sentence.
  await makeSession(event, { roomId: second.id, startsAt: new Date(NINE.getTime() + 4 * HOUR), revision: 99 })
  await page.reload()
  await expect(card(page, 'Water')).toContainText('Clash')
  await expect(page.getByRole('region', { name: /Clashes/ })).toContainText('Hall B')
  await expectAccessible(page)
})

test('the same is done by keyboard alone, and said aloud', async ({ page, context }) => {
  const { event, hall, second, user } = await makeAgenda()
  await makeSession(event, { roomId: hall.id, startsAt: NINE, title: { ru: 'Открытие' } })
  await signIn(context, user)
  await page.goto(`/ru/admin/${event.slug}/agenda`)
  await expect(page.locator('.agenda-editor')).toHaveAttribute('data-ready', 'true')
  const t = texts('ru')
  await card(page, 'Открытие').focus()
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'Shift+ArrowDown', 'Shift+ArrowDown'])
    await page.keyboard.press(key)
  await expect(said(page)).toHaveText('«Открытие» длится 70 мин: 09:10–10:20')
  await expect(card(page, 'Открытие')).toBeFocused()
  await expect
    .poll(() => saved(event, (row) => [row.roomId, row.minutes, row.startsAt?.toISOString()]))
    .toEqual([[second.id, 70, '2027-05-10T04:10:00.000Z']])
  // Enter opens it; the window does all that dragging does.
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(t('editor.texts.begins')).fill('14')
  await dialog.getByLabel(t('editor.texts.room')).selectOption(hall.id)
  await page.keyboard.press('Enter')
  await expect(card(page, 'Открытие')).toContainText('14:00–15:10')
  await expect(card(page, 'Открытие')).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(card(page, 'Открытие')).toHaveCount(0)
  await expect(said(page)).toContainText('удалена')
  await page.keyboard.press('Control+Z')
  await expect(card(page, 'Открытие')).toBeVisible()
  await expect.poll(async () => (await inDraft(event)).length).toBe(1)
  await page.keyboard.press('n')
  await dialog.getByLabel(t('editor.texts.title')).fill('Закрытие')
  await dialog.getByLabel('English').fill('Closing')
  await dialog.getByLabel(t('editor.texts.add_person'), { exact: true }).selectOption({ index: 1 })
  await dialog.getByRole('button', { name: t('editor.texts.add'), exact: true }).press('Enter')
  await expect(dialog.getByLabel(t('editor.texts.add_person'), { exact: true })).toBeFocused()
  await dialog.getByLabel(/^Роль: /).selectOption({ index: 0 })
  await dialog.getByLabel('English').press('Enter')
  await expect(card(page, 'Закрытие')).toBeVisible()
  await expect
    .poll(() => saved(event, ({ title, roomId, startsAt }) => [title.en, roomId, startsAt?.toISOString()]))
    .toContainEqual(['Closing', hall.id, '2027-05-10T10:10:00.000Z'])
  await expectAccessible(page)
})

test('two editors see each other, and of a lost race both versions', async ({ page, context, browser }) => {
  const { event, hall, second, user } = await makeAgenda()
  await makeSession(event, { roomId: hall.id, startsAt: NINE })
  const colleague = await makeUser({ event })
  await signIn(context, user)
  await page.goto(`/en/admin/${event.slug}/agenda`)
  const other = await browser.newContext()
  await signIn(other, colleague)
  const theirs = await other.newPage()
  await theirs.goto(`/en/admin/${event.slug}/agenda`)
  await expect(card(theirs, 'Panel on peace')).toBeVisible()

  await card(page, 'Panel on peace').focus()
  await page.keyboard.press('ArrowRight')
  await expect(card(theirs, 'Panel on peace')).toHaveAccessibleName(/Hall B/, { timeout: 15_000 })
  await expect(said(theirs)).toContainText('Changed by somebody else: Panel on peace')

  // The line of one is down while the other changes the session.
  await theirs.route('**/draft?**', (route) => route.abort())
  await card(page, 'Panel on peace').focus()
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => saved(event, (row) => row.startsAt?.toISOString())).toEqual(['2027-05-10T04:05:00.000Z'])
  await card(theirs, 'Panel on peace').focus()
  await theirs.keyboard.press('ArrowLeft')
  const dialog = theirs.getByRole('dialog', { name: 'Somebody else was quicker' })
  await expect(dialog).toContainText(user.email)
  await expect(dialog.getByRole('row', { name: /Room/ })).toHaveText(/Hall B.*Main Hall/)
  await expect(dialog.getByRole('row', { name: /Begins/ })).toHaveText(/09:05.*09:00/)
  await expectAccessible(theirs)
  expect(await saved(event, (row) => row.roomId)).toEqual([second.id])
  await dialog.getByRole('button', { name: 'Take mine' }).click()
  await expect
    .poll(() => saved(event, (row) => [row.roomId, row.startsAt?.toISOString()]))
    .toEqual([[hall.id, NINE.toISOString()]])
  await other.close()
})

test.describe(() => {
  test.use({ viewport: { width: 820, height: 1180 }, hasTouch: true })

  test('on a tablet a finger moves a session by its grip or after a long press, and scrolls otherwise', async ({
    page,
    context,
  }) => {
    const { event, hall, user } = await makeAgenda()
    await makeSession(event, { roomId: hall.id, startsAt: new Date(NINE.getTime() + HOUR) })
    await signIn(context, user)
    await page.goto(`/kk/admin/${event.slug}/agenda`)
    await expect(page.locator('.agenda-editor')).toHaveAttribute('data-ready', 'true')
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    await page.locator('[data-part="scroller"]').scrollIntoViewIfNeeded()
    const touch = await context.newCDPSession(page)
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', point?: { x: number; y: number }) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints: point ? [point] : [] })
    const swipe = async (from: { x: number; y: number }, down: number, hold?: () => Promise<unknown>) => {
      await send('touchStart', from)
      await hold?.()
      for (let step = 1; step <= 8; step++) await send('touchMove', { x: from.x, y: from.y + (down * step) / 8 })
      await send('touchEnd')
    }
    const session = card(page, 'Бейбітшілік')
    const hour = () => page.evaluate(() => document.querySelector('[data-part="body"]')!.clientHeight / 24)
    const grip = await middle(session.locator('[data-grip]'))
    await swipe(grip, await hour())
    await expect(session).toContainText('11:00–12:00')
    await swipe(await middle(session), await hour(), () =>
      expect(page.locator('.agenda-editor')).toHaveAttribute('data-dragging', 'move'),
    )
    await expect(session).toContainText('12:00–13:00')
    const top = () => page.evaluate(() => document.querySelector('[data-part="scroller"]')!.scrollTop)
    const before = await top()
    await swipe(await spot(page, 2, 14), -150)
    await expect.poll(top).toBeGreaterThan(before)
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect.poll(() => saved(event, (row) => row.startsAt?.toISOString())).toEqual(['2027-05-10T07:00:00.000Z'])
  })
})

test.describe(() => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('on a phone the day is a list, whose sessions are moved in a window; a day is copied', async ({
    page,
    context,
  }) => {
    const { event, hall, user } = await makeAgenda()
    await makeSession(event, { roomId: hall.id, startsAt: NINE })
    await signIn(context, user)
    await page.goto(`/en/admin/${event.slug}/agenda`)
    await page.getByRole('link', { name: /Panel on peace/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Begins').fill('25:00')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog.getByText('Enter a time like 9:30')).toBeVisible()
    await dialog.getByLabel('Begins').fill('1130')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('link', { name: /Panel on peace/ })).toContainText('11:30–12:30')
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Copy this day…' }).click()
    await dialog.getByRole('button', { name: 'Copy the day' }).click()
    await expect(page.getByRole('link', { name: 'Tue, 11 May 2027' })).toHaveAttribute('aria-current', 'page')
    await expect(page.getByRole('link', { name: /Panel on peace/ })).toContainText('11:30–12:30')
    await expect.poll(async () => (await inDraft(event)).length).toBe(2)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(async () => (await inDraft(event)).length).toBe(1)
  })
})

test.describe(() => {
  test.use({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })

  test('without JavaScript rooms, roles and a session with all its parts are entered in forms', async ({
    page,
    context,
  }) => {
    const event = await makeEvent({ startsAt: NINE, endsAt: new Date(NINE.getTime() + 32 * HOUR) })
    await makeSpeaker(event)
    const user = await makeUser({ event, role: 'agenda_editor' })
    await signIn(context, user)
    const base = `/en/admin/${event.slug}/agenda`
    await page.goto(`${base}/rooms`)
    await page.locator('[name="roomName.en"]').fill('Main Hall')
    await page.getByLabel('Seats').fill('120')
    await page.getByRole('button', { name: 'Add a room' }).click()
    await expect(page.getByRole('heading', { name: 'Main Hall' })).toBeVisible()
    await page.goto(`${base}/roles`)
    await expect(page.getByRole('heading', { name: 'Rapporteur' })).toBeVisible()

    await page.goto(base)
    await page.getByRole('link', { name: 'New session' }).click()
    const send = () => page.locator('#session button[type=submit]').click()
    await page.locator('[name="sessionTitle.en"]').fill('Water')
    await page.getByLabel('Begins').fill('2027-05-10T11:00')
    await page.getByLabel('Ends').fill('2027-05-10T10:00')
    await page.getByLabel('Room').selectOption({ label: 'Main Hall' })
    await page.locator('[name="sessionInterpreted.kk"]').check()
    await send()
    await expect(page.locator('#sessionEnds-error')).toHaveText('It has to end after it begins.')
    await expect(page.locator('[name="sessionTitle.en"]')).toHaveValue('Water')
    await page.getByLabel('Ends').fill('2027-05-12T10:00')
    await send()
    await expect(page.locator('#sessionEnds-error')).toHaveText(texts('en')('refusals.session_minutes'))
    await page.getByLabel('Ends').fill('2027-05-10T12:30')
    await send()
    await expect(page.getByRole('status')).toContainText('The session is in the agenda')
    expect(await saved(event, (row) => [row.minutes, row.interpreted])).toEqual([[90, ['kk']]])
    await expectNoSidewaysScroll(page)

    await page.getByLabel('Speaker', { exact: true }).selectOption({ index: 1 })
    await page.getByLabel('Role', { exact: true }).selectOption({ label: 'Moderator' })
    await page.getByRole('button', { name: 'Add to the session' }).click()
    await expect(page.locator('#people')).toContainText('Ms Dana Speaker Moderator')
    await page.locator('#people').getByRole('link', { name: 'Change Ms Dana Speaker' }).click()
    await page.getByLabel('Role', { exact: true }).selectOption({ label: 'Keynote speaker' })
    await page.locator('#person button[type=submit]').click()
    await expect(page.locator('#people')).toContainText('Ms Dana Speaker Keynote speaker')
    await page.locator('[name="itemTitle.en"]').fill('Statement')
    await page.getByRole('button', { name: 'Add a part' }).click()
    await expect(page.locator('#items')).toContainText('10 of 90 minutes are planned.')
    await page.locator('#documentFile').setInputFiles({
      name: 'paper.jpg',
      mimeType: 'image/jpeg',
      buffer: await sharp({ create: { width: 300, height: 400, channels: 3, background: '#8A6116' } })
        .jpeg()
        .toBuffer(),
    })
    await page.getByLabel('Symbol').fill('CA/1')
    await page.getByRole('button', { name: 'Add the document' }).click()
    await expect(page.locator('#documents')).toContainText('CA/1')
    await page.goto(base)
    await expect(page.getByRole('link', { name: /11:00–12:30/ })).toContainText('Water')
  })
})

test('in the form, too, who was overtaken sees both versions before theirs takes the place', async ({
  page,
  context,
}) => {
  const { event, hall, user } = await makeAgenda()
  const session = await makeSession(event, { roomId: hall.id, startsAt: NINE })
  await signIn(context, user)
  await page.goto(`/en/admin/${event.slug}/agenda/sessions/${session.id}`)
  await expectAccessible(page)
  await db()
    .update(agendaSessions)
    .set({ title: { en: 'Another title' }, version: 2, revision: 2 })
    .where(eq(agendaSessions.id, session.id))
  await page.locator('[name="sessionTitle.en"]').fill('My title')
  const send = page.locator('#session button[type=submit]')
  await send.click()
  await expect(page.locator('#session [role=alert]')).toContainText('has changed this session')
  await expect(page.locator('[id="sessionTitle.en-error"]')).toHaveText('Saved meanwhile: Another title')
  expect(await saved(event, (row) => row.title.en)).toEqual(['Another title'])
  await send.click()
  await expect(page.getByRole('status').first()).toHaveText('The session is saved.')
  expect(await saved(event, (row) => row.title.en)).toEqual(['My title'])
})

test('what was typed and refused outlives a reload', async ({ page, context }) => {
  const { event, user } = await makeAgenda()
  await signIn(context, user)
  await page.goto(`/en/admin/${event.slug}/agenda/sessions/new`)
  await page.locator('[name="sessionTitle.en"]').fill('Water')
  await page.getByLabel('Begins').fill('2027-05-10T11:00')
  await page.getByLabel('Ends').fill('2027-05-10T10:00')
  await page.locator('#session button[type=submit]').click()
  await expect(page.locator('#sessionEnds-error')).toHaveText('It has to end after it begins.')
  await page.reload()
  await expect(page.locator('[name="sessionTitle.en"]')).toHaveValue('Water')
})
