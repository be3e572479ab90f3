import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { db } from '@/db'
import { consents, informationRequests, registrations, travelDocuments } from '@/db/schema/registrations'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures/test'
import {
  makeCategory,
  makeConsentVersion,
  makeEvent,
  makeRegistration,
  makeUser,
  privateToken,
  signIn,
} from './fixtures/world'

const reread = async (id: string) => (await db().select().from(registrations).where(eq(registrations.id, id)))[0]!

const asksAll = { asksPhoto: true, asksTravel: true, asksTravelDocument: true }

for (const hasScripts of [true, false]) {
  test.describe(() => {
    test.use({ javaScriptEnabled: hasScripts, viewport: { width: 390, height: 844 } })

    test(`a person answers, uploads a photo, gives travel and passport ${hasScripts ? 'with' : 'without'} JavaScript`, async ({
      page,
    }) => {
      test.slow()
      const event = await makeEvent()
      const person = await makeRegistration(event, await makeCategory(event, asksAll), {
        state: 'information_requested',
      })
      await db()
        .insert(informationRequests)
        .values({ eventId: event.id, registrationId: person.id, question: 'Which flight?' })
      const home = `/en/${event.slug}/my/${privateToken(person.id)}`
      await page.goto(home)
      await expect(page.getByText('Which flight?')).toBeVisible()
      await page.locator('#answer').fill('KC 851')
      await page.getByRole('button', { name: 'Send the answer' }).click()
      await page.waitForURL(/done=answered/)
      expect((await reread(person.id)).state).toBe('under_review')

      await page.getByRole('link', { name: 'Upload your photo' }).click()
      const buffer = await sharp({ create: { width: 600, height: 800, channels: 3, background: '#678' } })
        .jpeg()
        .toBuffer()
      await page.setInputFiles('#photo', { name: 'me.jpg', mimeType: 'image/jpeg', buffer })
      await page.getByRole('button', { name: 'Save the photo' }).click()
      await page.waitForURL(/done=photo/)
      await expect(page.getByRole('img', { name: /Photo of/ })).toBeVisible()

      await page.goto(`${home}/travel`)
      await page.locator('#arrivalFlight').fill('KC 851')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.waitForURL(/done=travel/)
      expect((await reread(person.id)).travel).toEqual({ arrivalFlight: 'KC 851' })

      await page.goto(`${home}/passport`)
      await page.locator('#number').fill('N1234567')
      await page.getByRole('button', { name: 'Save' }).click()
      await expect(page.locator('[role=alert]').first()).toBeVisible()
      expect(await db().$count(travelDocuments, eq(travelDocuments.registrationId, person.id))).toBe(0)
    })
  })
}

for (const hasScripts of [true, false]) {
  test.describe(() => {
    test.use({ javaScriptEnabled: hasScripts, viewport: { width: 390, height: 844 } })

    test(`a person gives a document, the secretariat finds it, the person takes it back ${hasScripts ? 'with' : 'without'} JavaScript`, async ({
      page,
    }) => {
      const event = await makeEvent()
      const person = await makeRegistration(event, await makeCategory(event))
      await page.goto(`/en/${event.slug}/my/${privateToken(person.id)}`)
      await page.getByRole('link', { name: 'Documents' }).click()
      const buffer = await sharp({ create: { width: 60, height: 80, channels: 3, background: '#fff' } })
        .jpeg()
        .toBuffer()
      await page.setInputFiles('#file', { name: 'note verbale.jpg', mimeType: 'image/jpeg', buffer })
      await page.getByRole('button', { name: 'Upload the document' }).click()
      await expect(page.getByText('The document is with the secretariat.')).toBeVisible()
      await expect(page.getByRole('link', { name: 'note verbale.jpg', exact: true })).toBeVisible()
      if (hasScripts) await expectAccessible(page)
      await expectNoSidewaysScroll(page)
      const own = page.url()

      await signIn(page.context(), await makeUser({ event }))
      await page.goto(`/en/admin/${event.slug}/registrations/${person.id}`)
      await expect(page.getByRole('link', { name: 'note verbale.jpg' })).toBeVisible()
      await expect(page.getByText('Document given')).toBeVisible()

      await page.goto(own)
      await page.getByRole('link', { name: 'Remove note verbale.jpg' }).click()
      await page.getByRole('button', { name: 'Remove' }).click()
      await expect(page.getByText('The document is removed.')).toBeVisible()
      await expect(page.getByRole('link', { name: 'note verbale.jpg', exact: true })).toHaveCount(0)
    })
  })
}

for (const hasScripts of [true, false]) {
  test.describe(() => {
    test.use({ javaScriptEnabled: hasScripts })

    test(`asking for erasure and erasing take two steps ${hasScripts ? 'with' : 'without'} JavaScript`, async ({
      page,
    }) => {
      const event = await makeEvent()
      const person = await makeRegistration(event, await makeCategory(event))
      const home = `/en/${event.slug}/my/${privateToken(person.id)}`
      await page.goto(`${home}/data`)
      await page.getByRole('link', { name: 'Delete all my data' }).click()
      await expect(page.getByRole('heading', { name: 'Delete all your data?' })).toBeVisible()
      if (hasScripts) await expectAccessible(page)
      expect((await reread(person.id)).erasureRequestedAt).toBeNull()
      await page.getByRole('button', { name: 'Yes, ask for deletion' }).click()
      await page.waitForURL(/done=erasure/)
      await expect(page.getByText(/^You asked on .* for all your data to be deleted/)).toBeVisible()
      await page.goto(`${home}/data?ask=erasure`)
      await expect(page.getByText(/^You asked on/)).toBeVisible()
      await expect(page.locator('#erasure-form')).toHaveCount(0)

      await signIn(page.context(), await makeUser({ event }))
      await page.goto(`/en/admin/${event.slug}/registrations/${person.id}/privacy`)
      await page.getByRole('link', { name: /^Erase all data of/ }).click()
      await expect(page.getByText('for good?')).toBeVisible()
      if (hasScripts) await expectAccessible(page)
      expect((await reread(person.id)).erasedAt).toBeNull()
      await page.getByRole('button', { name: 'Yes, erase all data' }).click()
      await page.waitForURL(/done=erased/)
      expect((await reread(person.id)).erasedAt).not.toBeNull()
    })
  })
}

test('a decision that is not told shows nowhere on the person’s page', async ({ page }) => {
  const event = await makeEvent()
  const category = await makeCategory(event)
  const untold = { toldState: 'submitted' as const }
  const people = [
    await makeRegistration(event, category, { state: 'accepted', holdsPlace: true, ...untold }),
    await makeRegistration(event, category, { state: 'declined', ...untold }),
    await makeRegistration(event, category, { state: 'submitted', ...untold }),
  ]
  const texts = []
  for (const { id, reference } of people) {
    await page.goto(`/en/${event.slug}/my/${privateToken(id)}`)
    const [row] = await db().select().from(registrations).where(eq(registrations.id, id))
    texts.push(((await page.locator('main').textContent()) ?? '').replaceAll(reference, '').replaceAll(row!.email, ''))
  }
  expect(texts[0]).toBe(texts[2])
  expect(texts[1]).toBe(texts[2])
})

test('what is kept of a person reads in the words of the form, and stays machine-readable as a file', async ({
  page,
}) => {
  const event = await makeEvent({ timeZone: 'Asia/Tashkent' })
  const person = await makeRegistration(event, await makeCategory(event, { form: 'parliamentarian' }), {
    country: 'TJ',
    diet: 'Halal',
    details: { committee: 'Committee on Examples', delegationRole: 'deputy_head' },
    travel: { arrivalFlight: 'KC 851', needsVisa: 'yes' },
    createdAt: new Date('2026-05-01T20:30:00Z'),
  })
  await makeConsentVersion(event)
  await db()
    .insert(consents)
    .values({ eventId: event.id, registrationId: person.id, purpose: 'photo', isGiven: true, version: 1, locale: 'ru' })
  const token = privateToken(person.id)
  await page.goto(`/ru/${event.slug}/my/${token}/data`)
  const main = page.locator('main')
  for (const words of ['Таджикистан', 'Halal', 'Заместитель', 'KC 851', 'English', '2 мая 2026', '01:30', 'Согласия'])
    await expect(main).toContainText(words)
  const text = (await main.textContent()) ?? ''
  for (const raw of ['givenName', 'isGiven', 'deputy_head', 'TJ', 'T20:30', 'true', 'arrivalFlight'])
    expect(text).not.toContain(raw)
  const file = await page.request.get(`/api/my/${event.slug}/${token}/data`)
  expect(await file.json()).toMatchObject({
    person: { country: 'TJ' },
    consents: [{ purpose: 'photo', isGiven: true }],
  })
})

test('whom a focal point entered is asked on their page for their own part of the form', async ({ page }) => {
  const event = await makeEvent()
  const person = await makeRegistration(event, await makeCategory(event, { form: 'parliamentarian' }), {
    interpretation: '',
    details: {},
  })
  const home = `/en/${event.slug}/my/${privateToken(person.id)}`
  await page.goto(home)
  await page.getByRole('link', { name: 'Complete your part of the form' }).click()
  await page.locator('#committee').fill('Committee on Examples')
  await page.locator('#delegationRole').selectOption('member')
  await page.locator('#interpretation').selectOption('ru')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.waitForURL(/done=corrected/)
  await expect(page.getByRole('link', { name: 'Complete your part of the form' })).toHaveCount(0)
  expect((await reread(person.id)).interpretation).toBe('ru')
})

test('an offered place is taken by a button, never by looking', async ({ page }) => {
  const event = await makeEvent()
  const category = await makeCategory(event, { capacity: 1, taken: 1 })
  const offerExpiresAt = new Date(Date.now() + 60 * 60 * 1000)
  const person = await makeRegistration(event, category, { state: 'waiting_list', holdsPlace: true, offerExpiresAt })
  await page.goto(`/en/${event.slug}/my/${privateToken(person.id)}`)
  expect((await reread(person.id)).state).toBe('waiting_list')
  await expect(page.getByText('a place has become free for you')).toBeVisible()
  await expect(page.getByText('All places are taken')).toHaveCount(0)
  await page.getByRole('button', { name: 'Yes, I take the place' }).click()
  await expect(page.getByText('Your participation is confirmed.')).toBeVisible()
  expect((await reread(person.id)).state).toBe('accepted')
})

test('a lost link is asked for with the same answer for everybody', async ({ page }) => {
  const event = await makeEvent()
  const person = await makeRegistration(event, await makeCategory(event))
  for (const email of [person.email, 'stranger@example.org']) {
    await page.goto(`/en/${event.slug}/link`)
    await page.locator('#email').fill(email)
    await page.getByRole('button', { name: 'Send me the link' }).click()
    await expect(page.getByText('If this address has a registration here')).toBeVisible()
  }
})

const PHONE = { width: 390, height: 844 }
const DESK = { width: 1440, height: 900 }

for (const [locale, device, viewport] of [
  ['en', 'desk', DESK],
  ['ru', 'phone', PHONE],
  ['kk', 'phone', PHONE],
] as const) {
  test(`the pages of a person and of their protection are accessible in ${locale} on a ${device}`, async ({
    page,
    context,
  }) => {
    test.slow()
    await page.setViewportSize(viewport)
    const event = await makeEvent()
    const category = await makeCategory(event, asksAll)
    const person = await makeRegistration(event, category)
    const home = `/${event.slug}/my/${privateToken(person.id)}`
    const look = async (path: string) => {
      await page.goto(`/${locale}${path}`)
      await expect(page.locator('h1')).toHaveCount(1)
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
    }
    for (const path of [
      '',
      '/consents',
      '/photo',
      '/travel',
      '/passport',
      '/documents',
      '/data',
      '/correct',
      '/withdraw',
    ])
      await look(`${home}${path}`)
    await look(`/${event.slug}/link`)
    await signIn(context, await makeUser({ event }))
    for (const path of ['privacy', 'passport']) await look(`/admin/${event.slug}/registrations/${person.id}/${path}`)
    await look(`/admin/${event.slug}/settings/accreditation`)
    await look(`/admin/${event.slug}/settings/reasons`)
  })
}
