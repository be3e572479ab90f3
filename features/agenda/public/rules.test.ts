import { expect, test } from '@playwright/test'
import type { Programme, ReleasedSession } from '../rules'
import {
  agendaAddress,
  chosen,
  nowAndNext,
  type Reader,
  shownDay,
  starredOf,
  timedItems,
  viewOf,
  visibleSessions,
  withStar,
} from './rules'

const session = (id: string, values: Partial<ReleasedSession> = {}): ReleasedSession => ({
  id,
  kind: 'panel',
  trackId: null,
  roomId: null,
  minutes: 60,
  title: { en: `Title ${id}` },
  abstract: { en: 'Hidden abstract' },
  spoken: [],
  interpreted: [],
  access: 'public',
  categoryIds: [],
  delegationIds: [],
  hasSignUp: false,
  capacity: null,
  startsAt: '2026-10-16T05:00:00.000Z',
  items: [],
  speakers: [],
  sequence: 0,
  isCancelled: false,
  ...values,
})

const programme = (...sessions: ReleasedSession[]): Programme => ({ rooms: [], tracks: [], roles: [], sessions })

const reader = (values: Partial<Reader> = {}): Reader => ({
  isAccepted: true,
  categoryId: 'delegates',
  delegationId: 'kz',
  invitedTo: new Set(),
  speakerId: null,
  ...values,
})

const ALL = programme(
  session('bilateral', { kind: 'bilateral' }),
  session('cancelled', { isCancelled: true }),
  session('for-category', { access: 'categories', categoryIds: ['delegates'] }),
  session('for-delegation', { access: 'delegations', delegationIds: ['kz'] }),
  session('for-registered', { access: 'registered' }),
  session('invited', { access: 'invited', speakers: [{ speakerId: 'dana', roleId: 'chair', itemId: null }] }),
  session('open'),
)

const seen = (who: Reader | null) => visibleSessions(ALL, who).map(({ id, isOpen }) => (isOpen ? id : `(${id})`))

test('anybody reads what is public, learns that there is something for participants, and nothing of the rest', () => {
  expect(seen(null)).toEqual(['(for-category)', '(for-delegation)', '(for-registered)', 'open'])
  const announced = visibleSessions(ALL, null).filter(({ isOpen }) => !isOpen)
  expect(JSON.stringify(announced)).not.toContain('Hidden abstract')
})

test('who is accepted reads what is for all participants, for their category and for their delegation', () => {
  expect(seen(reader())).toEqual(['for-category', 'for-delegation', 'for-registered', 'open'])
  expect(seen(reader({ categoryId: 'press', delegationId: null }))).toEqual([
    '(for-category)',
    '(for-delegation)',
    'for-registered',
    'open',
  ])
  expect(seen(reader({ isAccepted: false }))).toEqual(seen(null))
})

test('sessions for invited people and bilateral meetings are there for who is named to them, and who speaks there', () => {
  expect(seen(reader({ invitedTo: new Set(['bilateral', 'invited']) }))).toEqual([
    'bilateral',
    'for-category',
    'for-delegation',
    'for-registered',
    'invited',
    'open',
  ])
  expect(seen(reader({ isAccepted: false, speakerId: 'dana' }))).toContain('invited')
})

test('a search finds words in any script, in any order, and all of them', () => {
  const sessions = [
    session('a', { title: { ru: 'Мир и безопасность' } }),
    session('b', { title: { en: 'Peace at the table' } }),
  ]
  const find = (q: string) =>
    chosen(sessions, viewOf({ q }, 'Asia/Almaty'), '', new Set(), ({ title }) => Object.values(title)).map(
      ({ id }) => id,
    )
  expect(find('bezopasnost mir')).toEqual(['a'])
  expect(find('PEACE')).toEqual(['b'])
  expect(find('peace mir')).toEqual([])
})

test('a day is a day of the clock that was asked for', () => {
  const late = session('late', { startsAt: '2026-10-16T20:30:00.000Z' })
  const of = (zone: string, day: string) =>
    chosen([late], viewOf({ zone }, 'Asia/Almaty'), day, new Set(), () => []).length
  expect(of('', '2026-10-17')).toBe(1)
  expect(of('Europe/London', '2026-10-16')).toBe(1)
  expect(of('no/such', '2026-10-17')).toBe(1)
})

test('a reader meets today, else the first day; with a choice of theirs all days', () => {
  const days = ['2026-10-16', '2026-10-17']
  const now = new Date('2026-10-17T03:00:00Z')
  const day = (query: Record<string, string>, at = now) => shownDay(viewOf(query, 'Asia/Almaty'), days, at)
  expect(day({})).toBe('2026-10-17')
  expect(day({}, new Date('2026-09-01T03:00:00Z'))).toBe('2026-10-16')
  expect(day({ day: '2026-10-16' })).toBe('2026-10-16')
  expect(day({ q: 'peace' })).toBe('')
  expect(day({ day: '1999-01-01' })).toBe('2026-10-17')
})

test('now is what runs, next is what begins soonest, and the night stands between two days', () => {
  const first = session('first')
  const second = session('second', { startsAt: '2026-10-16T06:00:00.000Z' })
  const morrow = session('morrow', { startsAt: '2026-10-17T05:00:00.000Z' })
  const at = (time: string) => {
    const { now, next } = nowAndNext([first, second, morrow], new Date(time), 'Asia/Almaty')
    return [now.map(({ id }) => id), next.map(({ id }) => id)]
  }
  expect(at('2026-10-16T05:30:00Z')).toEqual([['first'], ['second']])
  expect(at('2026-10-16T06:00:00Z')).toEqual([['second'], []])
})

test('items follow each other from the begin of their session', () => {
  const items = [
    { id: '1', title: {}, minutes: 20 },
    { id: '2', title: {}, minutes: 40 },
  ]
  expect(timedItems(session('a', { items })).map(({ startsAt }) => startsAt)).toEqual([
    '2026-10-16T05:00:00.000Z',
    '2026-10-16T05:20:00.000Z',
  ])
})

test('stars are kept in a short cookie that holds nothing else, whatever was put into it', () => {
  const a = { id: 'aaaaaaaa-0000-4000-8000-000000000000' }
  const b = { id: 'bbbbbbbb-0000-4000-8000-000000000000' }
  const both = withStar(withStar(undefined, a.id, true), b.id, true)
  expect(both).toBe('aaaaaaaa.bbbbbbbb')
  expect([...starredOf(both, [a, b])]).toEqual([a.id, b.id])
  expect(withStar(both, a.id, false)).toBe('bbbbbbbb')
  expect(withStar('<script>.; x=1', b.id, true)).toBe('bbbbbbbb')
  let many = ''
  for (let at = 0; at < 300; at++) many = withStar(many, `${at.toString(16).padStart(8, '0')}-x`, true)
  expect(many.split('.')).toHaveLength(200)
})

test('an address says what was asked for, and nothing else', () => {
  expect(agendaAddress('ru', '/event/agenda', { q: 'мир & труд', day: '', isMine: true })).toBe(
    '/ru/event/agenda?q=%D0%BC%D0%B8%D1%80+%26+%D1%82%D1%80%D1%83%D0%B4&mine=1',
  )
})
