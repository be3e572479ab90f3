import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { db } from '@/db'
import { mails } from '@/db/schema/mail'
import { speakers } from '@/db/schema/speakers'
import { speakerToken } from '@/features/speakers/invitations/commands'
import { hashToken } from '@/lib/secrets'
import { makeRelease, makeRoom, makeSession, makeSessionRole, makeSpeaker } from './fixtures/agenda'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures/test'
import { type EventRow, makeCategory, makeEvent, makeRegistration, makeUser, signIn } from './fixtures/world'
import { ask, PlainForm } from './plain-form'

const PHONE = { width: 390, height: 844 }

const picture = () =>
  sharp({ create: { width: 900, height: 1200, channels: 3, background: '#0B2E4F' } })
    .jpeg()
    .toBuffer()

/** A picture as large as those of a scanner. */
const noise = () =>
  sharp({
    create: {
      ...{ width: 1600, height: 2000, channels: 3, background: '#000' },
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .jpeg()
    .toBuffer()

/** Somebody who was invited, with the address of their private page. */
async function invited(event: EventRow, values: Partial<typeof speakers.$inferInsert> = {}) {
  const speaker = await makeSpeaker(event, { state: 'invited', ...values })
  await db()
    .update(speakers)
    .set({ linkHash: hashToken(speakerToken(speaker.id)) })
    .where(eq(speakers.id, speaker.id))
  return { speaker, home: `/en/${event.slug}/speaker/${speakerToken(speaker.id)}` }
}

const rowOf = async (id: string) => (await db().select().from(speakers).where(eq(speakers.id, id)))[0]!

/** A released agenda with one session of the speaker's. */
async function released(event: EventRow, speakerId: string, slug = 'panellist') {
  const role = await makeSessionRole(event, slug)
  const room = await makeRoom(event)
  const { id, name, capacity, floor } = room
  const sessionId = crypto.randomUUID()
  await makeRelease(event, {
    rooms: [{ id, name, capacity, floor }],
    roles: [{ id: role.id, name: role.name, isChair: role.isChair }],
    sessions: [
      {
        ...{ id: sessionId, kind: 'panel', trackId: null, roomId: id, minutes: 60 },
        ...{ title: { en: 'Panel on water', ru: 'Дискуссия о воде' }, abstract: {}, spoken: [], interpreted: [] },
        ...{ access: 'public', categoryIds: [], delegationIds: [], hasSignUp: false, capacity: null },
        ...{ startsAt: event.startsAt.toISOString(), items: [], sequence: 0, isCancelled: false },
        speakers: [{ speakerId, roleId: role.id, itemId: null }],
      },
    ],
  })
  return { role, sessionId }
}

test('an organiser adds a speaker from a registration and one by hand, invites both, and removes one', async ({
  page,
  context,
}) => {
  test.slow()
  const event = await makeEvent()
  await makeRegistration(event, await makeCategory(event), { givenName: 'Bota', familyName: 'Registered' })
  await signIn(context, await makeUser({ event }))
  await page.goto(`/en/admin/${event.slug}/speakers`)
  await page.getByRole('link', { name: 'Add a speaker' }).click()
  await page.getByLabel('Search the registrations').fill('Бота')
  await page.getByRole('button', { name: 'Search' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Make Ms Bota Registered a speaker' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Ms Bota Registered' })).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize(PHONE)
  await expectNoSidewaysScroll(page)

  await page.goto(`/en/admin/${event.slug}/speakers/new`)
  await page.getByLabel('Given names').fill('Marat')
  await page.getByLabel('Family name').fill('Handmade')
  await page.getByLabel('E-mail').fill('marat@example.org')
  await page.locator('#links').fill('javascript:alert(1)')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('.summary')).toContainText('is no address that begins with https://')
  await expect(page.getByLabel('Family name')).toHaveValue('Handmade')
  await page.locator('#links').fill('https://example.org')
  await page.getByLabel('From (1)').fill('2026-10-16T10:00')
  await page.locator('#availableTo1').fill('2026-10-16T12:00')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('p.done')).toHaveText('The speaker is added.')
  await expect(page.getByLabel('From (1)')).toHaveValue('2026-10-16T10:00')
  await page.setInputFiles('#photo', { name: 'me.jpg', mimeType: 'image/jpeg', buffer: await picture() })
  await page.getByRole('button', { name: 'Smaller frame' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save the photo' }).click()
  await expect(page.getByRole('img', { name: 'Photo of Marat Handmade' })).toBeVisible()
  await page.setInputFiles('#file', { name: 'slides.jpg', mimeType: 'image/jpeg', buffer: await picture() })
  await page.getByRole('button', { name: 'Upload the document' }).click()
  await page.getByRole('button', { name: 'Show it to everybody' }).click()
  await expect(page.getByText('for everybody', { exact: false }).first()).toBeVisible()

  await page.goto(`/en/admin/${event.slug}/speakers`)
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.getByRole('link', { name: 'Invite 2' }).click()
  await expect(page.getByText('marat@example.org')).toBeVisible()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  const send = page.getByRole('button', { name: 'Send to those who are ticked' })
  for (const name of ['Marat Handmade', 'Ms Bota Registered']) await page.getByLabel(name).uncheck()
  await send.click()
  await expect(page.getByText('Tick at least one person.').first()).toBeVisible()
  await expect(page.getByLabel('Marat Handmade')).not.toBeChecked()
  for (const name of ['Marat Handmade', 'Ms Bota Registered']) await page.getByLabel(name).check()
  await send.click()
  await expect(page.locator('p.done')).toHaveText('2 letters are on their way.')
  await expect(page.getByRole('link', { name: /^(Invite|Remind) \d/ })).toHaveCount(0)
  expect(await db().$count(mails, eq(mails.eventId, event.id))).toBe(2)

  await page.getByRole('link', { name: 'Marat Handmade' }).click()
  await page.getByRole('link', { name: 'Remove the speaker' }).click()
  await page.getByRole('button', { name: 'Remove the speaker from everywhere' }).click()
  await expect(page.locator('p.done')).toContainText('The speaker is removed')
  await expect(page.getByRole('link', { name: 'Marat Handmade' })).toHaveCount(0)
})

test('what an editor typed into an older version is kept, and saved by a second press', async ({ page, context }) => {
  const event = await makeEvent()
  const speaker = await makeSpeaker(event)
  await signIn(context, await makeUser({ event, role: 'agenda_editor' }))
  await page.goto(`/en/admin/${event.slug}/speakers/${speaker.id}`)
  await page.getByLabel('Internal note').fill('My words')
  await db().update(speakers).set({ version: 2 }).where(eq(speakers.id, speaker.id))
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.locator('.summary')).toContainText('Somebody else has changed this speaker')
  await expect(page.getByLabel('Internal note')).toHaveValue('My words')
  expect((await rowOf(speaker.id)).note).toBe('')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.locator('p.done')).toHaveText('The speaker is saved.')
  expect((await rowOf(speaker.id)).note).toBe('My words')
})

test.describe('on a phone', () => {
  test.use({ viewport: PHONE })

  test('a speaker confirms, fills in the profile and photo, and is read by the public', async ({ page }) => {
    test.slow()
    const event = await makeEvent()
    const { speaker, home } = await invited(event)
    await released(event, speaker.id)
    await page.goto(home)
    await expect(page.getByText('Panel on water')).toBeVisible()
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await page.getByLabel('Your words to the organisers').fill('With pleasure')
    await page.getByRole('button', { name: 'I confirm' }).click()
    await expect(page.locator('p.done')).toContainText('The organisers have your confirmation')
    expect(await rowOf(speaker.id)).toMatchObject({ state: 'confirmed', answer: 'With pleasure' })
    await page.getByRole('link', { name: 'Your profile' }).click()
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await page
      .getByRole('group', { name: 'Biography' })
      .getByLabel('English')
      .fill('First <b>words</b>\n\nSecond words')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('link', { name: 'Your photo' }).click()
    await expectAccessible(page)
    await page.setInputFiles('#photo', { name: 'me.jpg', mimeType: 'image/jpeg', buffer: await picture() })
    await expect(page.getByText('The part that is shown')).toBeVisible()
    await page.getByRole('button', { name: 'Smaller frame' }).click()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Save the photo' }).click()
    await expect(page.getByRole('img', { name: /Photo of/ })).toBeVisible()
    await page.getByRole('link', { name: 'Your slides and documents' }).click()
    await expectAccessible(page)
    const scan = await noise()
    expect(scan.length).toBeGreaterThan(1024 * 1024)
    await page.setInputFiles('#file', { name: 'scan.jpg', mimeType: 'image/jpeg', buffer: scan })
    await page.getByRole('button', { name: 'Upload the document' }).click()
    await expect(page.getByRole('link', { name: 'scan.jpg', exact: true })).toBeVisible()

    for (const [locale, title] of [
      ['en', 'Speakers'],
      ['ru', 'Спикеры'],
      ['kk', 'Спикерлер'],
    ] as const) {
      await page.goto(`/${locale}/${event.slug}/speakers`)
      await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
    }
    await page.getByRole('link', { name: /Дана Спикер/ }).click()
    await expect(page.locator('.prose[lang=en] p')).toHaveText(['First <b>words</b>', 'Second words'])
    await expect(page.getByText('Бұл мәтіннің тілі: English.')).toBeVisible()
    await expect(page.getByRole('img', { name: /Дана Спикер/ })).toBeVisible()
    const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent())!)
    expect(data).toMatchObject({ '@type': 'Person', name: 'Ms Дана Спикер' })
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
  })
})

test('without JavaScript the answer, the profile and slides go through; looking at the link does nothing', async () => {
  const event = await makeEvent()
  const { speaker, home } = await invited(event)
  const before = await rowOf(speaker.id)
  for (let looks = 0; looks < 3; looks++) expect((await ask(home)).status).toBe(200)
  expect(await rowOf(speaker.id)).toEqual(before)
  const declined = await (await PlainForm.open(home, 'answer')).post({ speakerAnswer: 'Ill', reply: 'declined' })
  expect(declined.status).toBe(303)
  expect(await rowOf(speaker.id)).toMatchObject({ state: 'declined', answer: 'Ill' })
  await (await PlainForm.open(home, 'answer')).post({ speakerAnswer: '' })
  expect((await rowOf(speaker.id)).state).toBe('confirmed')
  const profile = await PlainForm.open(`${home}/profile`, 'speaker-form')
  const answers = { givenName: 'Dana', familyName: 'Renamed', locale: 'ru', links: 'http://example.org' }
  const wrong = await profile.post(answers)
  expect(wrong.main).toContain('is no address that begins with https://')
  expect(wrong.html).toContain('value="Renamed"')
  await profile.post({ ...answers, links: '' })
  expect(await rowOf(speaker.id)).toMatchObject({ familyName: 'Renamed', locale: 'ru' })
  const late = await profile.post({ ...answers, familyName: 'Late', links: '' })
  expect(late.main).toContain('Somebody else has changed this speaker')
  expect((await ask(`${home}x`)).status).toBe(404)
})

test('without JavaScript only who is ticked gets a letter, and with nobody ticked a sentence says so', async ({
  context,
}) => {
  const event = await makeEvent()
  await signIn(context, await makeUser({ event, role: 'agenda_editor' }))
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const asked = { headers: { cookie } }
  const one = await makeSpeaker(event, { state: 'proposed', familyName: 'Ticked' })
  await makeSpeaker(event, { state: 'proposed', familyName: 'Passed' })
  await makeSpeaker(event, { state: 'proposed', familyName: 'Nowhere', email: '' })
  const address = `/en/admin/${event.slug}/speakers?write=invite`
  const { html, main } = await ask(address, asked)
  expect(html.match(/<input[^>]*name="person"[^>]*checked/g)).toHaveLength(2)
  expect(main).toContain('No e-mail address is known: 1')
  const form = await PlainForm.open(address, 'write-form', asked)
  expect((await form.post({}, undefined, { cookie })).main).toContain('Tick at least one person.')
  expect((await form.post({ person: one.id }, undefined, { cookie })).status).toBe(303)
  const letters = await db().select({ to: mails.to }).from(mails).where(eq(mails.eventId, event.id))
  expect(letters).toEqual([{ to: one.email }])
})

test('a speaker removed while moderating leaves the draft and the public agenda whole, without the name', async ({
  page,
  context,
}) => {
  const event = await makeEvent()
  const speaker = await makeSpeaker(event, { familyName: 'Moderating' })
  const { role, sessionId } = await released(event, speaker.id, 'moderator')
  await makeSession(event, { id: sessionId }, { speakers: [{ speakerId: speaker.id, roleId: role.id }] })
  const session = `/en/${event.slug}/agenda/${sessionId}`
  expect((await ask(session)).main).toContain('Moderating')

  await signIn(context, await makeUser({ event, role: 'agenda_editor' }))
  await db().update(speakers).set({ state: 'declined' }).where(eq(speakers.id, speaker.id))
  await page.goto(`/en/admin/${event.slug}/speakers/${speaker.id}?remove=1`)
  await expect(page.getByText('This speaker has declined, and still stands in one session')).toBeVisible()
  for (const address of [session, `/en/${event.slug}/agenda`, `/en/${event.slug}/speakers`]) {
    const answer = await ask(address)
    expect(answer.status).toBe(200)
    expect(answer.html).not.toContain('Moderating')
  }
  await page.goto(`/en/admin/${event.slug}/agenda/versions`)
  await expect(page.getByText('has declined, but stands in', { exact: false }).first()).toBeAttached()

  await page.goto(`/en/admin/${event.slug}/speakers/${speaker.id}?remove=1`)
  await page.getByRole('button', { name: 'Remove the speaker from everywhere' }).click()
  await expect(page.locator('p.done')).toContainText('The speaker is removed')
  for (const address of [session, `/en/${event.slug}/agenda`]) {
    const answer = await ask(address)
    expect([answer.status, answer.main.includes('Panel on water'), answer.main.includes('Moderating')]).toEqual([
      200,
      true,
      false,
    ])
  }
  expect((await ask(`/en/${event.slug}/speakers/${speaker.id}`)).status).toBe(404)
  await page.goto(`/en/admin/${event.slug}/agenda/versions`)
  await expect(page.getByText('A speaker is no longer in', { exact: false }).first()).toBeAttached()
  await expect(page.getByText('has no moderator or chair yet', { exact: false }).first()).toBeAttached()
})

test('hostile words in a profile are refused at their field with all typed kept, or shown as words', async () => {
  const event = await makeEvent()
  const { speaker, home } = await invited(event, { state: 'confirmed' })
  const typed = { givenName: 'Dana', familyName: 'Kept', locale: 'kk' }
  const post = async (answers: Record<string, string>) =>
    (await PlainForm.open(`${home.replace('/en/', '/kk/')}/profile`, 'speaker-form')).post({ ...typed, ...answers })
  for (const [field, value] of [
    ['familyName', 'x'.repeat(300)],
    ['familyName', 'Evil\u202Egnp.exe'],
    ['biography.ru', 'я'.repeat(200_000)],
    ['links', 'javascript:alert(1)'],
    ['links', 'data:text/html,<script>alert(1)</script>'],
  ] as const) {
    const answer = await post({ 'biography.kk': '\u04D9\u04A3\u0433\u0456\u043C\u0435', [field]: value })
    expect([field, answer.status, answer.html.includes(`href="#${field}"`)]).toEqual([field, 200, true])
    expect(answer.html).toContain('\u04D9\u04A3\u0433\u0456\u043C\u0435')
  }
  expect((await rowOf(speaker.id)).familyName).toBe('Speaker')
  const markup = '<img src=x onerror=alert(1)> </script><b>'
  expect((await post({ familyName: markup, 'biography.kk': markup, 'speakerPosition.kk': markup })).status).toBe(303)
  const shown = await ask(`/kk/${event.slug}/speakers/${speaker.id}`)
  expect(shown.status).toBe(200)
  expect(shown.html).not.toContain('<img src=x')
  expect(shown.html).not.toContain('</script><b>')
})
