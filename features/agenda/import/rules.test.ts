import { expect, test } from '@playwright/test'
import { LOCALES } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { ReadSession } from './formats/session/rules'
import { planImport } from './rules'

const EVENT = {
  id: '00000000-0000-4000-8000-000000000000',
  startsAt: new Date('2027-03-27T08:00:00Z'),
  endsAt: new Date('2027-03-28T18:00:00Z'),
  timeZone: 'Europe/Berlin',
}
const RIGHT: ReadSession = {
  place: 1,
  uid: 'a',
  title: { en: 'Water' },
  abstract: {},
  start: '2027-03-27T10:00',
  moment: null,
  minutes: 60,
  room: '',
  track: '',
  kind: 'panel',
  languages: [],
  people: [],
  errors: [],
  notes: [],
}
const plan = (...sessions: Partial<ReadSession>[]) =>
  planImport(
    { kind: 'table', sessions: sessions.map((session, at) => ({ ...RIGHT, place: at + 1, uid: `${at}`, ...session })) },
    EVENT,
    { rooms: [], tracks: [], roles: [], speakers: [], sessions: [] },
    { isShifted: false },
  )

for (const [code, session] of [
  ['title_missing', { title: {} }],
  ['title_long', { title: { en: 'Water', ru: 'x'.repeat(201) } }],
  ['time_skipped', { start: '2027-03-28T02:30' }],
  ['outside', { start: '2027-03-29T00:00' }],
  ['outside', { moment: '2027-03-28T22:30:00.000Z' }],
  ['no_length', { minutes: 0 }],
  ['no_length', { minutes: -30 }],
  ['length', { minutes: 1441 }],
  ['name_long', { room: 'x'.repeat(201) }],
  ['name_long', { track: 'x'.repeat(201) }],
  ['date_missing', { start: null, errors: [{ code: 'date_missing' }] }],
] as const)
  test(`${code}: ${JSON.stringify(session).slice(0, 50)} is left out, and its text is there in each language`, () => {
    const { sessions, notes } = plan(session as Partial<ReadSession>)
    expect(sessions.map(({ state, content, errors }) => [state, content, errors.map((it) => it.code)])).toEqual([
      ['wrong', null, [code]],
    ])
    expect(notes).toEqual([])
    const { values } = sessions[0]!.errors[0]!
    for (const locale of LOCALES) expect(texts(locale)(`paper.problems.${code}`, values)).not.toMatch(/[{}]|problems/)
  })

for (const [code, session, taken] of [
  ['no_time', { start: null }, { startsAt: null }],
  ['usual_length', { minutes: null }, { minutes: 60 }],
  ['least_length', { minutes: 2 }, { minutes: 5 }],
  ['kind_unknown', { kind: 'Juggling' }, { kind: 'panel' }],
  ['language_unknown', { languages: ['Klingon', 'en-GB'] }, { spoken: ['en'] }],
  ['abstract_cut', { abstract: { en: 'x'.repeat(200_000) } }, { abstract: { en: 'x'.repeat(5000) } }],
  ['role_unknown', { people: [{ name: 'Ali', role: 'Juggler' }] }, { people: [{ name: 'Ali', role: '' }] }],
  ['person_long', { people: [{ name: 'x'.repeat(201), role: '' }] }, { people: [] }],
] as const)
  test(`${code}: ${JSON.stringify(session).slice(0, 50)} is taken over, and said`, () => {
    const { sessions, notes } = plan(session as unknown as Partial<ReadSession>)
    expect(notes.map((note) => [note.code, note.places])).toEqual([[code, [1]]])
    expect(sessions[0]).toMatchObject({ state: 'new', errors: [], content: taken })
    for (const locale of LOCALES)
      expect(texts(locale)(`paper.problems.${code}`, { count: 1, ...notes[0]!.values })).not.toMatch(/[{}]|problems/)
  })

for (const code of ['date_unreadable', 'time_unreadable', 'length_unreadable', 'zone_unknown'] as const)
  test(`${code} has a sentence with the words of the file`, () => {
    for (const locale of LOCALES)
      expect(texts(locale)(`paper.problems.${code}`, { text: 'soon', count: 1 })).toContain('soon')
  })

test('what a reader found wrong is said once, and not that the length is wrong too', () => {
  const { sessions } = plan({
    minutes: -60,
    errors: [{ code: 'ends_before', values: { start: '11:00', end: '10:00' } }],
  })
  expect(sessions[0]!.errors.map(({ code }) => code)).toEqual(['ends_before'])
})

test('the same code twice is a mistake of the second; the same title without codes is not', () => {
  expect(plan({ uid: 'x' }, { uid: 'x' }).sessions.map(({ errors }) => errors[0]?.code)).toEqual([
    undefined,
    'repeated',
  ])
  const [one, two] = plan({ uid: '' }, { uid: '' }).sessions
  expect([one!.state, two!.state, one!.id === two!.id]).toEqual(['new', 'new', false])
})

test('over midnight and over the change of clocks a session keeps its length', () => {
  const { sessions } = plan({ start: '2027-03-27T23:30', minutes: 300 })
  expect(sessions[0]!.content).toMatchObject({ startsAt: '2027-03-27T22:30:00.000Z', minutes: 300 })
})

test('a kind is known by one word of it', () => {
  const kinds = ['Talk 45 minutes + 10 minutes Q&A', 'lightning_talk', 'Workshop (2h)', 'Coffee break', 'Пленарное']
  expect(plan(...kinds.map((kind) => ({ kind }))).sessions.map(({ content }) => content!.kind)).toEqual([
    'panel',
    'panel',
    'side_event',
    'break',
    'panel',
  ])
})
