import { expect, test } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { agendaSessions } from '@/db/schema/agenda'
import { audit } from '@/db/schema/audit'
import { makeRoom, makeSession, makeSessionRole, makeSpeaker } from '@/e2e/fixtures/agenda'
import { freshDatabase } from '@/e2e/fixtures/database'
import { makeCategory, makeEvent, makeRegistration, makeUser } from '@/e2e/fixtures/world'
import { type EditedEvent, gateEditedEvent } from '@/features/events/access'
import { changeSession, copyDay, createSession, removeSession, restoreSession } from './commands'
import { readAgenda } from './queries'
import { addUsualSessionRoles, retireSessionRole } from './roles/commands'
import { usualSessionRoles } from './roles/rules'
import { removeRoom, saveRoom } from './rooms/commands'
import { saveTrack } from './tracks/commands'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR

let database: Awaited<ReturnType<typeof freshDatabase>>
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())

async function edited(values: Parameters<typeof makeEvent>[0] = {}) {
  const event = await makeEvent(values)
  const user = await makeUser({ event, role: 'agenda_editor' })
  const proof = await gateEditedEvent({ ...user, locale: 'en', hasSecondFactor: true }, event.slug)
  return { event: proof!, user }
}

const only = async (event: EditedEvent) => (await readAgenda(event)).sessions[0]!
const code = (name: string) => expect.objectContaining({ code: name })

test('a session is made, changed, removed and brought back, each in a revision of its own and in the audit', async () => {
  const { event, user } = await edited()
  const id = await createSession(event, { kind: 'panel', minutes: 45, title: { en: 'Water' } })
  await changeSession(event, id, 1, { startsAt: event.startsAt.toISOString() })
  await removeSession(event, id, 2)
  expect((await readAgenda(event)).sessions).toEqual([])
  expect((await readAgenda(event, 2)).sessions).toEqual([expect.objectContaining({ id, isDeleted: true, revision: 3 })])
  await restoreSession(event, id)
  expect(await only(event)).toEqual(
    expect.objectContaining({
      version: 4,
      revision: 4,
      minutes: 45,
      startsAt: event.startsAt.toISOString(),
      changedBy: user.email,
    }),
  )
  const entries = await db().select().from(audit).where(eq(audit.eventId, event.id)).orderBy(audit.id)
  expect(entries.map(({ action }) => action).sort()).toEqual(
    ['session.created', 'session.changed', 'session.removed', 'session.restored'].sort(),
  )
})

test('of many who change the same version at once one does, and the others are told', async () => {
  const { event } = await edited()
  const session = await makeSession(event)
  const tries = await Promise.allSettled(
    Array.from({ length: 12 }, (_, at) => changeSession(event, session.id, 1, { minutes: 30 + 5 * at })),
  )
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const one of tries) if (one.status === 'rejected') expect(one.reason).toEqual(code('session_changed'))
  expect((await only(event)).version).toBe(2)
})

test('what a change does not name stays: parts, speakers in them, guests', async () => {
  const { event } = await edited()
  const [role, speaker] = [await makeSessionRole(event), await makeSpeaker(event)]
  const guest = await makeRegistration(event, await makeCategory(event))
  const item = { id: crypto.randomUUID(), title: { en: 'Statement' }, minutes: 10 }
  const person = { speakerId: speaker.id, roleId: role.id, itemId: item.id }
  const session = await makeSession(event, {}, { items: [item], speakers: [person] })
  await changeSession(event, session.id, 1, { guestIds: [guest.id] })
  await changeSession(event, session.id, 2, { minutes: 90 })
  await changeSession(event, session.id, 3, { items: [{ ...item, minutes: 20 }] })
  expect(await only(event)).toEqual(
    expect.objectContaining({
      minutes: 90,
      speakers: [person],
      items: [{ ...item, minutes: 20 }],
      guestIds: [guest.id],
    }),
  )
  // Whose part goes stays in the session.
  await changeSession(event, session.id, 4, { items: [] })
  expect((await only(event)).speakers).toEqual([{ ...person, itemId: null }])
})

test('a session is on a day of the event, lasts from 5 minutes to a day, and keeps places that are taken', async () => {
  const { event } = await edited()
  const session = await makeSession(event, { taken: 7 })
  const change = (said: Parameters<typeof changeSession>[3]) => changeSession(event, session.id, 1, said)
  await expect(change({ startsAt: new Date(event.endsAt.getTime() + 2 * DAY).toISOString() })).rejects.toEqual(
    code('session_outside'),
  )
  for (const minutes of [0, 4, 1441, 7.5]) await expect(change({ minutes })).rejects.toEqual(code('session_minutes'))
  await expect(change({ capacity: 6 })).rejects.toEqual(code('session_places'))
  await expect(change({ roomId: crypto.randomUUID() })).rejects.toEqual(code('session_parts_unknown'))
  await change({ capacity: 7, minutes: 1440 })
})

test('nothing of another event can be changed, or used in a session', async () => {
  const { event } = await edited()
  const { event: elsewhere } = await edited()
  const theirs = await makeSession(elsewhere)
  const [room, role, speaker] = [
    await makeRoom(elsewhere),
    await makeSessionRole(elsewhere),
    await makeSpeaker(elsewhere),
  ]
  const unknown = code('session_unknown')
  await expect(changeSession(event, theirs.id, 1, { minutes: 30 })).rejects.toEqual(unknown)
  await expect(removeSession(event, theirs.id, 1)).rejects.toEqual(unknown)
  await expect(restoreSession(event, theirs.id)).rejects.toEqual(unknown)
  const people = [{ speakerId: speaker.id, roleId: role.id, itemId: null }]
  for (const said of [{ roomId: room.id }, { speakers: people }])
    await expect(createSession(event, { kind: 'panel', minutes: 30, ...said })).rejects.toEqual(
      code('session_parts_unknown'),
    )
  await expect(saveRoom(event, room.id, { name: { en: 'X' }, capacity: 1 })).rejects.toEqual(code('room_unknown'))
  await expect(removeRoom(event, room.id)).rejects.toEqual(code('room_unknown'))
  await expect(retireSessionRole(event, role.id, true, new Date())).rejects.toEqual(code('role_unknown'))
  expect(await only(elsewhere)).toEqual(expect.objectContaining({ version: 1, minutes: 60 }))
})

test('a day is copied by the clock, also over a change of clocks, with parts and speakers and without sign-ups and guests', async () => {
  // Clocks in Berlin are put forward on 28 March 2027 at 02:00.
  const startsAt = new Date('2027-03-27T07:00:00Z')
  const { event } = await edited({
    startsAt,
    endsAt: new Date(startsAt.getTime() + 2 * DAY),
    timeZone: 'Europe/Berlin',
  })
  const [role, speaker] = [await makeSessionRole(event), await makeSpeaker(event)]
  const item = { id: crypto.randomUUID(), title: { en: 'Statement' }, minutes: 10 }
  const people = [{ speakerId: speaker.id, roleId: role.id, itemId: item.id }]
  await makeSession(event, { startsAt, taken: 3 }, { items: [item], speakers: people })
  const [copy] = await copyDay(event, '2027-03-27', '2027-03-28')
  const made = (await readAgenda(event)).sessions.find(({ id }) => id === copy)!
  // 08:00 on both days.
  expect(made).toEqual(expect.objectContaining({ startsAt: '2027-03-28T06:00:00.000Z', taken: 0, guestIds: [] }))
  expect(made.items).toEqual([{ ...item, id: made.items[0]!.id }])
  expect(made.items[0]!.id).not.toBe(item.id)
  expect(made.speakers).toEqual([{ ...people[0], itemId: made.items[0]!.id }])
  await makeSession(event, { startsAt: new Date('2027-03-27T01:30:00Z') })
  await expect(copyDay(event, '2027-03-27', '2027-03-28')).rejects.toEqual(code('session_skipped'))
  await expect(copyDay(event, '2027-03-29', '2027-03-28')).rejects.toEqual(code('day_empty'))
  await expect(copyDay(event, '2027-03-27', '2027-04-28')).rejects.toEqual(code('day_unknown'))
  expect(await db().$count(agendaSessions, eq(agendaSessions.eventId, event.id))).toBe(3)
})

test('a room that goes leaves its sessions their time, and open editors learn of it', async () => {
  const { event } = await edited()
  const room = await makeRoom(event)
  const session = await makeSession(event, { roomId: room.id })
  const { revision } = await readAgenda(event)
  await removeRoom(event, room.id)
  const news = await readAgenda(event, revision)
  expect(news.rooms).toEqual([])
  expect(news.sessions).toEqual([
    expect.objectContaining({ id: session.id, roomId: null, version: 2, startsAt: session.startsAt!.toISOString() }),
  ])
})

test('rooms and tracks have names, tracks a colour for white text, and the usual roles come once, with the first change', async () => {
  const { event } = await edited()
  await expect(saveRoom(event, null, { name: {} })).rejects.toEqual(code('room_name'))
  await expect(saveTrack(event, null, { name: { en: 'Peace' }, colour: '#FFFF00' })).rejects.toEqual(
    code('track_colour'),
  )
  await saveTrack(event, null, { name: { en: 'Peace' }, colour: '#0B2E4F' })
  await addUsualSessionRoles(event)
  const { roles, tracks } = await readAgenda(event)
  expect(roles.map(({ slug }) => slug)).toEqual(usualSessionRoles().map(({ slug }) => slug))
  expect(tracks).toHaveLength(1)
})

test('an archived event’s agenda stays as it is', async () => {
  const { event } = await edited({ state: 'archived' })
  await expect(createSession(event, { kind: 'panel', minutes: 30 })).rejects.toEqual(code('event_archived'))
})
