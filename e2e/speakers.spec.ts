import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { db } from '@/db'
import { mails } from '@/db/schema/mail'
import { speakers } from '@/db/schema/speakers'
import { speakerToken } from '@/features/speakers/invitations/commands'
import { hashToken } from '@/lib/secrets'
import { makeRelease, makeRoom, makeSessionRole, makeSpeaker } from './fixtures/agenda'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures/test'
import { type EventRow, makeCategory, makeEvent, makeRegistration, makeUser, signIn } from './fixtures/world'
import { ask, PlainForm } from './plain-form'

const PHONE = { width: 390, height: 844 }

const picture = () =>
  sharp({ create: { width: 900, height: 1200, channels: 3, background: '#0B2E4F' } })
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
async function released(event: EventRow, speakerId: string) {
  const role = await makeSessionRole(event)
  const room = await makeRoom(event)
  const { id, name, capacity, floor } = room
  await makeRelease(event, {
    rooms: [{ id, name, capacity, floor }],
    roles: [{ id: role.id, name: role.name, isChair: false }],
    sessions: [
      {
        ...{ id: crypto.randomUUID(), kind: 'panel', trackId: null, roomId: id, minutes: 60 },
        ...{ title: { en: 'Panel on water', ru: 'Дискуссия о воде' }, abstract: {}, spoken: [], interpreted: [] },
        ...{ access: 'public', categoryIds: [], delegationIds: [], hasSignUp: false, capacity: null },
        ...{ startsAt: event.startsAt.toISOString(), items: [], sequence: 0, isCancelled: false },
        speakers: [{ speakerId, roleId: role.id, itemId: null }],
      },
    ],
  })
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
  await page.getByRole('button', { name: 'Make this person a speaker' }).click()
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
  await page.getByRole('button', { name: 'Send these letters' }).click()
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
    await page.getByRole('button', { name: 'Save the photo' }).click()
    await expect(page.getByRole('img', { name: /Photo of/ })).toBeVisible()
    await page.getByRole('link', { name: 'Your slides and documents' }).click()
    await expectAccessible(page)

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
