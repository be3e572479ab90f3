import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { categories } from '@/db/schema/events'
import { drafts, registrations, submissions } from '@/db/schema/registrations'
import { saveDraft, submissionIdOf } from '@/features/registrations/drafts/commands'
import { texts } from '@/lib/texts'
import { BROWSER_LANGUAGES } from './fixtures/languages'
import { answersTo } from './fixtures/registrations'
import { expect, test } from './fixtures/test'
import {
  type CategoryRow,
  type EventRow,
  makeCategory,
  makeEvent,
  makeRegistration,
  makeUser,
  privateToken,
  signIn,
} from './fixtures/world'
import { type Answer, ask, PlainForm } from './plain-form'

const HOUR = 60 * 60 * 1000

let event: EventRow
let category: CategoryRow

test.beforeEach(async () => {
  event = await makeEvent()
  category = await makeCategory(event)
})

const newDraft = (answers = answersTo(category.form, { email: `person-${event.slug}@example.org` })) =>
  saveDraft(category.id, null, answers, new Date())

for (const locale of BROWSER_LANGUAGES) {
  const t = texts(locale)

  test(`what is unknown, foreign or expired is not found, and says so in ${locale}`, async ({ page }) => {
    const other = await makeEvent()
    const foreign = await makeRegistration(other, await makeCategory(other))
    const hidden = await makeEvent({ state: 'draft' })
    const old = await sentLongAgo()
    const addresses = [
      '/none',
      `/${hidden.slug}`,
      `/${event.slug}/none`,
      `/${event.slug}/register/none`,
      `/${event.slug}/register/delegate/none`,
      `/${event.slug}/register/delegate/${await saveDraft(category.id, null, {}, new Date(0))}`,
      `/${event.slug}/my/none`,
      `/${event.slug}/my/${privateToken(foreign.id)}`,
      `/${event.slug}/my/${privateToken(foreign.id)}/correct`,
      `/${event.slug}/my/${privateToken(foreign.id)}/withdraw`,
      `/${event.slug}/sent/none`,
      `/${event.slug}/sent/${old}`,
    ]
    for (const address of addresses) {
      const answer = await ask(`/${locale}${address}`)
      expect([address, answer.status, answer.html.includes(`<title>${t('not_found.title')}</title>`)]).toEqual([
        address,
        404,
        true,
      ])
      expect(answer.html).not.toContain(foreign.reference)
    }
    for (const address of [addresses[0], addresses[7]]) {
      await page.goto(`/${locale}${address}`)
      await expect(page.locator('html')).toHaveAttribute('lang', locale)
      await expect(page.locator('main')).toContainText(t('not_found.text'))
    }
  })

  test(`closed, not yet open and full categories say so in ${locale}`, async () => {
    const kinds: [string, string, Parameters<typeof makeCategory>[1]][] = [
      ['closed', t('refusals.registration_closed'), { isOpen: false }],
      ['over', t('refusals.registration_closed'), { closesAt: new Date(Date.now() - HOUR) }],
      ['full', t('refusals.category_full'), { capacity: 0, hasWaitingList: false }],
      ['not-yet', t('event.opens_at', { date: '' }), { opensAt: new Date(Date.now() + HOUR) }],
    ]
    for (const [slug, sentence, values] of kinds) {
      await makeCategory(event, { slug, ...values })
      const { status, main, html } = await ask(`/${locale}/${event.slug}/register/${slug}`)
      expect([slug, status, main.includes(sentence.trim()), html.includes('id="registration"')]).toEqual([
        slug,
        200,
        true,
        false,
      ])
      expect(main).toContain(event.contactEmail)
    }
    await makeCategory(event, { slug: 'waiting', capacity: 0 })
    const waiting = await ask(`/${locale}/${event.slug}/register/waiting`)
    expect(waiting.main).toContain(t('register.waiting_list'))
    expect(waiting.html).toContain('id="registration"')
  })

  test(`a body that is too large, or does not say how large it is, is refused with a sentence in ${locale}`, async () => {
    const post = (body: BodyInit, more: object = {}) =>
      ask(`/${locale}/${event.slug}/register/delegate`, { method: 'POST', body, ...more })
    for (const size of [256 * 1024 + 1, 20_000_000]) {
      const giant = await post('x'.repeat(size))
      expect([giant.status, giant.main]).toEqual([413, expect.stringContaining(t('refusals.too_large'))])
    }
    // Where files are sent, more is read, and then the address decides.
    const upload = (size: number) =>
      ask(`/${locale}/${event.slug}/my/unknown/photo`, { method: 'POST', body: 'x'.repeat(size) })
    expect([(await upload(8_000_000)).status, (await upload(9_000_000)).status]).toEqual([404, 413])
    const chunked = await post(new Blob(['text']).stream() as BodyInit, { duplex: 'half' })
    expect([chunked.status, chunked.main]).toEqual([411, expect.stringContaining(t('refusals.size_unknown'))])
  })

  test(`a form that closed, or was changed elsewhere, meanwhile is refused with a sentence in ${locale}`, async () => {
    const draft = await newDraft()
    const address = `/${locale}/${event.slug}/register/delegate/${draft}?step=check`
    const form = await PlainForm.open(address, 'registration')
    await saveDraft(category.id, draft, answersTo('delegate', { diet: 'Halal' }), new Date())
    expect((await form.post()).main).toContain(t('refusals.answers_changed'))
    const anew = await PlainForm.open(address, 'registration')
    await closeRegistration()
    expect((await anew.post()).main).toContain(t('refusals.registration_closed'))
    expect(await db().$count(registrations, eq(registrations.eventId, event.id))).toBe(0)
  })
}

async function closeRegistration(): Promise<void> {
  await db().update(categories).set({ isOpen: false }).where(eq(categories.id, category.id))
}

/** A submission whose receipt was there to be seen yesterday. */
async function sentLongAgo(): Promise<string> {
  const registration = await makeRegistration(event, category)
  const [row] = await db()
    .insert(submissions)
    .values({
      id: submissionIdOf(event.slug),
      eventId: event.id,
      categoryId: category.id,
      registrationId: registration.id,
      digest: '',
      reference: registration.reference,
      createdAt: new Date(Date.now() - 25 * HOUR),
    })
    .returning()
  return row!.id
}

test('addresses that no database keeps are not found', async () => {
  const addresses = [
    '/ru/%00',
    `/ru/${event.slug}/register/%00`,
    '/ru/%ff',
    '/api/events/%00/calendar/en',
    `/api/events/${event.slug}/picture/%00`,
    `/ru/${'x'.repeat(4000)}`,
    '/ru/constructor',
    '/de',
    '/de/anything',
    '/wp-login.php',
  ]
  for (const address of addresses) expect([address, (await ask(address)).status]).toEqual([address, 404])
})

/** What a form carries along about its page, changed. */
function tampered(change: (place: Record<string, unknown>) => unknown) {
  return (name: string, value: string) =>
    name.endsWith(':1') ? JSON.stringify([change(JSON.parse(value)[0]), ...JSON.parse(value).slice(1)]) : value
}

const NONSENSE = ['none', '\u0000', '//example.org', 7, { a: 1 }, ['x'], null]

test('a form that was tampered with is not found in the reader’s language, and nothing is written', async () => {
  const answers = answersTo('delegate')
  const draft = await newDraft()
  const registration = await makeRegistration(event, category)
  const base = `/kk/${event.slug}`
  const own = `${base}/my/${privateToken(registration.id)}`
  const forms: [PlainForm, string[]][] = [
    [await PlainForm.open(`${base}/register/delegate`, 'registration'), ['locale', 'event', 'category', 'step']],
    [
      await PlainForm.open(`${base}/register/delegate/${draft}?step=check`, 'registration'),
      ['locale', 'event', 'category'],
    ],
    [await PlainForm.open(`${own}/withdraw`, 'withdrawal'), ['locale', 'event', 'token']],
    [await PlainForm.open(`${own}/correct`, 'correction'), ['locale', 'event', 'token']],
  ]
  const post = (form: PlainForm, change: (place: Record<string, unknown>) => unknown): Promise<Answer> =>
    form.post(answers, tampered(change), { cookie: 'language=kk' })
  for (const [form, parts] of forms) {
    for (const part of parts)
      for (const value of NONSENSE) {
        const answer = await post(form, (place) => ({ ...place, [part]: value }))
        const title = texts('kk')('not_found.title')
        expect([form.address, part, value, answer.status, answer.main.includes(title)]).toEqual([
          form.address,
          part,
          value,
          404,
          true,
        ])
      }
    for (const place of [null, 'x', [], 7]) expect((await post(form, () => place)).status).toBe(404)
  }
  const rows = await db().select().from(registrations).where(eq(registrations.eventId, event.id))
  expect(rows).toEqual([registration])
})

test('somebody else’s draft cannot be sent or seen through another category', async () => {
  const other = await makeCategory(event, { slug: 'other' })
  const draft = await newDraft()
  expect((await ask(`/en/${event.slug}/register/${other.slug}/${draft}?step=check`)).status).toBe(404)
  const form = await PlainForm.open(`/en/${event.slug}/register/delegate/${draft}?step=check`, 'registration')
  const answer = await form.post(
    {},
    tampered((place) => ({ ...place, category: 'other' })),
  )
  expect(answer.location).toBe(`/en/${event.slug}/sent/${submissionIdOf(draft)}`)
  expect((await ask(answer.location!)).status).toBe(404)
  expect(await db().$count(registrations, eq(registrations.eventId, event.id))).toBe(0)
})

test('a form from another site, or one whose action is unknown, does nothing', async () => {
  const draft = await newDraft()
  const form = await PlainForm.open(`/en/${event.slug}/register/delegate/${draft}?step=check`, 'registration')
  const foreign = await form.post({}, undefined, { origin: 'https://example.org' })
  expect(foreign.status).toBeGreaterThanOrEqual(400)
  const unknown = await form.post({}, (name, value) =>
    name.endsWith(':0') ? value.replace(/"id":"../, '"id":"00') : value,
  )
  expect(unknown.status).toBeGreaterThanOrEqual(400)
  expect(unknown.html).not.toContain(' at ')
  expect(await db().$count(registrations, eq(registrations.eventId, event.id))).toBe(0)
})

test('every page carries its headers, and every script its nonce', async () => {
  const registration = await makeRegistration(event, category)
  const nonces = new Set<string>()
  const addresses = ['', `/${event.slug}`, `/${event.slug}/register/delegate`, '/none', '/privacy', '/sign-in']
  for (const address of [...addresses, `/${event.slug}/my/${privateToken(registration.id)}`]) {
    const { headers, html } = await ask(`/en${address}`)
    const policy = headers.get('content-security-policy')!
    const nonce = /script-src 'nonce-([^']+)' 'strict-dynamic';/.exec(policy)![1]!
    nonces.add(nonce)
    for (const part of ["object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"])
      expect(policy).toContain(part)
    expect(policy).not.toContain('unsafe')
    const scripts = html.match(/<script[^>]*>/g)!
    expect(scripts.length).toBeGreaterThan(0)
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('cache-control')).toContain('no-store')
  }
  expect(nonces.size).toBe(addresses.length + 1)
})

test('the site’s address leads to the language that was remembered, else to the best of the browser’s', async () => {
  const lead = async (headers: Record<string, string>) => (await ask('/', { headers })).location
  expect(await lead({ 'accept-language': 'kk-KZ,kk;q=0.9,ru;q=0.8' })).toBe('/kk')
  expect(await lead({ 'accept-language': 'de,ru;q=0.5,en;q=0.4' })).toBe('/ru')
  expect(await lead({ 'accept-language': 'de' })).toBe('/en')
  expect(await lead({ 'accept-language': ';;q=x,,' })).toBe('/en')
  expect(await lead({ 'accept-language': 'ru', cookie: 'language=kk' })).toBe('/kk')
  expect(await lead({ 'accept-language': 'ru', cookie: 'language=../x' })).toBe('/ru')
  expect((await ask('/kk')).headers.get('set-cookie')).toContain('language=kk')
})

for (const hasScripts of [true, false]) {
  test.describe(() => {
    test.use({ javaScriptEnabled: hasScripts })

    test(`a name with right-to-left tricks is refused at its field, the rest kept, ${hasScripts ? 'with' : 'without'} JavaScript`, async ({
      page,
    }) => {
      await page.goto(`/ru/${event.slug}/register/delegate`)
      await page.locator('#title').fill('H.E. Ms')
      await page.locator('#givenName').fill('Aigul')
      await page.locator('#familyName').fill('\u202Eelpmaxe')
      await page.locator('#registration button.button').click()
      await expect(page.locator('#familyName-error')).toContainText(texts('ru')('errors.hidden_characters'))
      await expect(page.locator('#title')).toHaveValue('H.E. Ms')
      await expect(page.locator('#givenName')).toHaveValue('Aigul')
      await expect(page.locator('.summary a')).toHaveCount(1)
    })
  })
}

test('markup and SQL in answers are only text, on every page that shows them', async ({ page, context }) => {
  const trick = `<img src=x onerror="alert(1)">'); drop table registrations; --`
  const answers = answersTo('delegate', { email: `${event.slug}@example.org`, institution: trick, nativeName: trick })
  const draft = await newDraft(answers)
  await page.goto(`/en/${event.slug}/register/delegate/${draft}?step=check`)
  await expect(page.locator('main')).toContainText('drop table registrations')
  await page.locator('#registration button.button').click()
  await page.waitForURL(/\/sent\//)
  const [registration] = await db().select().from(registrations).where(eq(registrations.eventId, event.id))
  await signIn(context, await makeUser({ event }))
  for (const address of [
    `/en/${event.slug}/my/${privateToken(registration!.id)}`,
    `/en/${event.slug}/my/${privateToken(registration!.id)}/withdraw`,
    `/en/admin/${event.slug}/registrations/${registration!.id}`,
    `/en/admin/${event.slug}/registrations?q=${encodeURIComponent(trick)}`,
  ]) {
    await page.goto(address)
    await expect(page.locator('main')).toContainText('Example')
    await expect(page.locator('img[src="x"]')).toHaveCount(0)
  }
})

test('who fills in what nobody sees is told so and begins nothing; who leaves it empty goes on', async () => {
  const form = await PlainForm.open(`/en/${event.slug}/register/delegate`, 'registration')
  const person = { title: '', givenName: 'Aigul', familyName: 'Example', patronymic: '', nativeName: '' }
  const begun = () => db().$count(drafts, eq(drafts.categoryId, category.id))
  const robot = await form.post({ ...person, website: 'http://spam.example' })
  expect([robot.status, robot.main.includes(texts('en')('refusals.trap')), await begun()]).toEqual([200, true, 0])
  const human = await form.post({ ...person, website: '' })
  expect([human.status, await begun()]).toEqual([303, 1])
})
