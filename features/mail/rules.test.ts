import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { laneOf, mailIdOfUnsubscribe, unsubscribeToken, withLink } from './rules'

test('sign-in links leave before letters about one person, and those before letters to many', () => {
  expect(['sign_in', 'accepted', 'agenda_changed', 'whatever_comes'].map(laneOf)).toEqual([
    'urgent',
    'personal',
    'bulk',
    'personal',
  ])
})

test('the links are put in wherever they stand, escaped in the HTML part only', () => {
  const mail = { html: '<a href="{{link}}">{{link}}</a> {{unsubscribe}}', text: '{{link}} {{unsubscribe}}' }
  expect(withLink(mail, 'https://a.example/?b=1&c=2', 'https://a.example/u?d&e')).toEqual({
    html: '<a href="https://a.example/?b=1&#38;c=2">https://a.example/?b=1&#38;c=2</a> https://a.example/u?d&#38;e',
    text: 'https://a.example/?b=1&c=2 https://a.example/u?d&e',
  })
  expect(withLink(mail, '#').text).toBe('# #')
})

test('a token to end bulletins names its mail, and one that was changed names none', () => {
  const id = randomUUID()
  const token = unsubscribeToken(id)
  expect(token).toMatch(/^[\w.-]+$/)
  expect(mailIdOfUnsubscribe(token)).toBe(id)
  const proof = token.split('.')[1]!
  const forged = [
    '',
    id,
    `${id}.`,
    `${id}.${'A'.repeat(43)}`,
    `${id}.${proof}A`,
    `${id}.${proof}.x`,
    `${randomUUID()}.${proof}`,
    `${id.toUpperCase()}.${proof}`,
    `x.${proof}`,
  ]
  for (const wrong of forged) expect(mailIdOfUnsubscribe(wrong), wrong).toBeNull()
})
