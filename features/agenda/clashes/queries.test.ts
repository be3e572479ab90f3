import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { db } from '@/db'
import { sessionGuests } from '@/db/schema/agenda'
import { makeRoom, makeSession, makeSessionRole, makeSpeaker } from '@/e2e/fixtures/agenda'
import { makeCategory, makeEvent, makeRegistration, makeUser } from '@/e2e/fixtures/world'
import { type EditedEvent, gateEditedEvent } from '@/features/events/access'
import { LOCALES } from '@/lib/locales'
import { readAgenda } from '../queries'
import { clashPatterns, readClashContext } from './queries'
import { CLASH_KINDS, CLASH_VALUES, clashesOf, sayClash } from './rules'

async function edited(): Promise<EditedEvent> {
  const event = await makeEvent()
  const user = await makeUser({ event, role: 'agenda_editor' })
  return (await gateEditedEvent({ ...user, hasSecondFactor: false } as never, event.slug))!
}

test('the languages of accredited people count, those of others and of other events do not', async () => {
  const event = await edited()
  const other = await edited()
  const [category, foreign] = [await makeCategory(event), await makeCategory(other)]
  const accepted = { state: 'accepted', holdsPlace: true } as const
  const guest = await makeRegistration(event, category, { ...accepted, interpretation: 'kk' })
  await makeRegistration(event, category, { ...accepted, state: 'checked_in', interpretation: 'kk' })
  await makeRegistration(event, category, { interpretation: 'ru' })
  await makeRegistration(other, foreign, { ...accepted, interpretation: 'ru' })
  await makeSpeaker(other)
  const speaker = await makeSpeaker(event, { state: 'declined' })
  const session = await makeSession(event)
  await db().insert(sessionGuests).values({ sessionId: session.id, registrationId: guest.id })

  const context = await readClashContext(event, 'ru')
  expect(context).toMatchObject({
    demand: [{ language: 'kk', categoryId: category.id, delegationId: null, count: 2 }],
    guests: { [guest.id]: 'kk' },
    speakers: { [speaker.id]: { state: 'declined', availability: [] } },
    languages: ['en', 'ru', 'kk'],
    timeZone: 'Asia/Almaty',
  })
  expect(Object.keys(context.speakers)).toEqual([speaker.id])
  expect(context.languageNames.kk).toBe('казахский')
})

test('a draft’s clashes become sentences in the reader’s language', async () => {
  const event = await edited()
  const room = await makeRoom(event)
  const role = await makeSessionRole(event, 'chair')
  const speaker = await makeSpeaker(event)
  const people = { speakers: [{ speakerId: speaker.id, roleId: role.id }] }
  const values = { roomId: room.id, spoken: ['en'] }
  await makeSession(event, values, people)
  await makeSession(event, { ...values, title: { en: 'Second', ru: 'Вторая', kk: 'Екінші' } })

  const clashes = clashesOf(await readAgenda(event), await readClashContext(event, 'ru'))
  expect(sayClash(clashPatterns('ru'), clashes[0]!)).toMatch(
    /^«(Вторая|Дискуссия о мире)» и «(Вторая|Дискуссия о мире)» проходят в одном зале \(Главный зал\) с \d\d:\d\d до \d\d:\d\d\.$/,
  )
})

test('every sentence fills all its places in every language', () => {
  const values = Object.fromEntries(CLASH_VALUES.map((name) => [name, randomUUID()]))
  for (const locale of LOCALES)
    for (const kind of CLASH_KINDS) expect(sayClash(clashPatterns(locale), { kind, values })).not.toMatch(/[{}]/)
})
