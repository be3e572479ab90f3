import { expect, test } from '@playwright/test'
import { type Agenda, EMPTY_SESSION, type Room, type Session } from '../rules'
import { type Clash, type ClashContext, type ClashKind, clashesOf, sayClash, zoneFacts } from './rules'

const room = (id: string, values: Partial<Room> = {}): Room => ({
  id,
  position: 0,
  name: { en: `Hall ${id}` },
  capacity: 100,
  floor: {},
  equipment: {},
  booths: 2,
  ...values,
})

const role = (slug: string, isChair: boolean) => ({ id: slug, position: 0, slug, name: {}, isChair, retiredAt: null })

/** With nothing to be said of it. */
const session = (id: string, values: Partial<Session> = {}): Session => ({
  id,
  version: 1,
  revision: 1,
  taken: 0,
  changedBy: null,
  isDeleted: false,
  ...EMPTY_SESSION,
  kind: 'plenary',
  roomId: 'A',
  startsAt: '2026-10-16T05:00:00.000Z',
  minutes: 60,
  title: { en: `Session ${id}`, ru: `Сессия ${id}` },
  spoken: ['en'],
  ...values,
})

const at = (clock: string) => new Date(`2026-10-16T${clock}:00+05:00`).toISOString()
const as = (speakerId: string, roleId = 'panellist', itemId: string | null = null) => ({ speakerId, roleId, itemId })

const context: ClashContext = {
  locale: 'en',
  untitled: 'Untitled',
  languages: ['en', 'ru'],
  languageNames: { en: 'English', ru: 'Russian', kk: 'Kazakh' },
  timeZone: 'Asia/Almaty',
  midnights: ['2026-10-15T19:00:00.000Z', '2026-10-16T19:00:00.000Z', '2026-10-17T19:00:00.000Z'],
  clockChanges: [],
  speakers: {
    dana: { name: 'Ms Dana', state: 'confirmed', availability: [] },
    ivan: { name: 'Mr Ivan', state: 'confirmed', availability: [{ from: at('09:00'), to: at('12:00') }] },
    olga: { name: 'Ms Olga', state: 'declined', availability: [] },
  },
  demand: [{ language: 'en', categoryId: 'mps', delegationId: null, count: 7 }],
  guests: { aigul: 'kk' },
}

function of(sessions: Session[], changes: { rooms?: Room[]; context?: Partial<ClashContext> } = {}): Clash[] {
  const agenda: Agenda = {
    revision: 1,
    rooms: changes.rooms ?? [room('A'), room('B', { capacity: 10, booths: 0 })],
    tracks: [],
    roles: [role('chair', true), role('panellist', false)],
    sessions,
  }
  return clashesOf(agenda, { ...context, ...changes.context })
}

const two = (first: Partial<Session>, second: Partial<Session>) => [session('1', first), session('2', second)]
const kinds = (clashes: Clash[]) => clashes.map(({ kind }) => kind)

test('nothing is said of a session that has all it needs', () => {
  expect(of([session('1')])).toEqual([])
})

type Case = [what: string, sessions: Session[], expected: ClashKind[], changes?: Parameters<typeof of>[1]]
const later = { startsAt: at('11:00') }
const cases: Case[] = [
  ['two sessions in one room at once', two({}, { startsAt: at('10:30') }), ['room_taken']],
  ['one after the other in a room', two({}, later), []],
  ['two at once in two rooms', two({}, { roomId: 'B' }), []],
  ['one of them removed', two({}, { isDeleted: true }), []],
  ['one of them on the shelf', two({}, { startsAt: null }), []],
  [
    'one speaker in two at once',
    two({ speakers: [as('dana')] }, { roomId: 'B', speakers: [as('dana')] }),
    ['speaker_twice'],
  ],
  ['one speaker twice in one session', [session('1', { speakers: [as('dana', 'chair'), as('dana')] })], []],
  ['two speakers in two at once', two({ speakers: [as('dana')] }, { roomId: 'B', speakers: [as('ivan')] }), []],
  [
    'one speaker in the first part of one, then in another',
    two(
      { items: [{ id: 'i', title: {}, minutes: 30 }], speakers: [as('dana', 'panellist', 'i')] },
      { roomId: 'B', startsAt: at('10:30'), speakers: [as('dana')] },
    ),
    [],
  ],
  [
    'a chair of a part, who presides all the time, in another',
    two(
      { items: [{ id: 'i', title: {}, minutes: 30 }], speakers: [as('dana', 'chair', 'i')] },
      { roomId: 'B', startsAt: at('10:30'), speakers: [as('dana')] },
    ),
    ['speaker_twice'],
  ],
  [
    'a chair after leaving',
    [session('1', { startsAt: at('11:30'), speakers: [as('ivan', 'chair')] })],
    ['speaker_away'],
  ],
  ['a chair until leaving', [session('1', { startsAt: at('11:00'), speakers: [as('ivan', 'chair')] })], []],
  ['who declined', [session('1', { speakers: [as('olga')] })], ['speaker_declined']],
  ['a speaker nobody knows', [session('1', { speakers: [as('gone')] })], []],
  ['parts that are too long', [session('1', { items: [{ id: 'i', title: {}, minutes: 61 }] })], ['items_too_long']],
  ['parts that fit', [session('1', { items: [{ id: 'i', title: {}, minutes: 60 }] })], []],
  [
    'parts that are too long, on the shelf',
    [session('1', { startsAt: null, items: [{ id: 'i', title: {}, minutes: 61 }] })],
    ['items_too_long'],
  ],
  [
    'more people than seats',
    [session('1', { roomId: 'B', hasSignUp: true, capacity: 20, taken: 11 })],
    ['room_small_sign_ups'],
  ],
  ['as many people as seats', [session('1', { roomId: 'B', hasSignUp: true, capacity: 10, taken: 10 })], []],
  ['more places than seats', [session('1', { roomId: 'B', hasSignUp: true, capacity: 11 })], ['room_small_places']],
  ['places of a sign-up that is off', [session('1', { roomId: 'B', capacity: 11 })], []],
  [
    'a room of unknown size',
    [session('1', { hasSignUp: true, capacity: 999 })],
    [],
    { rooms: [room('A', { capacity: null })] },
  ],
  ['a plenary without a room', [session('1', { roomId: null })], ['no_room']],
  ['a break without a room', [session('1', { roomId: null, kind: 'break' })], []],
  ['the day before', [session('1', { startsAt: '2026-10-15T18:00:00.000Z' })], ['outside_event']],
  ['the day after', [session('1', { startsAt: '2026-10-17T19:00:00.000Z' })], ['outside_event']],
  ['a reception past midnight', [session('1', { startsAt: at('23:30') })], ['past_midnight']],
  ['a reception until midnight', [session('1', { startsAt: at('23:00') })], []],
  ['clocks that change in between', [session('1')], ['clock_change'], { context: { clockChanges: [at('10:30')] } }],
  ['clocks that change as it begins', [session('1')], [], { context: { clockChanges: [at('10:00')] } }],
  ['a language asked for', [session('1', { spoken: ['ru'] })], ['no_interpretation']],
  ['a language asked for and interpreted', [session('1', { spoken: ['ru'], interpreted: ['en'] })], []],
  ['a break in another language', [session('1', { spoken: ['ru'], kind: 'break', roomId: null })], []],
  ['a bilateral in another language', [session('1', { spoken: ['ru'], kind: 'bilateral' })], []],
  ['another category only', [session('1', { spoken: ['ru'], access: 'categories', categoryIds: ['press'] })], []],
  [
    'their category',
    [session('1', { spoken: ['ru'], access: 'categories', categoryIds: ['mps'] })],
    ['no_interpretation'],
  ],
  ['another delegation only', [session('1', { spoken: ['ru'], access: 'delegations', delegationIds: ['kz'] })], []],
  ['guests of another language', [session('1', { access: 'invited', guestIds: ['aigul'] })], ['no_interpretation']],
  ['guests of the same language', [session('1', { spoken: ['kk'], access: 'invited', guestIds: ['aigul'] })], []],
  ['more languages than booths', [session('1', { interpreted: ['ru', 'kk', 'fr'] })], ['too_few_booths']],
  ['as many languages as booths, and the floor', [session('1', { interpreted: ['ru', 'kk', 'en'] })], []],
  ['no title at all', [session('1', { title: {} })], ['untitled']],
  ['no title in one language', [session('1', { title: { en: 'Session', ru: ' ' } })], ['title_missing']],
  ['no word of languages', [session('1', { spoken: [] })], ['languages_unknown']],
  ['a break over a session', two({ kind: 'break', roomId: null }, {}), ['whole_venue']],
  [
    'a break over the end of a long session',
    two({ minutes: 180 }, { kind: 'break', roomId: null, startsAt: at('12:00') }),
    ['whole_venue'],
  ],
  ['a break between sessions', two({ kind: 'break', roomId: null }, later), []],
  ['a break in a room', two({ kind: 'break', roomId: 'B' }, {}), []],
  ['a panel without a moderator', [session('1', { kind: 'panel', speakers: [as('dana')] })], ['no_moderator']],
  ['a panel with one', [session('1', { kind: 'panel', speakers: [as('dana', 'chair')] })], []],
]

for (const [what, sessions, expected, changes] of cases)
  test(`${what}: ${expected.join(', ') || 'nothing is said'}`, () => {
    expect(kinds(of(sessions, changes))).toEqual(expected)
  })

test('a clash names what it is about, in the reader’s words and by the event’s clocks', () => {
  const [clash] = of(two({ minutes: 90 }, { startsAt: at('11:00') }))
  expect(clash).toEqual({
    level: 'blocking',
    kind: 'room_taken',
    sessionIds: ['2', '1'],
    values: { session: 'Session 2', other: 'Session 1', room: 'Hall A', from: '11:00', to: '11:30' },
  })
})

test('of a language that is missing it is said how many asked for it, most first', () => {
  const demand = [
    { language: 'kk', categoryId: 'mps', delegationId: null, count: 3 },
    { language: 'ru', categoryId: 'mps', delegationId: null, count: 2 },
    { language: 'ru', categoryId: 'press', delegationId: 'kz', count: 2 },
  ]
  const [clash] = of([session('1')], { context: { demand } })
  expect(clash?.values).toMatchObject({ count: 7, languages: 'Russian (4), Kazakh (3)' })
})

test('three in one room at once are three clashes, and the worst come first', () => {
  const panels = ['1', '2', '3'].map((id) => session(id, { kind: 'panel', spoken: ['ru'] }))
  expect(kinds(of(panels)).slice(0, 4)).toEqual(['room_taken', 'room_taken', 'room_taken', 'no_interpretation'])
})

test('a title that looks like a place for a value stays as it is, and its quotation marks become inner ones', () => {
  const patterns = { room_taken: '«{session}» и «{other}»: {room}' } as Record<ClashKind, string>
  const values = { session: '{room}', other: 'О «мире»', room: 'A' }
  expect(sayClash(patterns, { kind: 'room_taken', values })).toBe('«{room}» и «О „мире“»: A')
})

test('days begin by the event’s clocks, and the night in which they change is found', () => {
  const facts = zoneFacts({
    startsAt: new Date('2026-10-24T08:00:00Z'),
    endsAt: new Date('2026-10-25T16:00:00Z'),
    timeZone: 'Europe/Berlin',
  })
  expect(facts).toEqual({
    midnights: ['2026-10-23T22:00:00.000Z', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    clockChanges: ['2026-10-25T01:00:00.000Z'],
  })
})

test('where clocks change at midnight, the day begins at one', () => {
  const facts = zoneFacts({
    startsAt: new Date('2026-04-24T08:00:00Z'),
    endsAt: new Date('2026-04-24T16:00:00Z'),
    timeZone: 'Africa/Cairo',
  })
  expect(facts.midnights[0]).toBe('2026-04-23T22:00:00.000Z')
})

test('five hundred sessions at once in one room are no flood', () => {
  const sessions = Array.from({ length: 500 }, (_, at) => session(String(at)))
  expect(of(sessions).length).toBeLessThan(500 * 9)
})
