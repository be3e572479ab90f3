import { expect, test } from '@playwright/test'
import { REGISTRATION_STATES } from '@/db/schema/registrations'
import { isCorrectable, isLive, mayMove, personKey, type RegistrationState } from './rules'

/** The table of moves, written out a second time: whatever is not in it may not happen. */
const ALLOWED = {
  person: ['submitted > withdrawn', 'accepted > withdrawn', 'waiting_list > withdrawn'],
  organiser: [
    'submitted > accepted',
    'submitted > waiting_list',
    'submitted > declined',
    'submitted > withdrawn',
    'accepted > declined',
    'accepted > withdrawn',
    'waiting_list > accepted',
    'waiting_list > declined',
    'waiting_list > withdrawn',
    'declined > accepted',
    'declined > waiting_list',
    'withdrawn > accepted',
    'withdrawn > waiting_list',
  ],
}

for (const who of ['person', 'organiser'] as const) {
  test(`what ${who === 'person' ? 'a person' : 'an organiser'} may move, and nothing else`, () => {
    const possible = REGISTRATION_STATES.flatMap((from) =>
      REGISTRATION_STATES.filter((to) => mayMove(who, from, to)).map((to) => `${from} > ${to}`),
    )
    expect(possible).toEqual(ALLOWED[who])
  })
}

test('a state that there is none may not be moved from or to', () => {
  for (const strange of ['', 'ACCEPTED'] as string[] as RegistrationState[]) {
    expect(mayMove('organiser', strange, 'accepted')).toBe(false)
    expect(mayMove('organiser', 'submitted', strange)).toBe(false)
  }
})

test('data can be corrected while the registration is live and the event has not begun', () => {
  const startsAt = new Date('2030-01-01T04:00:00Z')
  const before = new Date(startsAt.getTime() - 1)
  for (const state of REGISTRATION_STATES)
    expect(isCorrectable(state, { startsAt, state: 'published' }, before)).toBe(isLive(state))
  expect(isCorrectable('accepted', { startsAt, state: 'published' }, startsAt)).toBe(false)
  expect(isCorrectable('accepted', { startsAt, state: 'archived' }, before)).toBe(false)
})

const aigul = { email: 'office@example.org', givenName: 'Aigul', familyName: 'Yespayeva' }

test('one name in two scripts, and one address in two cases, are one person', () => {
  const key = personKey(aigul)
  expect(personKey({ ...aigul, givenName: 'Айгуль', familyName: 'Еспаева' })).toBe(key)
  expect(personKey({ ...aigul, familyName: 'Espaeva' })).toBe(key)
  expect(personKey({ ...aigul, email: 'Office@Example.org' })).toBe(key)
  expect(personKey({ ...aigul, title: 'H.E. Ms', institution: 'Another', nativeName: 'Айгүл' })).toBe(key)
})

test('another name at the same address, and the same name at another, are other persons', () => {
  const key = personKey(aigul)
  expect(personKey({ ...aigul, givenName: 'Saule' })).not.toBe(key)
  expect(personKey({ ...aigul, familyName: '' })).not.toBe(key)
  expect(personKey({ ...aigul, email: 'home@example.org' })).not.toBe(key)
})
