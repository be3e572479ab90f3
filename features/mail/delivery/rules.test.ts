import { expect, test } from '@playwright/test'
import { type ResendAnswer, resendOutcome, smtpOutcome } from '../transports/rules'
import { backOff, GIVE_UP_AFTER_MS, isTooLate, verdict } from './rules'

const now = new Date('2026-01-02T00:00:00Z')
const first = { attempts: 1, firstTriedAt: now, now, random: 0 }

function refused(statusCode: number | null, name: string, headers: Record<string, string> = {}): ResendAnswer {
  return { data: null, error: { statusCode, name }, headers }
}

test('waiting doubles from 5 seconds to 1 hour, with up to a quarter of jitter', () => {
  expect([1, 2, 3, 10, 11, 500].map((attempts) => backOff({ attempts, random: 0 }))).toEqual([
    5_000, 10_000, 20_000, 2_560_000, 3_600_000, 3_600_000,
  ])
  expect(backOff({ attempts: 1, random: 0.5 })).toBe(5_625)
})

test('20 hours after the first try a person decides', () => {
  const before = new Date(now.getTime() - GIVE_UP_AFTER_MS + 5_001)
  const after = new Date(now.getTime() - GIVE_UP_AFTER_MS + 5_000)
  const outcome = { is: 'retry', because: 'trouble' } as const
  expect(verdict(outcome, { ...first, firstTriedAt: before })).toEqual({
    is: 'retry',
    because: 'trouble',
    afterMs: 5_000,
  })
  expect(verdict(outcome, { ...first, firstTriedAt: after })).toEqual({ is: 'dead', because: 'gave_up' })
  expect(isTooLate({ firstTriedAt: before, now })).toBe(false)
})

test('a rate limit waits as long as the provider asks', () => {
  const outcome = resendOutcome(refused(429, 'rate_limit_exceeded', { 'retry-after': '7' }))
  expect(verdict(outcome, first)).toEqual({ is: 'retry', because: 'rate_limited', afterMs: 7_000 })
})

test("Resend's answers are sorted into sent, again, stop and dead", () => {
  expect(resendOutcome({ data: { id: 'x' }, error: null, headers: {} })).toEqual({ is: 'sent', providerId: 'x' })
  const cases: [ResendAnswer, string][] = [
    [{ data: {}, error: null, headers: {} }, 'retry unreachable'],
    [{ data: null, error: null, headers: {} }, 'retry unreachable'],
    [refused(null, 'application_error'), 'retry unreachable'],
    [refused(500, 'internal_server_error'), 'retry trouble'],
    [refused(503, 'application_error'), 'retry trouble'],
    [refused(408, 'application_error'), 'retry trouble'],
    [refused(429, 'rate_limit_exceeded'), 'retry rate_limited'],
    [refused(409, 'concurrent_idempotent_requests'), 'retry in_progress'],
    [refused(409, 'invalid_idempotent_request'), 'dead changed'],
    [refused(401, 'missing_api_key'), 'pause key_refused'],
    [refused(401, 'restricted_api_key'), 'pause key_refused'],
    [refused(403, 'invalid_api_key'), 'pause key_refused'],
    [refused(403, 'validation_error'), 'pause sender_refused'],
    [refused(429, 'daily_quota_exceeded'), 'pause quota_spent'],
    [refused(429, 'monthly_quota_exceeded'), 'pause quota_spent'],
    [refused(422, 'validation_error'), 'dead refused'],
    [refused(400, 'invalid_idempotency_key'), 'dead refused'],
  ]
  for (const [answer, expected] of cases) {
    const outcome = resendOutcome(answer)
    expect(`${outcome.is} ${'because' in outcome ? outcome.because : ''}`, JSON.stringify(answer)).toBe(expected)
  }
})

test("a mail server's replies are sorted alike", () => {
  const cases: [Parameters<typeof smtpOutcome>[0], string][] = [
    [{ code: 'ESOCKET' }, 'retry unreachable'],
    [{ code: 'ETIMEDOUT' }, 'retry unreachable'],
    [{ code: 'EABORT' }, 'retry unreachable'],
    [{ code: 'EPROTOCOL', responseCode: 554, command: 'CONN' }, 'retry unreachable'],
    [{ code: 'EMESSAGE', responseCode: 451, command: 'DATA' }, 'retry trouble'],
    [{ code: 'EAUTH', responseCode: 454, command: 'AUTH PLAIN' }, 'retry trouble'],
    [{ code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' }, 'pause key_refused'],
    [{ code: 'EENVELOPE', responseCode: 530, command: 'MAIL FROM' }, 'pause key_refused'],
    [{ code: 'EENVELOPE', responseCode: 553, command: 'MAIL FROM' }, 'pause sender_refused'],
    [{ code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' }, 'dead refused'],
    [{ code: 'EMESSAGE', responseCode: 554, command: 'DATA' }, 'dead refused'],
  ]
  for (const [error, expected] of cases) {
    const outcome = smtpOutcome(error)
    expect(`${outcome.is} ${'because' in outcome ? outcome.because : ''}`, JSON.stringify(error)).toBe(expected)
  }
})
