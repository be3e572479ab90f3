import { expect, test } from '@playwright/test'
import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import { agendaReleases, agendaSessions, rooms, sessionGuests, sessionSignUps } from '@/db/schema/agenda'
import { mails } from '@/db/schema/mail'
import { speakers } from '@/db/schema/speakers'
import { makeRoom, makeSession, makeSessionRole, makeSpeaker } from '@/e2e/fixtures/agenda'
import { makeCategory, makeEvent, makeRegistration, makeUser } from '@/e2e/fixtures/world'
import { type EditedEvent, gateEditedEvent } from '@/features/events/access'
import { prepareFile } from '@/features/files/commands'
import { listFiles } from '@/features/files/queries'
import { changeSession, createSession, removeSession } from '../commands'
import { addDocument, removeDocument, showDocument } from '../editor/session/commands'
import { sessionFile, visibleSession } from '../public/access'
import { listSessionDocuments } from '../public/queries'
import { countAgendaToDo, readAgenda, readRelease } from '../queries'
import { endOf } from '../rules'
import { releaseAgenda, restoreRelease } from './commands'
import { findRelease, listChanges, listReleases, readUnreleased } from './queries'
import { tellConcerned, untellConcerned } from './telling/commands'
import { listConcerned } from './telling/queries'

const now = new Date()
const PDF =
  '%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\nxref\n0 3\ntrailer<</Root 1 0 R/Size 3>>\nstartxref\n9\n%%EOF'

async function edited(values: Parameters<typeof makeEvent>[0] = {}): Promise<EditedEvent> {
  const event = await makeEvent(values)
  const user = await makeUser({ event })
  return (await gateEditedEvent({ ...user, locale: 'en' }, event.slug))!
}

/** With a room, a chair, and a panel that the chair speaks in. */
async function world(values: Parameters<typeof makeEvent>[0] = {}) {
  const event = await edited(values)
  const room = await makeRoom(event)
  const role = await makeSessionRole(event, 'chair')
  const speaker = await makeSpeaker(event)
  const people = [{ speakerId: speaker.id, roleId: role.id, itemId: null }]
  const items = [{ id: crypto.randomUUID(), title: { en: 'Statement' }, minutes: 10 }]
  const session = await makeSession(event, { roomId: room.id, spoken: ['en'] }, { speakers: people, items })
  return { event, room, role, speaker, session }
}

const release = async (event: EditedEvent) => releaseAgenda(event, (await readAgenda(event)).revision, {}, now)

async function change(event: EditedEvent, id: string, values: Parameters<typeof changeSession>[3]) {
  const { version } = (await readAgenda(event)).sessions.find((session) => session.id === id)!
  await changeSession(event, id, version, values)
}

const letters = async (event: EditedEvent) =>
  db()
    .select()
    .from(mails)
    .where(and(eq(mails.eventId, event.id), eq(mails.kind, 'agenda_changed')))

test('a release is what the public reads, and later changes of the draft are not', async () => {
  const { event, session } = await world()
  expect(await releaseAgenda(event, (await readAgenda(event)).revision, { en: 'First' }, now)).toBe(1)
  await change(event, session.id, { minutes: 90 })
  const read = await readRelease(event)
  expect(read).toMatchObject({ number: 1, programme: { sessions: [{ id: session.id, minutes: 60, sequence: 0 }] } })
  expect((await readUnreleased(event, 'en')).changes.map(({ text }) => text)).toEqual([
    '“Panel on peace” now takes 90 min instead of 60 min.',
  ])
  expect(await release(event)).toBe(2)
  expect((await listReleases(event)).map(({ number, note }) => [number, note])).toEqual([
    [2, {}],
    [1, { en: 'First' }],
  ])
})

test('each version says how many sessions it added, moved, changed and took out', async () => {
  const { event, session, room } = await world()
  await release(event)
  const second = await makeSession(event, { title: { en: 'Two' }, roomId: room.id })
  const third = await makeSession(event, { title: { en: 'Three' } })
  await change(event, session.id, { minutes: 90 })
  await release(event)
  await change(event, second.id, { roomId: null })
  const { version } = (await readAgenda(event)).sessions.find(({ id }) => id === third.id)!
  await removeSession(event, third.id, version)
  await release(event)
  await restoreRelease(event, 2)
  await release(event)
  expect((await listReleases(event)).map(({ number, counts }) => [number, counts])).toEqual([
    [4, { added: 1, removed: 0, moved: 1, changed: 0 }],
    [3, { added: 0, removed: 1, moved: 1, changed: 0 }],
    [2, { added: 2, removed: 0, moved: 0, changed: 1 }],
    [1, { added: 1, removed: 0, moved: 0, changed: 0 }],
  ])
})

test('a document is public from the version that names it until its editors take it out', async () => {
  const { event, session } = await world()
  await release(event)
  const file = await prepareFile('document', new File([PDF], 'note.pdf'))
  const add = (isPublic: boolean, symbol: string) =>
    addDocument(event, session.id, { file, isPublic, details: { symbol, language: 'ru' } })
  await add(true, 'CAC/WPS/1')
  await add(false, 'INTERNAL/1')
  const seen = async () => {
    const { session: found } = (await visibleSession(event, session.id, null))!
    return (await listSessionDocuments(found)).map(({ details }) => details.symbol)
  }
  const changes = async () => (await readUnreleased(event, 'en')).changes.map(({ text }) => text)
  expect(await seen()).toEqual([])
  expect(await changes()).toEqual(['“Panel on peace” has a new document: CAC/WPS/1 (ru).'])
  expect((await countAgendaToDo(event)).unreleased).toBe(1)
  const all = await listFiles({ sessionId: session.id })
  const { id } = all.find(({ isPublic }) => isPublic)!
  expect(await sessionFile(event, session.id, id, null)).toBeNull()
  await release(event)
  expect(await seen()).toEqual(['CAC/WPS/1'])
  expect(await sessionFile(event, session.id, id, null)).not.toBeNull()
  expect((await listChanges(event, 'en', null))?.[0]?.changes).toEqual([
    '“Panel on peace” has a new document: CAC/WPS/1 (ru).',
  ])
  await showDocument(event, session.id, id, false)
  expect(await seen()).toEqual([])
  expect(await sessionFile(event, session.id, id, null)).toBeNull()
  await showDocument(event, session.id, id, true)
  expect(await seen()).toEqual(['CAC/WPS/1'])
  const elsewhere = await world()
  await expect(showDocument(elsewhere.event, elsewhere.session.id, id, false)).rejects.toMatchObject({
    code: 'file_gone',
  })
  await removeDocument(event, session.id, id)
  expect(await seen()).toEqual([])
  expect(await sessionFile(event, session.id, id, null)).toBeNull()
  expect(await changes()).toEqual(['A document of “Panel on peace” was taken out: CAC/WPS/1 (ru).'])
  expect((await listChanges(event, 'en', null))?.map((each) => each.changes)).toEqual([[], []])
})

test('the public is told what changed, without sessions by invitation and speakers who may not be named', async () => {
  const { event, session, speaker, role } = await world()
  await makeSession(event, { title: { en: 'Dinner of the heads' }, access: 'invited' })
  await release(event)
  const hidden = await makeSpeaker(event, { isPublic: false })
  const other = await makeSpeaker(event, { title: 'Mr', givenName: 'Ivan', familyName: 'Other' })
  await change(event, session.id, {
    speakers: [speaker, hidden, other].map(({ id }) => ({ speakerId: id, roleId: role.id, itemId: null })),
  })
  const dinner = (await readAgenda(event)).sessions.find(({ access }) => access === 'invited')!
  await change(event, dinner.id, { minutes: 120 })
  await releaseAgenda(event, (await readAgenda(event)).revision, { ru: 'Заметка' }, now)
  const told = (await listChanges(event, 'en', null))!
  expect(told.map(({ number, note, changes }) => [number, note, changes])).toEqual([
    [2, { ru: 'Заметка' }, ['Mr Ivan Other joins “Panel on peace”: Panellist.']],
    [1, {}, []],
  ])
  expect(await listChanges(await edited(), 'en', null)).toBeNull()
})

test('of a release and an editor who saves at once, the release either has the change or is refused', async () => {
  for (let round = 0; round < 5; round++) {
    const { event, session } = await world()
    const { revision, sessions } = await readAgenda(event)
    const [made] = await Promise.allSettled([
      releaseAgenda(event, revision, {}, now),
      changeSession(event, session.id, sessions[0]!.version, { minutes: 90 }),
    ])
    const minutes = (await readRelease(event))?.programme.sessions[0]?.minutes
    expect(minutes).toBe(made.status === 'fulfilled' ? 60 : undefined)
    if (made.status === 'rejected') expect(made.reason).toMatchObject({ code: 'agenda_moved_on' })
    expect((await readAgenda(event)).sessions[0]?.minutes).toBe(90)
  }
})

test('nothing is released where nothing changed, or the draft is another than was seen', async () => {
  const { event, session } = await world()
  const { revision } = await readAgenda(event)
  await change(event, session.id, { minutes: 90 })
  await expect(releaseAgenda(event, revision, {}, now)).rejects.toMatchObject({ code: 'agenda_moved_on' })
  await release(event)
  await expect(release(event)).rejects.toMatchObject({ code: 'agenda_unchanged' })
})

test('of two releases at once one wins', async () => {
  const { event } = await world()
  const { revision } = await readAgenda(event)
  const all = await Promise.allSettled([1, 2, 3, 4].map(() => releaseAgenda(event, revision, {}, now)))
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await listReleases(event)).toHaveLength(1)
})

test('nobody reads or restores the versions of another event', async () => {
  const { event } = await world()
  await release(event)
  const other = await edited()
  expect(await findRelease(other, 1)).toBeNull()
  expect(await listConcerned(other, 1)).toEqual([])
  for (const run of [restoreRelease, untellConcerned, (of: EditedEvent) => tellConcerned(of, 1, now)])
    await expect(run(other, 1)).rejects.toMatchObject({ code: 'release_unknown' })
})

test('nothing is released, restored or told in an archived event', async () => {
  const event = await edited({ state: 'archived' })
  for (const run of [
    () => releaseAgenda(event, 0, {}, now),
    () => restoreRelease(event, 1),
    () => tellConcerned(event, 1, now),
  ])
    await expect(run()).rejects.toMatchObject({ code: 'event_archived' })
})

test('a version that is restored after everything changed differs in nothing', async () => {
  const { event, session, room, role } = await world()
  await release(event)
  const other = await makeSpeaker(event)
  await change(event, session.id, {
    title: { en: 'Other' },
    startsAt: endOf({ startsAt: session.startsAt!.toISOString(), minutes: 60 }),
    minutes: 30,
    roomId: null,
    spoken: ['ru'],
    access: 'registered',
    items: [],
    speakers: [{ speakerId: other.id, roleId: role.id, itemId: null }],
  })
  const { version } = (await readAgenda(event)).sessions[0]!
  await removeSession(event, session.id, version)
  await db().delete(rooms).where(eq(rooms.id, room.id))
  const later = await createSession(event, {
    kind: 'panel',
    minutes: 30,
    startsAt: session.startsAt!.toISOString(),
    title: { en: 'Later' },
  })
  const shelf = await createSession(event, { kind: 'panel', minutes: 30, title: { en: 'Shelf' } })
  expect((await readUnreleased(event, 'en')).changes).toHaveLength(2)

  await restoreRelease(event, 1)
  expect((await readUnreleased(event, 'en')).changes).toEqual([])
  const draft = await readAgenda(event)
  expect(draft.sessions.map(({ id }) => id).sort()).toEqual([session.id, shelf].sort())
  expect(draft.sessions.find(({ id }) => id === session.id)).toMatchObject({
    items: [{ minutes: 10 }],
    roomId: room.id,
  })
  const [removed] = await db().select().from(agendaSessions).where(eq(agendaSessions.id, later))
  expect(removed?.deletedAt).not.toBeNull()
})

test('restoring keeps sign-ups, and a speaker who is gone stays gone', async () => {
  const { event, session } = await world()
  const gone = await makeSpeaker(event)
  const role = await makeSessionRole(event, 'panellist')
  await makeSession(event, { title: { en: 'Two' } }, { speakers: [{ speakerId: gone.id, roleId: role.id }] })
  await db().update(agendaSessions).set({ hasSignUp: true, capacity: 2 }).where(eq(agendaSessions.id, session.id))
  await release(event)
  await db().update(agendaSessions).set({ capacity: 9, taken: 5 }).where(eq(agendaSessions.id, session.id))
  await db().delete(speakers).where(eq(speakers.id, gone.id))
  await restoreRelease(event, 1)
  const draft = await readAgenda(event)
  expect(draft.sessions.find(({ id }) => id === session.id)).toMatchObject({ capacity: 5, taken: 5 })
  expect(draft.sessions.find(({ id }) => id !== session.id)?.speakers).toEqual([])
})

test('each one concerned gets one letter, in their language, and nobody else', async () => {
  const { event, session, speaker, role, room } = await world()
  const category = await makeCategory(event)
  const accepted = { state: 'accepted', holdsPlace: true } as const
  const guest = await makeRegistration(event, category, { ...accepted, locale: 'ru' })
  const linked = await makeRegistration(event, category, { ...accepted, locale: 'kk' })
  const bystander = await makeRegistration(event, category, accepted)
  const withdrawn = await makeRegistration(event, category, { state: 'withdrawn' })
  const both = await makeSpeaker(event, { registrationId: linked.id, email: '' })
  const declined = await makeSpeaker(event, { state: 'declined' })
  const proposed = await makeSpeaker(event, { state: 'proposed' })
  await change(event, session.id, {
    speakers: [speaker, both, declined, proposed].map(({ id }) => ({ speakerId: id, roleId: role.id, itemId: null })),
  })
  const still = await makeSession(event, { title: { en: 'Still' }, roomId: room.id })
  const sign = (registrationId: string, sessionId: string) =>
    db().insert(sessionSignUps).values({ eventId: event.id, sessionId, registrationId, state: 'confirmed' })
  for (const { id } of [linked, withdrawn]) await sign(id, session.id)
  await sign(bystander.id, still.id)
  await db().insert(sessionGuests).values({ sessionId: session.id, registrationId: guest.id })
  await release(event)
  await db().update(agendaReleases).set({ toldAt: now }).where(eq(agendaReleases.eventId, event.id))
  await change(event, session.id, { minutes: 90 })
  await release(event)

  expect(await tellConcerned(event, 2, now)).toBe(3)
  const sent = await letters(event)
  expect(sent.map(({ to, locale }) => [to, locale]).sort()).toEqual(
    [
      [speaker.email, 'en'],
      [guest.email, 'ru'],
      [linked.email, 'kk'],
    ].sort(),
  )
  for (const mail of sent) {
    expect(mail.calendar).toMatch(/SEQUENCE:1\r\n/)
    expect(mail.calendar).toContain(`UID:session-${session.id}@plenary`)
    expect(mail.subject).not.toMatch(/Panel|Дискуссия|Бейбітшілік/)
    expect(mail.dueAt.getTime()).toBeGreaterThan(Date.now() + 30_000)
    expect(mail.text).toContain('{{link}}')
  }
  expect(sent.find(({ locale }) => locale === 'ru')?.text).toContain('теперь длится 90 мин вместо 60 мин')
})

test('telling twice, or two at once, sends nothing twice; taken back, it can be told again', async () => {
  const { event } = await world()
  await release(event)
  const all = await Promise.allSettled([1, 2, 3].map(() => tellConcerned(event, 1, now)))
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await expect(tellConcerned(event, 1, now)).rejects.toMatchObject({ code: 'release_told' })
  expect(await letters(event)).toHaveLength(1)
  expect((await findRelease(event, 1))?.toldAt).not.toBeNull()

  expect(await untellConcerned(event, 1)).toEqual({ unsent: 1, late: 0 })
  expect(await letters(event)).toEqual([])
  expect((await findRelease(event, 1))?.toldAt).toBeNull()
  expect(await tellConcerned(event, 1, now)).toBe(1)

  await db().update(mails).set({ state: 'sent', attempts: 1 }).where(eq(mails.eventId, event.id))
  expect(await untellConcerned(event, 1)).toEqual({ unsent: 0, late: 1 })
})

test('only the newest version of a published event is told of, with all since the last letters', async () => {
  const { event, session } = await world()
  await release(event)
  await tellConcerned(event, 1, now)
  await change(event, session.id, { minutes: 90 })
  await release(event)
  await change(event, session.id, { roomId: null })
  await release(event)
  await expect(tellConcerned(event, 2, now)).rejects.toMatchObject({ code: 'release_not_last' })
  const [concerned] = await listConcerned(event, 3)
  expect(concerned?.letter.details?.join(' ')).toMatch(/moves from Main Hall to no room.*90 min instead of 60 min/)

  const hidden = await world({ state: 'draft' })
  await release(hidden.event)
  await expect(tellConcerned(hidden.event, 1, now)).rejects.toMatchObject({ code: 'release_event_hidden' })
})

test('who is taken out of a session gets its cancellation for their calendar', async () => {
  const { event, session } = await world()
  await release(event)
  await change(event, session.id, { speakers: [] })
  await release(event)
  const [concerned] = await listConcerned(event, 2)
  expect(concerned?.calendar).toContain('STATUS:CANCELLED')
  expect(concerned?.letter.note).toBeUndefined()
  expect(concerned?.letter.details).toContain('You are no longer in “Panel on peace”.')
})
