import { createHash } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { and, eq } from 'drizzle-orm'
import sharp from 'sharp'
import { db } from '@/db'
import { audit } from '@/db/schema/audit'
import { events } from '@/db/schema/events'
import { eventLogos, mails, mailWordings } from '@/db/schema/mail'
import { freshDatabase } from '@/e2e/fixtures/database'
import { type EventRow, makeCategory, makeEvent, makeRegistration, makeUser } from '@/e2e/fixtures/world'
import { insertMail } from '@/features/mail/commands'
import { deliverDueMails } from '@/features/mail/delivery/commands'
import { redrawLogo, removeLogo, saveLook, setLogo } from '@/features/mail/look/commands'
import { readLogoOf } from '@/features/mail/look/queries'
import { logoOf } from '@/features/mail/look/rules'
import { readMail } from '@/features/mail/queries'
import type { Transport } from '@/features/mail/transports/commands'
import { removeWording, saveWording, sendTest, type WordingPlace } from '@/features/mail/wording/commands'
import { type DressedEvent, findPeople, listWordings, readLetter } from '@/features/mail/wording/queries'
import { mailKind } from '@/features/mail/wording/rules'
import { prepareNotice } from './commands'

let database: Awaited<ReturnType<typeof freshDatabase>>
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())

/** The event as a gate lets somebody of that role through to it. */
function held(event: EventRow, role: DressedEvent['role'] = 'organiser'): DressedEvent {
  return { ...event, role, actor: { kind: 'system' } }
}

const ACCEPTED: WordingPlace = { kind: 'accepted', locale: 'en', categoryId: null }
const SAID = {
  subject: 'Welcome, {name}',
  heading: 'Welcome',
  body: 'You are expected at {place}.\n\nBring {reference}.',
}

async function world() {
  const event = await makeEvent()
  const category = await makeCategory(event)
  const person = await makeRegistration(event, category, { locale: 'en', state: 'accepted' })
  return { event, category, person }
}

async function queue(
  event: EventRow,
  category: { name: EventRow['name'] },
  person: Parameters<typeof prepareNotice>[3],
) {
  const mail = await prepareNotice('accepted', event, category.name, person, 1)
  await db().transaction((tx) => insertMail(tx, mail))
  return mail
}

test('a letter leaves in the words of its category, else in the general ones, else in the built-in ones', async () => {
  const { event, category, person } = await world()
  const said = async () => (await prepareNotice('accepted', event, category.name, person, 1)).text
  expect(await said()).toContain('Your participation is confirmed')
  await saveWording(held(event), ACCEPTED, SAID, 0)
  const general = await said()
  expect(general).toContain('You are expected at Test Hall, Almaty.')
  expect(general).toContain(`Bring ${person.reference}.`)
  expect(general).toContain('{{link}}')
  await saveWording(held(event), { ...ACCEPTED, categoryId: category.id }, { ...SAID, body: 'Of the category.' }, 0)
  expect(await said()).toContain('Of the category.')
  await removeWording(held(event), { ...ACCEPTED, categoryId: category.id })
  expect(await said()).toBe(general)
  await removeWording(held(event), ACCEPTED)
  expect(await said()).toContain('Your participation is confirmed')
  const entries = await db().select().from(audit).where(eq(audit.eventId, event.id))
  expect(entries.map(({ action }) => action)).toEqual([
    'mail.wording_saved',
    'mail.wording_saved',
    'mail.wording_removed',
    'mail.wording_removed',
  ])
})

test('of two who save at once one is told, and nothing is written over unseen', async () => {
  const { event } = await world()
  const save = (body: string, version: number) => saveWording(held(event), ACCEPTED, { ...SAID, body }, version)
  const outcomes = await Promise.allSettled(['one', 'two', 'three'].map((body) => save(body, 0)))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await save('seen', 1)
  await expect(save('unseen', 1)).rejects.toMatchObject({ code: 'wording_changed' })
  expect(await listWordings(held(event), 'accepted')).toMatchObject([{ body: 'seen', version: 2 }])
})

test('unknown kinds, the sign-in link, other events’ categories and roles that only read are refused', async () => {
  const { event, category } = await world()
  const other = await world()
  const refused = { code: 'wording_kind' }
  for (const place of [
    { ...ACCEPTED, kind: 'nothing' },
    { ...ACCEPTED, kind: 'sign_in' },
    { ...ACCEPTED, kind: 'agenda_changed', categoryId: category.id },
    { ...ACCEPTED, categoryId: other.category.id },
    { ...ACCEPTED, categoryId: 'no id' },
  ])
    await expect(saveWording(held(event), place, { ...SAID, subject: 'x', body: 'x' }, 0)).rejects.toMatchObject(
      refused,
    )
  for (const role of ['reviewer', 'viewer', 'onsite', 'agenda_editor']) {
    const event_ = held(event, role)
    await expect(saveWording(event_, ACCEPTED, SAID, 0)).rejects.toMatchObject(refused)
    await expect(removeWording(event_, ACCEPTED)).rejects.toMatchObject(refused)
    await expect(setLogo(event_, Buffer.alloc(1))).rejects.toMatchObject(refused)
    await expect(saveLook(event_, { signature: {}, replyTo: '' })).rejects.toMatchObject(refused)
    expect(await findPeople(event_, 'participant', 'Aigul')).toEqual([])
  }
  await expect(saveWording(held(event), ACCEPTED, { ...SAID, body: 'Dear {nmae}' }, 0)).rejects.toMatchObject({
    code: 'wording_unknown',
    field: 'body',
  })
  expect(await db().select().from(mailWordings).where(eq(mailWordings.eventId, event.id))).toEqual([])
})

test('a letter can be seen with a real person’s data, never with another event’s', async () => {
  const { event, category, person } = await world()
  const other = await world()
  expect(await findPeople(held(event), 'participant', 'айгуль')).toEqual([{ id: person.id, name: 'Ms Aigul Example' }])
  const kind = mailKind('accepted')!
  const show = (personId: string) => readLetter(held(event), kind, 'en', { personId, categoryId: category.id })
  expect((await show(person.id)).facts[0]!.value).toBe(person.reference)
  expect((await show(other.person.id)).facts[0]!.value).toBe('4827 9136')
})

test('a test goes to who asks for it, marked, without a link, thirty an hour at most', async () => {
  const { event } = await world()
  const user = await makeUser({ event })
  await sendTest(held(event), ACCEPTED, { typed: SAID }, user)
  const [mail] = await db().select().from(mails).where(eq(mails.userId, user.id))
  expect(mail).toMatchObject({ to: user.email, subject: 'Test: Welcome, Ms Aigul Example', sealedLink: null })
  expect(mail!.html).toContain('href="#"')
  expect(await listWordings(held(event))).toEqual([])
  await db()
    .insert(mails)
    .values(Array.from({ length: 29 }, () => ({ ...mail!, id: undefined })))
  await expect(sendTest(held(event), ACCEPTED, { typed: SAID }, user)).rejects.toMatchObject({ code: 'wording_tests' })
})

test('signature and address for answers are those of the look, in mails of all kinds', async () => {
  const { event, category, person } = await world()
  await saveLook(held(event), { signature: { en: 'The Secretary General' }, replyTo: 'desk@example.org' })
  const mail = await prepareNotice('accepted', event, category.name, person, 1)
  expect(mail.replyTo).toBe('desk@example.org')
  expect(mail.text).toContain('With respect,\nThe Secretary General\n')
  await db().update(events).set({ replyTo: '', signature: {} }).where(eq(events.id, event.id))
  expect((await prepareNotice('accepted', event, category.name, person, 1)).replyTo).toBe('secretariat@example.org')
})

const drawn = (background: string) =>
  sharp({ create: { width: 900, height: 300, channels: 3, background } })
    .withExif({ IFD0: { Make: 'Example Camera' } })
    .jpeg()
    .toBuffer()

test('a logo becomes a small PNG without metadata; what is no picture is refused', async () => {
  const logo = await sharp(await redrawLogo(await drawn('#0B2E4F'))).metadata()
  expect([logo.format, logo.width, logo.height, logo.exif]).toEqual(['png', 480, 160, undefined])
  for (const [file, code] of [
    ['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'picture_kind'],
    ['\x89PNG\r\n\x1a\n<html>', 'picture_broken'],
  ])
    await expect(redrawLogo(Buffer.from(file!, 'latin1'))).rejects.toMatchObject({ code, field: 'logo' })
})

test('a mail that waits is sent with the logo that it was written with, whatever comes after', async () => {
  const { event, category, person } = await world()
  await setLogo(held(event), await drawn('#0B2E4F'))
  const mail = await queue(event, category, person)
  const before = (await readLogoOf({ eventId: event.id, html: mail.html }))!
  expect(createHash('sha256').update(before).digest('hex').slice(0, 16)).toBe(logoOf(mail.html))
  await Promise.all([setLogo(held(event), await drawn('#7A1F1F')), setLogo(held(event), await drawn('#1F7A1F'))])
  await removeLogo(held(event))
  await removeLogo(held(event))
  expect(
    await db()
      .select()
      .from(eventLogos)
      .where(and(eq(eventLogos.eventId, event.id), eventLogos.isCurrent)),
  ).toEqual([])
  const sent: Parameters<Transport['send']>[0][] = []
  const transport: Transport = {
    lanes: 1,
    keepsLink: true,
    perSecond: 1000,
    close() {},
    send: async (outgoing) => {
      sent.push(outgoing)
      return { is: 'sent', providerId: null }
    },
  }
  await expect
    .poll(async () => (await deliverDueMails(transport)) && sent.find(({ id }) => id === mail.id)?.logo)
    .toEqual(before)
  const seen = (await readMail(held(event), mail.id!))!
  expect(seen.html).toContain(`src="data:image/png;base64,${before.toString('base64')}"`)
  expect((await prepareNotice('accepted', event, category.name, person, 2)).html).not.toContain('cid:')
})
