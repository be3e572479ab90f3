import { expect, test } from '@playwright/test'
import { type ResendAnswer, resendOutcome, smtpOutcome } from '../transports/rules'
import { backOff, GIVE_UP_AFTER_MS, isTooLate, turnsWithinHorizon, verdict } from './rules'

const first = { attempts: 1, triedForMs: 0, random: 0 }

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
  const outcome = { is: 'retry', because: 'trouble', answer: '500' } as const
  expect(verdict(outcome, { ...first, triedForMs: GIVE_UP_AFTER_MS - 5_001 })).toEqual({ ...outcome, afterMs: 5_000 })
  expect(verdict(outcome, { ...first, triedForMs: GIVE_UP_AFTER_MS - 5_000 })).toEqual({
    is: 'dead',
    because: 'gave_up',
    answer: '500',
  })
  expect([GIVE_UP_AFTER_MS - 1, GIVE_UP_AFTER_MS, -86_400_000].map(isTooLate)).toEqual([false, true, false])
})

test('turns are given out for the next second and no further, whatever the rate', () => {
  const cases = [
    [0, 4, 4],
    [10, 4, 4],
    [250, 4, 3],
    [999, 4, 1],
    [1000, 4, 0],
    [60_000, 4, 0],
    [0, 0.5, 1],
    [1000, 0.5, 0],
    [0, 200, 200],
  ] as const
  for (const [aheadMs, perSecond, turns] of cases)
    expect(turnsWithinHorizon(aheadMs, perSecond), `${aheadMs} ${perSecond}`).toBe(turns)
})

test('a rate limit waits as long as the provider asks', () => {
  const outcome = resendOutcome(refused(429, 'rate_limit_exceeded', { 'retry-after': '7' }))
  expect(verdict(outcome, first)).toMatchObject({ is: 'retry', because: 'rate_limited', afterMs: 7_000 })
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

test("the provider's code is kept beside our own, and nothing of its words", () => {
  expect(resendOutcome(refused(422, 'validation_error')).answer).toBe('422 validation_error')
  expect(resendOutcome(refused(422, 'No delegate@example.org here')).answer).toBe('422')
  expect(resendOutcome(refused(null, 'application_error')).answer).toBeUndefined()
  const smtp = (response: string) => smtpOutcome({ code: 'EENVELOPE', responseCode: 550, response }).answer
  expect(smtp('550 5.1.1 <delegate@example.org>: no such user')).toBe('550 5.1.1')
  expect(smtp('550-5.7.26 first line')).toBe('550 5.7.26')
  expect(smtp('550 <delegate@example.org>: no such user')).toBe('550')
  expect(smtpOutcome({ code: 'ESOCKET' }).answer).toBeUndefined()
})

test('an id that is none, a retry-after that is none and a code that is none lead to no other outcome', () => {
  expect(resendOutcome({ data: { id: 'x'.repeat(101) }, error: null, headers: {} }).is).toBe('retry')
  for (const wait of ['', 'soon', '-5', 'Infinity', 'Wed, 21 Oct 2026 07:28:00 GMT'])
    expect(
      verdict(resendOutcome(refused(429, 'rate_limit_exceeded', { 'retry-after': wait })), first),
      wait,
    ).toMatchObject({
      is: 'retry',
      afterMs: 5_000,
    })
  const long = resendOutcome(refused(429, 'rate_limit_exceeded', { 'retry-after': '1e12' }))
  expect(verdict(long, first)).toMatchObject({ is: 'retry', afterMs: 3_600_000 })
  expect(smtpOutcome({ code: 'EMESSAGE', responseCode: 299, command: 'DATA' }).is).toBe('retry')
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
