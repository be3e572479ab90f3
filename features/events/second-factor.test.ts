import { expect, test } from '@playwright/test'
import { freshDatabase } from '@/e2e/fixtures/database'
import { makeEvent, makeUser } from '@/e2e/fixtures/world'
import { gateEvent } from './access'

test.beforeAll(async () => {
  await freshDatabase()
})

test('an event that asks for a second factor lets nobody in without one, administrators neither', async () => {
  const closed = await makeEvent({ needsSecondFactor: true })
  const open = await makeEvent()
  const administrator = { ...(await makeUser({ isAdministrator: true })), locale: 'en' as const }
  const owner = { ...(await makeUser({ event: closed, role: 'owner' })), locale: 'en' as const }
  for (const user of [administrator, owner]) {
    expect(await gateEvent(user, closed.slug, 'enter')).toBeNull()
    expect(await gateEvent({ ...user, hasSecondFactor: false }, closed.slug, 'enter')).toBeNull()
    expect(await gateEvent({ ...user, hasSecondFactor: true }, closed.slug, 'own')).not.toBeNull()
  }
  expect(await gateEvent(administrator, open.slug, 'own')).not.toBeNull()
})
