import { expect, test } from '@playwright/test'
import { describeError, redacted } from './log'

test('a failed query is logged without the values that were in it', () => {
  const server = Object.assign(new Error('duplicate key value'), {
    name: 'PostgresError',
    code: '23505',
    detail: 'Key (email)=(aigul@example.org) already exists.',
  })
  const query = Object.assign(new Error('Failed query: insert into people\nparams: aigul@example.org'), {
    query: 'insert',
    params: ['aigul@example.org'],
    cause: server,
  })
  const line = String(redacted(query))
  expect(line).toContain('23505')
  expect(line).not.toContain('aigul')
})

test('other errors are logged as they are', () => {
  const error = new Error('disk full')
  expect(redacted(error)).toBe(error)
  expect(redacted('text')).toBe('text')
})

test('an error is described by its class and place, not by its message', () => {
  expect(JSON.stringify(describeError(new TypeError('cannot read name of aigul@example.org')))).not.toContain('aigul')
})
