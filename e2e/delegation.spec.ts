import { randomUUID } from 'node:crypto'
import type { BrowserContext, Page } from '@playwright/test'
import { and, eq } from 'drizzle-orm'
import writeExcelFile from 'write-excel-file/node'
import { db } from '@/db'
import { delegationRoles, delegations, focalPoints } from '@/db/schema/delegations'
import { categories, events } from '@/db/schema/events'
import { mails } from '@/db/schema/mail'
import { quotas, registrations } from '@/db/schema/registrations'
import { usualRoles } from '@/features/delegations/roles/rules'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures/test'
import { makeCategory, makeEvent, makeRegistration, makeUser, privateToken, signIn } from './fixtures/world'

/** An event with a delegation and who looks after it, as an organiser would have made them. */
async function delegationOf(name = { en: 'Oliy Majlis of Uzbekistan', ru: 'Олий Мажлис Узбекистана' }) {
  const event = await makeEvent()
  await makeCategory(event, { slug: 'parliamentarian', form: 'parliamentarian', asksPhoto: true })
  await db()
    .insert(delegationRoles)
    .values(usualRoles().map((role, position) => ({ eventId: event.id, position, ...role })))
  const [delegation] = await db()
    .insert(delegations)
    .values({ eventId: event.id, kind: 'parliament', name, country: 'UZ', searchKey: 'olii mazhlis' })
    .returning()
  const coordinator = await makeUser()
  await db()
    .insert(focalPoints)
    .values({ eventId: event.id, delegationId: delegation!.id, userId: coordinator.id, locale: 'en' })
  return { event, delegation: delegation!, coordinator }
}

const membersOf = (delegationId: string) =>
  db()
    .select()
    .from(registrations)
    .where(eq(registrations.delegationId, delegationId))
    .orderBy(registrations.delegationPosition)

const letter = (at: number) => String.fromCharCode(97 + at)

/** Forty people as a ministry's spreadsheet has them: Cyrillic and Latin, and three mistakes. */
async function workbook(): Promise<Buffer> {
  const head = ['Роль в делегации', 'Фамилия', 'Имя', 'Полное имя на Вашем языке', 'Должность', 'Адрес почты участника']
  const rows = Array.from({ length: 40 }, (_, at) => [
    at === 0 ? 'Глава делегации' : 'Член делегации',
    `Example${letter(Math.trunc(at / 26))}`,
    `Member${letter(at % 26)}`,
    'Намуна Аъзо',
    'Депутат',
    `member-${at}@example.org`,
  ])
  rows[3]![2] = 'Дилноза'
  rows[7]![5] = 'not an address'
  rows[11]![4] = ''
  return (
    await writeExcelFile([{ sheet: 'Делегация', data: [head, ...rows].map((row) => row.map((value) => ({ value }))) }])
  ).toBuffer()
}

test('a delegation of forty is imported, corrected, sent, reviewed in bulk, informed in one run, and one member is substituted', async ({
  page,
  browser,
}) => {
  test.slow()
  const { event, delegation, coordinator } = await delegationOf()
  const context = page.context()
  await signIn(context, coordinator)
  const portal = `/en/delegation/${delegation.id}`
  await page.goto(portal)
  await page.getByRole('link', { name: 'Enter a list' }).click()
  await page.waitForURL(/list$/)
  await page.setInputFiles('#file', { name: 'делегация.xlsx', mimeType: '', buffer: await workbook() })
  await page.getByRole('button', { name: 'Check the list' }).click()
  await page.waitForURL(/list\/[0-9a-f-]{36}$/)
  await expect(page.getByText('37 people can be entered.')).toBeVisible()
  await expect(page.getByText('3 lines have something to correct.')).toBeVisible()
  await page.getByText('How the list was read').click()
  await expect(page.getByText('Given names ← “Имя”')).toBeVisible()
  await expect(page.getByRole('row', { name: /^2 Membera Examplea/ })).toContainText('Head of delegation')
  await expect(page.getByText('Line 5: Дилноза Examplea')).toBeVisible()
  await expectAccessible(page)
  await page.locator('[id="5.givenName"]').fill('Dilnoza')
  await page.locator('[id="9.memberEmail"]').fill('member-7@example.org')
  await page.locator('[id="13.position"]').fill('Депутат')
  await page.getByRole('button', { name: 'Save the corrections' }).click()
  await expect(page.getByText('40 people can be entered.')).toBeVisible()
  await page.getByRole('button', { name: 'Enter 40 people' }).click()
  await page.waitForURL(/done=imported/)
  expect(await membersOf(delegation.id)).toHaveLength(40)

  await page.goto(portal)
  await page.getByRole('button', { name: 'Send 40 members' }).click()
  await page.waitForURL(/done=sent&count=40/)

  const office = await browser.newContext()
  await signIn(office, await makeUser({ event }))
  const desk = await office.newPage()
  await desk.goto(`/en/admin/${event.slug}/registrations`)
  await desk.getByRole('button', { name: 'Decide on all 40' }).click()
  await desk.waitForURL(/decide/)
  await desk.getByRole('button', { name: 'Accept: 40' }).click()
  await desk.waitForURL(/done=many&moved=40/)
  await page.goto(portal)
  await expect(page.getByRole('table')).not.toContainText('Accepted')
  await desk.getByRole('link', { name: 'Inform 40 people' }).click()
  await desk.waitForURL(/inform$/)
  await desk.getByRole('button', { name: 'Send these letters' }).click()
  await desk.waitForURL(/informed=40/)
  expect(await db().$count(mails, eq(mails.eventId, event.id))).toBe(80)
  await page.goto(portal)
  await expect(page.getByRole('table')).toContainText('Accepted')

  const leaving = (await membersOf(delegation.id))[5]!
  await page.goto(`${portal}/member/${leaving.id}`)
  await page.getByRole('link', { name: 'Put another person in this place' }).click()
  await page.waitForURL(/substitute/)
  await page.locator('#givenName').fill('Sardor')
  await page.locator('#familyName').fill('Umarov')
  await page.locator('#position').fill('Депутат')
  await page.locator('#memberEmail').fill('sardor@example.org')
  await page.getByRole('button', { name: 'Put another person in this place' }).click()
  await page.waitForURL(/done=substituted/)
  const made = (await membersOf(delegation.id)).find(({ givenName }) => givenName === 'Sardor')
  expect(made).toMatchObject({ state: 'submitted', holdsPlace: true, replacesId: leaving.id })
  await office.close()
})

const PHONE = { width: 390, height: 844 }
const DESK = { width: 1440, height: 900 }

for (const [locale, device, viewport] of [
  ['en', 'desk', DESK],
  ['ru', 'phone', PHONE],
  ['kk', 'phone', PHONE],
] as const) {
  test(`the pages of a focal point and of delegations are accessible in ${locale} on a ${device}`, async ({
    page,
    context,
  }) => {
    test.slow()
    await page.setViewportSize(viewport)
    const { event, delegation, coordinator } = await delegationOf()
    const look = async (path: string) => {
      await page.goto(`/${locale}${path}`)
      await expect(page.locator('h1')).toHaveCount(1)
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
    }
    await signIn(context, coordinator)
    await look('/account')
    await look(`/delegation/${delegation.id}`)
    await look(`/delegation/${delegation.id}/member/new`)
    await page.locator('#givenName').fill('Dilnoza')
    await page.locator('#familyName').fill('Yusupova')
    await page.locator('#position').fill('Төтенше және Өкілетті Елшінің бірінші орынбасары')
    await page.locator('#memberRole').selectOption('head')
    await page.locator('#member button[type=submit]').first().click()
    await page.waitForURL(/done=added/)
    const [member] = await membersOf(delegation.id)
    expect(member).toMatchObject({ givenName: 'Dilnoza', isHead: true, state: 'draft' })
    await look(`/delegation/${delegation.id}`)
    await look(`/delegation/${delegation.id}/member/${member!.id}`)
    await look(`/delegation/${delegation.id}/list`)
    await signIn(context, await makeUser({ event, role: 'owner' }))
    const admin = `/admin/${event.slug}/delegations`
    for (const path of ['', '/new', '/list', '/roles', `/${delegation.id}`, '?write=invite', '?q=nobody'])
      await look(`${admin}${path}`)
  })
}

test('an organiser adds a delegation, its focal point and its places, and invites', async ({ page, context }) => {
  const event = await makeEvent()
  await makeCategory(event)
  await signIn(context, await makeUser({ event }))
  const base = `/en/admin/${event.slug}/delegations`
  await page.goto(`${base}/roles`)
  await page.getByRole('button', { name: 'Add the usual roles' }).click()
  await page.waitForURL(/done=roles/)
  await expect(page.locator('ol strong').first()).toHaveText('Head of delegation')
  await page.goto(`${base}/new`)
  await page.locator('[id="delegationName.en"]').fill('Jogorku Kenesh')
  await page.locator('#delegation button[type=submit]').click()
  await page.waitForURL(/done=created/)
  await page.locator('#focal-point [name=email]').fill('Coordinator@Example.org')
  await page.locator('#focal-point button[type=submit]').click()
  await page.waitForURL(/done=focal_point_added/)
  await page.locator('[id="places.all"]').fill('3')
  await page.locator('#quotas button[type=submit]').click()
  await page.waitForURL(/done=quotas/)
  await page.goto(`${base}?write=invite`)
  await page.getByRole('button', { name: 'Send these letters' }).click()
  await page.waitForURL(/done=written&count=1/)
  const sent = await db().select().from(mails).where(eq(mails.eventId, event.id))
  expect(sent.map(({ kind, to }) => [kind, to])).toEqual([['focal_point_invitation', 'coordinator@example.org']])
  await expect(page.getByRole('link', { name: /Invite/ })).toHaveCount(0)
})

test('a focal point can sign out, every arrow has a name, and a frozen delegation says one thing only', async ({
  page,
  context,
}) => {
  const { event, delegation, coordinator } = await delegationOf()
  await db()
    .update(events)
    .set({ delegationsCloseAt: new Date(Date.now() + 5 * 86_400_000) })
    .where(eq(events.id, event.id))
  await signIn(context, coordinator)
  await page.goto(`/en/delegation/${delegation.id}`)
  await expect(page.getByText('Can be changed until')).toBeVisible()
  await page.locator('#reservation [name=category]').selectOption('parliamentarian')
  await page.locator('#reservation [name=places]').fill('2')
  await page.getByRole('button', { name: 'Reserve' }).click()
  await page.waitForURL(/done=reserved/)
  await expect(page.getByRole('button', { name: 'Reserved place: one place down' })).toBeVisible()
  await db().update(delegations).set({ frozenAt: new Date() }).where(eq(delegations.id, delegation.id))
  await page.goto(`/en/delegation/${delegation.id}`)
  await expect(page.getByText('can no longer be changed')).toBeVisible()
  await expect(page.getByText('Can be changed until')).toHaveCount(0)
  await expect(page.getByRole('link', { name: coordinator.email })).toHaveAttribute('href', '/en/account')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(/\/en$/)
  await page.goto(`/en/delegation/${delegation.id}`)
  await page.waitForURL(/sign-in/)
})

test('a registration says of which delegation it is, and a delegation is reviewed as one', async ({
  page,
  context,
}) => {
  const { event, delegation } = await delegationOf()
  const [category] = await db().select().from(categories).where(eq(categories.eventId, event.id))
  const [role] = await db()
    .select()
    .from(delegationRoles)
    .where(and(eq(delegationRoles.eventId, event.id), eq(delegationRoles.slug, 'adviser')))
  const values = { delegationId: delegation.id, roleId: role!.id, details: { chamber: 'Senate' } }
  const members = [
    await makeRegistration(event, category!, { givenName: 'Aziz', ...values, delegationPosition: 1 }),
    await makeRegistration(event, category!, { givenName: 'Bobur', ...values, delegationPosition: 2 }),
  ]
  await makeRegistration(event, category!, { givenName: 'Stranger' })
  await signIn(context, await makeUser({ event }))
  const admin = `/en/admin/${event.slug}`
  await page.goto(`${admin}/registrations/${members[1]!.id}`)
  await expect(page.getByText('Role in the delegation')).toHaveCount(1)
  await expect(page.locator('#main')).toContainText('Adviser')
  await expect(page.locator('#main')).toContainText('2 of 2')
  await page.getByRole('link', { name: 'Oliy Majlis of Uzbekistan' }).click()
  await page.waitForURL(/delegations\/[0-9a-f-]{36}$/)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Review its 2 members' }).click()
  await page.waitForURL(/registrations\?delegation=/)
  await expect(page.getByRole('link', { name: 'Ms Aziz Example' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Ms Stranger Example' })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Remove: Oliy Majlis of Uzbekistan' })).toBeVisible()
  await expect(page.getByLabel('Delegation', { exact: true })).toHaveValue(delegation.id)
  await expectAccessible(page)
  await page.goto(`${admin}/delegations/${delegation.id}`)
  await page.getByRole('link', { name: 'Decide on its 2 (Received)' }).click()
  await page.waitForURL(/decide/)
  await page.getByRole('button', { name: 'Accept: 2' }).click()
  await page.waitForURL(/done=many&moved=2/)
  await page.goto(`/en/${event.slug}/my/${privateToken(members[0]!.id)}`)
  await expect(page.getByText('Role in the delegation')).toHaveCount(1)
  await expect(page.locator('#main')).toContainText('Oliy Majlis of Uzbekistan')
  await page.goto(`/en/${event.slug}/my/${privateToken(members[0]!.id)}/correct`)
  await expect(page.getByLabel('Role in the delegation')).toHaveCount(0)
})

test('an organiser sets the places of the event and of roles in one place, and sees what is taken', async ({
  page,
  context,
}) => {
  const { event } = await delegationOf()
  const [category] = await db().select().from(categories).where(eq(categories.eventId, event.id))
  const roles = await db().select().from(delegationRoles).where(eq(delegationRoles.eventId, event.id))
  const security = roles.find(({ slug }) => slug === 'security')!
  for (const familyName of ['One', 'Two'])
    await makeRegistration(event, category!, { familyName, roleId: security.id, state: 'accepted' })
  await signIn(context, await makeUser({ event }))
  await page.goto(`/en/admin/${event.slug}/settings/accreditation`)
  await expectAccessible(page)
  await expect(page.locator(`[id="role.${security.id}-hint"]`)).toHaveText('2 taken')
  await page.locator('#event').fill('300')
  await page.locator(`[id="role.${security.id}"]`).fill('1')
  await page.locator('#quotas button[type=submit]').click()
  await expect(page.locator(`[id="role.${security.id}-error"]`)).toContainText('2 places are taken already')
  expect(await db().$count(quotas, eq(quotas.eventId, event.id))).toBe(0)
  await page.locator(`[id="role.${security.id}"]`).fill('2')
  await page.locator('#quotas button[type=submit]').click()
  await page.waitForURL(/done=places/)
  await expect(page.locator('#event')).toHaveValue('300')
  const kept = await db().select().from(quotas).where(eq(quotas.eventId, event.id))
  expect(kept.map(({ roleId, capacity, taken }) => [roleId, capacity, taken]).sort()).toEqual(
    [
      [null, 300, 2],
      [security.id, 2, 2],
    ].sort(),
  )
  await page.locator('#event').fill('')
  await page.locator('#quotas button[type=submit]').click()
  await expect.poll(() => db().$count(quotas, eq(quotas.eventId, event.id))).toBe(1)
})

test('the preview of a list says what is left out, what looks wrongly read, and that nothing changes the second time', async ({
  page,
  context,
}) => {
  const { event, delegation, coordinator } = await delegationOf()
  await signIn(context, coordinator)
  const list =
    'Given names;Function;Role;Shoe size\r\nAziz;Deputy;Глава делегации;42\r\n\r\nBobur;Äåïóòàò;Head of delegation;43'
  const check = async () => {
    await page.goto(`/en/delegation/${delegation.id}/list`)
    await page.setInputFiles('#file', { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(list) })
    await page.getByRole('button', { name: 'Check the list' }).click()
    await page.waitForURL(/list\/[0-9a-f-]{36}$/)
  }
  await check()
  await expect(page.getByText('“Shoe size” is left out')).toBeVisible()
  await expect(page.getByText('The file was read as UTF-8.')).toBeVisible()
  await expect(page.getByText('looks wrongly read, for example “Äåïóòàò”')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Enter 1 person' }).click()
  await page.waitForURL(/done=imported/)
  await expect(page.getByText('Line 4: Bobur')).toBeVisible()
  await expect(page.getByText('In the list: Head of delegation')).toBeVisible()
  await page.locator('[id="4.memberRole"]').selectOption('member')
  await page.getByRole('button', { name: 'Save the corrections' }).click()
  await expect(page.getByText('1 person can be entered.')).toBeVisible()
  await db().insert(quotas).values({ eventId: event.id, delegationId: delegation.id, capacity: 1, taken: 1 })
  await page.reload()
  await expect(page.getByText('Ask the secretariat for more places')).toBeVisible()
  await expect(page.getByText('the first that fit')).toHaveCount(0)
  await expect(page.getByRole('button', { name: /Enter/ })).toHaveCount(0)
  await db().delete(quotas).where(eq(quotas.eventId, event.id))
  await page.reload()
  await page.getByRole('button', { name: 'Enter 1 person' }).click()
  await expect(page.getByRole('link', { name: 'Back to the delegation' })).toBeVisible()
  await check()
  await expect(page.getByText('All 2 are in the delegation already; nothing changes.')).toBeVisible()
  await expect(page.getByText('Nobody can be entered')).toHaveCount(0)
})

test('what a focal point changes after sending is shown to the secretariat field by field', async ({
  page,
  context,
}) => {
  const { event, delegation, coordinator } = await delegationOf()
  const [category] = await db().select().from(categories).where(eq(categories.eventId, event.id))
  const [role] = await db().select().from(delegationRoles).where(eq(delegationRoles.eventId, event.id))
  const member = await makeRegistration(event, category!, { delegationId: delegation.id, roleId: role!.id })
  await signIn(context, coordinator)
  await page.goto(`/en/delegation/${delegation.id}/member/${member.id}`)
  await page.locator('#position').fill('Chair of a committee')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.waitForURL(/done=changed/)
  await signIn(context, await makeUser({ event }))
  await page.goto(`/en/admin/${event.slug}/registrations/${member.id}`)
  const section = page.getByRole('region', { name: 'Changed after sending' })
  await expect(section.locator('del')).toHaveText('Example Function')
  await expect(section.locator('ins')).toHaveText('Chair of a committee')
  await expect(section).toContainText(coordinator.email)
  await expect(page.getByText('Changed by the delegation, in force at once · Function')).toBeVisible()
  await expectAccessible(page)
})

test('a long delegation is shown a hundred at a time, and its order is kept across pages', async ({
  page,
  context,
}) => {
  const { event, delegation, coordinator } = await delegationOf()
  const [category] = await db().select().from(categories).where(eq(categories.eventId, event.id))
  const one = await makeRegistration(event, category!, { delegationId: delegation.id, familyName: 'First' })
  await db()
    .insert(registrations)
    .values(
      Array.from({ length: 101 }, (_, at) => {
        const reference = `${String(at).padStart(4, '0')} ${event.id.slice(0, 4)}`
        return {
          ...one,
          id: randomUUID(),
          familyName: `No ${at + 2}`,
          reference,
          linkHash: reference + event.id,
          personKey: reference,
          delegationPosition: at + 1,
        }
      }),
    )
  await signIn(context, coordinator)
  await page.goto(`/en/delegation/${delegation.id}`)
  await expect(page.getByText('1–100 of 102')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Ms Aigul No 100', exact: true })).toBeVisible()
  await page.locator('[rel=next]').click()
  await page.waitForURL(/page=2/)
  await expect(page.getByRole('row')).toHaveCount(3)
  await page.getByRole('button', { name: 'Ms Aigul No 101: one place up' }).click()
  await page.waitForURL(/done=order&page=2/)
  await expect(page.getByRole('link', { name: 'Ms Aigul No 100', exact: true })).toBeVisible()
  await expectAccessible(page)
  await signIn(context, await makeUser({ event }))
  await page.goto(`/en/admin/${event.slug}/delegations/${delegation.id}?page=9`)
  await expect(page.getByText('101–102 of 102')).toBeVisible()
})

async function pasteDelegations(page: Page, context: BrowserContext, withScripts: boolean) {
  const event = await makeEvent()
  await signIn(context, await makeUser({ event }))
  await page.goto(`/en/admin/${event.slug}/delegations`)
  await page.getByRole('link', { name: 'Add from a list' }).click()
  await page
    .locator('#pasted')
    .fill('Majlis; Узбекистан; парламент; a@example.org; ru; 5\nSenate; Atlantis; parliament')
  await page.getByRole('button', { name: 'Check the list' }).click()
  await expect(page.getByText('Line 2: Senate')).toBeVisible()
  await expect(page.getByRole('row', { name: /Majlis/ })).toContainText('Uzbekistan')
  if (withScripts) {
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
  }
  await page.getByRole('button', { name: 'Add 1 delegation' }).click()
  await expect(page.getByText('1 delegation is added.')).toBeVisible()
  await expect(page.locator('#pasted')).toHaveValue('Senate; Atlantis; parliament')
  await page.locator('#pasted').fill('Senate; Kazakhstan; parliament')
  await page.getByRole('button', { name: 'Check the list' }).click()
  await page.getByRole('button', { name: 'Add 1 delegation' }).click()
  await page.waitForURL(/done=listed&count=1/)
  await expect(page.getByRole('link', { name: 'Invite 1 focal point' })).toBeVisible()
}

test('an organiser pastes delegations, sees which lines are bad, and adds the good ones', ({ page, context }) =>
  pasteDelegations(page, context, true))

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('an organiser pastes delegations all the same', ({ page, context }) => pasteDelegations(page, context, false))

  test('a list is pasted and entered, and a stranger is sent to sign in first', async ({ page, context }) => {
    const { delegation, coordinator } = await delegationOf()
    await page.goto(`/en/delegation/${delegation.id}`)
    await page.waitForURL(/sign-in\?to=/)
    await signIn(context, await makeUser())
    const foreign = await page.goto(`/en/delegation/${delegation.id}`)
    expect(foreign!.status()).toBe(404)
    await signIn(context, coordinator)
    await page.goto(`/en/delegation/${delegation.id}/list`)
    await page.locator('#pasted').fill('Given names\tFunction\nAziz\tDeputy\nBobur\tDeputy')
    await page.getByRole('button', { name: 'Check the list' }).click()
    await page.getByRole('button', { name: 'Enter 2 people' }).click()
    await page.waitForURL(/done=imported/)
    expect((await membersOf(delegation.id)).map(({ givenName }) => givenName)).toEqual(['Aziz', 'Bobur'])
  })
})
