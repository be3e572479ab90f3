import { expect, test } from '@playwright/test'
import { REGISTRATION_STATES } from '@/db/schema/registrations'
import { isCorrectable, isLive, type Mover, mayMove, personKey, placeAfter, type RegistrationState } from './rules'

/** The table of moves, written out a second time, one line a state: whatever is not in it may not happen. */
const ALLOWED: Record<Mover, string> = {
  person: `
    submitted > withdrawn
    under_review > withdrawn
    information_requested > under_review withdrawn
    waiting_list > accepted withdrawn
    accepted > withdrawn`,
  focal_point: `
    draft > submitted
    submitted > withdrawn
    under_review > withdrawn
    information_requested > withdrawn
    waiting_list > withdrawn
    accepted > withdrawn`,
  organiser: `
    submitted > under_review information_requested waiting_list accepted declined withdrawn cancelled
    under_review > information_requested waiting_list accepted declined withdrawn cancelled
    information_requested > under_review waiting_list accepted declined withdrawn cancelled
    waiting_list > under_review accepted declined withdrawn cancelled
    accepted > checked_in declined withdrawn cancelled
    checked_in > accepted cancelled
    declined > under_review waiting_list accepted
    withdrawn > under_review waiting_list accepted
    cancelled > under_review waiting_list accepted`,
  onsite: `
    accepted > checked_in
    checked_in > accepted`,
}

for (const who of ['person', 'focal_point', 'organiser', 'onsite'] as const) {
  test(`what ${who.replace('_', ' ')} may move, and nothing else`, () => {
    const possible = REGISTRATION_STATES.map((from) => ({
      from,
      to: REGISTRATION_STATES.filter((to) => mayMove(who, from, to)),
    }))
    const lines = possible.filter(({ to }) => to.length > 0).map(({ from, to }) => `\n    ${from} > ${to.join(' ')}`)
    expect(lines.join('')).toBe(ALLOWED[who])
  })
}

test('a place is taken by being accepted, kept while living on, and freed by waiting or ending', () => {
  for (const state of REGISTRATION_STATES) {
    const accepted = state === 'accepted' || state === 'checked_in'
    expect(placeAfter(state, false)).toBe(accepted)
    expect(placeAfter(state, true)).toBe(isLive(state) && state !== 'waiting_list')
  }
})

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
