import { expect, test } from '@playwright/test'
import { texts } from '@/lib/texts'
import type { Agenda, Programme, ReleasedSession, Session } from '../rules'
import { DIFFERENCE_KINDS, type Difference, differences, knownToday, programmeOfDraft, sayDifference } from './rules'
import { concerns } from './telling/rules'

const at = (clock: string, day = 16) => new Date(`2026-10-${day}T${clock}:00+05:00`).toISOString()

const session = (values: Partial<ReleasedSession> = {}): ReleasedSession => ({
  id: 'panel',
  kind: 'panel',
  trackId: null,
  roomId: 'a',
  startsAt: at('11:00'),
  minutes: 60,
  title: { en: 'Panel 2', ru: 'Панель 2' },
  abstract: {},
  spoken: ['en'],
  interpreted: [],
  access: 'public',
  categoryIds: [],
  delegationIds: [],
  hasSignUp: false,
  capacity: null,
  items: [],
  speakers: [{ speakerId: 'dana', roleId: 'chair', itemId: null }],
  sequence: 0,
  isCancelled: false,
  ...values,
})

const programme = (sessions: ReleasedSession[], values: Partial<Programme> = {}): Programme => ({
  rooms: [
    { id: 'a', name: { en: 'Hall A', ru: 'Зал А' }, capacity: 10, floor: {} },
    { id: 'b', name: { en: 'Hall B', ru: 'Зал Б' }, capacity: 10, floor: {} },
  ],
  tracks: [{ id: 't', name: { en: 'Peace' }, colour: '#000000' }],
  roles: [
    { id: 'chair', name: { en: 'Chair', ru: 'Председатель' }, isChair: true },
    { id: 'panellist', name: { en: 'Panellist' }, isChair: false },
  ],
  sessions,
  ...values,
})

const before = programme([session()])

function say(difference: Difference, after: Programme, locale: 'en' | 'ru' | 'kk' = 'en') {
  const names = new Map([
    ['dana', 'Ms Dana'],
    ['ivan', 'Mr Ivan'],
  ])
  return sayDifference(difference, { t: texts(locale), locale, timeZone: 'Asia/Almaty', before, after, names })
}

const with_ = (values: Partial<ReleasedSession>) => programme([session(values)])
const ivan = { speakerId: 'ivan', roleId: 'panellist', itemId: null }
const dana = session().speakers[0]!

for (const [what, after, sentences] of [
  ['nothing', programme([session()]), []],
  ['only the sequence', with_({ sequence: 3 }), []],
  ['only an empty translation', with_({ title: { en: 'Panel 2', ru: 'Панель 2', kk: '' } }), []],
  [
    'the time and the room',
    with_({ startsAt: at('14:30'), roomId: 'b' }),
    ['“Panel 2” moves from 11:00 to 14:30, Hall B.'],
  ],
  ['the time', with_({ startsAt: at('14:30') }), ['“Panel 2” moves from 11:00 to 14:30.']],
  ['the room', with_({ roomId: 'b' }), ['“Panel 2” moves from Hall A to Hall B.']],
  ['the room, for none', with_({ roomId: null }), ['“Panel 2” moves from Hall A to no room.']],
  [
    'the day',
    with_({ startsAt: at('11:00', 17) }),
    ['“Panel 2” moves from 16 October 2026, 11:00 to 17 October 2026, 11:00.'],
  ],
  ['the length', with_({ minutes: 90 }), ['“Panel 2” now takes 90 min instead of 60 min.']],
  ['the title', with_({ title: { en: 'Panel two' } }), ['“Panel 2” is now called “Panel two”.']],
  ['a translation', with_({ title: { en: 'Panel 2' } }), ['The title of “Panel 2” changes in another language.']],
  ['the kind', with_({ kind: 'plenary' }), ['“Panel 2” is now of another kind.']],
  ['a speaker more', with_({ speakers: [dana, ivan] }), ['Mr Ivan joins “Panel 2”: Panellist.']],
  ['a speaker less', with_({ speakers: [] }), ['Ms Dana is no longer in “Panel 2”.']],
  [
    'a role',
    with_({ speakers: [{ ...dana, roleId: 'panellist' }] }),
    ['Ms Dana has another role in “Panel 2”: Panellist.'],
  ],
  ['parts', with_({ items: [{ id: 'i', title: {}, minutes: 5 }] }), ['The parts of “Panel 2” change.']],
  [
    'languages',
    with_({ interpreted: ['ru', 'kk'] }),
    ['Languages of “Panel 2”: spoken: English; interpreted into: Russian, Kazakh.'],
  ],
  ['who may come', with_({ access: 'invited' }), ['Who may come to “Panel 2” changes.']],
  ['places', with_({ capacity: 5 }), ['The sign-up for “Panel 2” or its places change.']],
  ['the track', with_({ trackId: 't' }), ['“Panel 2” belongs to another track.']],
  ['the abstract', with_({ abstract: { en: 'More' } }), ['The description of “Panel 2” changes.']],
  [
    'a session more',
    programme([session(), session({ id: 'new', title: { en: 'New' } })]),
    ['“New” is new: 16 October 2026, 11:00, Hall A.'],
  ],
  [
    'a session less',
    programme([]),
    ['“Panel 2” is no longer in the agenda; it was on 16 October 2026, 11:00, Hall A.'],
  ],
  [
    'a session cancelled',
    with_({ isCancelled: true }),
    ['“Panel 2” is no longer in the agenda; it was on 16 October 2026, 11:00, Hall A.'],
  ],
  [
    'a room’s name',
    programme([session()], { rooms: [{ ...before.rooms[0]!, name: { en: 'Great Hall' } }, before.rooms[1]!] }),
    ['Hall A is now called Great Hall.'],
  ],
  [
    'a colour',
    programme([session()], { tracks: [{ ...before.tracks[0]!, colour: '#111111' }] }),
    ['Details of rooms, tracks or roles change.'],
  ],
] as [string, Programme, string[]][])
  test(`a change of ${what} is ${sentences.length === 0 ? 'none' : 'said in words'}`, () => {
    expect(differences(before, after).map((each) => say(each, after))).toEqual(sentences)
  })

test('the order of the speakers is a change of its own', () => {
  const [one, other] = [
    programme([session({ speakers: [dana, ivan] })]),
    programme([session({ speakers: [ivan, dana] })]),
  ]
  expect(differences(one, other).map(({ kind }) => kind)).toEqual(['speakers_arranged'])
})

test('documents that come and go are said by symbol, title or name, and those of before are taken as they were', () => {
  const note = { id: 'n', title: {}, symbol: 'CAC/WPS/1', language: 'ru', name: 'n.pdf' }
  const plain = { id: 'p', title: { en: 'Concept note' }, symbol: '', language: '', name: 'p.pdf' }
  const [one, other] = [with_({ documents: [note] }), with_({ documents: [plain] })]
  const wording = {
    t: texts('en'),
    locale: 'en' as const,
    timeZone: 'UTC',
    before: one,
    after: other,
    names: new Map(),
  }
  expect(differences(one, other).map((each) => sayDifference(each, wording))).toEqual([
    '“Panel 2” has a new document: Concept note.',
    'A document of “Panel 2” was taken out: CAC/WPS/1 (ru).',
  ])
  expect(differences(before, other)).toEqual([])
})

test('a reader learns of no change in what they may not see today, whatever they could see before', () => {
  const secret = session({ id: 'secret', title: { en: 'Secret' }, roomId: 'b' })
  const closed = { ...secret, access: 'invited' as const }
  const [one, two, three] = [
    programme([session(), secret]),
    programme([session({ minutes: 90 }), { ...secret, minutes: 30 }]),
    programme([session({ minutes: 90, access: 'registered', speakers: [dana, ivan] }), closed]),
  ]
  const told = (from: Programme, to: Programme, latest: Programme) => {
    const [was, is] = [from, to].map((each) => knownToday(each, latest, null, new Set()))
    return differences(was!, is!).map(({ kind, sessionId }) => [kind, sessionId])
  }
  expect(told(one, two, two)).toEqual([
    ['length', 'panel'],
    ['length', 'secret'],
  ])
  expect(told(one, two, three)).toEqual([['length', 'panel']])
  expect(told(two, three, three)).toEqual([['access', 'panel']])
  const ended = programme([session({ minutes: 90 }), { ...closed, isCancelled: true }])
  expect(told(three, ended, ended).some(([, id]) => id === 'secret')).toBe(false)
  expect(knownToday(three, three, null, new Set()).rooms.map(({ id }) => id)).toEqual(['a'])
  const note = { id: 'n', title: {}, symbol: 'A/1', language: '', name: 'n.pdf' }
  expect(told(with_({ documents: [] }), with_({ documents: [note] }), with_({}))).toEqual([])
})

test('the first version adds everything', () => {
  expect(differences(null, before)).toEqual([{ kind: 'added', sessionId: 'panel' }])
  expect(differences(null, programme([]))).toEqual([])
})

test('every kind is a sentence in every language', () => {
  for (const locale of ['en', 'ru', 'kk'] as const)
    for (const kind of DIFFERENCE_KINDS)
      expect(say({ kind, sessionId: 'panel', speakerId: 'dana', roomId: 'a' }, with_({ minutes: 90 }), locale)).toMatch(
        /\.$/,
      )
})

const NONE = new Map()

const draft = (sessions: Partial<Session>[], room = { en: 'Hall A', ru: 'Зал А' }): Agenda => ({
  revision: 1,
  rooms: [{ id: 'a', position: 0, name: room, capacity: 10, floor: {}, equipment: {}, booths: 0 }],
  tracks: [],
  roles: [{ id: 'chair', position: 0, slug: 'chair', name: { en: 'Chair' }, isChair: true, retiredAt: null }],
  sessions: sessions.map((values) => {
    const { sequence: _, isCancelled: __, ...content } = session()
    const rest = { version: 1, revision: 1, taken: 3, changedBy: null, isDeleted: false, guestIds: ['guest'] }
    return { ...content, ...rest, ...values }
  }),
})

test('the draft becomes a programme of what has a time, without sign-ups and guests', () => {
  const made = programmeOfDraft(
    draft([{}, { id: 'shelf', startsAt: null }, { id: 'gone', isDeleted: true }]),
    null,
    NONE,
  )
  expect(made.sessions).toEqual([session({ documents: [] })])
  expect(made.rooms.map(({ id }) => id)).toEqual(['a'])
})

test('the sequence rises only for what changed', () => {
  const first = programmeOfDraft(draft([{}, { id: 'other' }]), null, NONE)
  const second = programmeOfDraft(draft([{ minutes: 90 }, { id: 'other' }]), first, NONE)
  expect(second.sessions.map(({ id, sequence }) => [id, sequence])).toEqual([
    ['other', 0],
    ['panel', 1],
  ])
  const renamed = programmeOfDraft(draft([{ minutes: 90 }], { en: 'Great Hall', ru: 'Зал' }), second, NONE)
  expect(renamed.sessions.find(({ id }) => id === 'panel')?.sequence).toBe(2)
})

test('what is taken out stays as cancelled until it comes back', () => {
  const first = programmeOfDraft(draft([{}]), null, NONE)
  const second = programmeOfDraft(draft([]), first, NONE)
  const third = programmeOfDraft(draft([]), second, NONE)
  const fourth = programmeOfDraft(draft([{}]), third, NONE)
  expect([second, third, fourth].map(({ sessions }) => sessions.map((s) => [s.sequence, s.isCancelled]))).toEqual([
    [[1, true]],
    [[1, true]],
    [[2, false]],
  ])
  expect(second.rooms.map(({ id }) => id)).toEqual(['a'])
  expect(differences(second, third)).toEqual([])
})

test('each is told only what concerns them', () => {
  const changed: Difference[] = [
    { kind: 'moved', sessionId: 'panel' },
    { kind: 'items', sessionId: 'panel' },
    { kind: 'abstract', sessionId: 'panel' },
    { kind: 'speaker_added', sessionId: 'panel', speakerId: 'ivan' },
    { kind: 'moved', sessionId: 'other' },
    { kind: 'room_renamed', sessionId: null, roomId: 'a' },
  ]
  const told = (speakerId: string | null, speaks: string[], attends: string[]) =>
    concerns(changed, { speakerId, speaks: new Set(speaks), attends: new Set(attends) }).map(
      ({ kind, sessionId }) => `${kind} ${sessionId}`,
    )
  expect(told('dana', ['panel'], [])).toEqual(['moved panel', 'items panel'])
  expect(told('ivan', ['panel'], [])).toEqual(['speaker_added panel'])
  expect(told(null, [], ['panel'])).toEqual(['moved panel'])
  expect(told('dana', ['panel'], ['other'])).toEqual(['moved panel', 'items panel', 'moved other'])
  expect(told(null, [], [])).toEqual([])
})
