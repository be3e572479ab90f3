import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { client, db } from '@/db'
import { freshDatabase } from '@/e2e/fixtures/database'
import { recordAudit } from '../commands'
import { sealAudit, verifyAudit } from './commands'

let database: Awaited<ReturnType<typeof freshDatabase>>

test.describe.configure({ mode: 'default' })
test.beforeEach(async () => {
  database = await freshDatabase()
})
test.afterEach(() => database.drop())

const EVENT = randomUUID()
const write = (action: string, eventId: string | null = EVENT) =>
  db().transaction((tx) =>
    recordAudit(tx, {
      eventId,
      actor: { kind: 'system' },
      subject: 'event',
      subjectId: eventId,
      action,
      data: { a: 1 },
    }),
  )
const ofEvent = async () => (await verifyAudit()).find(({ chain }) => chain === EVENT)!

/** What only who owns the database itself can do: past the triggers. */
const tamper = (statement: string) =>
  client().begin(async (sql) => {
    await sql.unsafe('set local session_replication_role = replica')
    await sql.unsafe(statement)
  })

/** Seals until no entry is left: any transaction of the whole server, also of another test's database, may delay one. */
async function sealAll(): Promise<void> {
  await expect
    .poll(async () => {
      await sealAudit()
      const [left] =
        await client()`select count(*)::int as count from audit left join audit_seals on audit_id = id where audit_id is null`
      return left!.count
    })
    .toBe(0)
}

async function chainOfFive(): Promise<void> {
  for (const action of ['one', 'two', 'three', 'four', 'five']) await write(`event.${action}`)
  await sealAll()
}

test('each event has a chain of its own, which holds and grows', async () => {
  await chainOfFive()
  await write('user.signed_in', null)
  await sealAll()
  expect(await sealAudit()).toBe(0)
  const before = await ofEvent()
  expect(before).toMatchObject({ entries: 5, broken: null })
  await write('event.six')
  await sealAll()
  const after = await ofEvent()
  expect(after).toMatchObject({ entries: 6, broken: null })
  expect(after.end).not.toBe(before.end)
})

test('neither entries nor links can be changed or deleted by the application', async () => {
  await chainOfFive()
  for (const statement of [
    'update audit set action = action',
    'delete from audit',
    'truncate audit',
    'update audit_seals set hash = hash',
    'delete from audit_seals',
    'truncate audit_seals, audit',
  ])
    await expect(client().unsafe(statement)).rejects.toThrow()
})

for (const [what, statement, broken] of [
  [
    'an action is rewritten',
    "update audit set action = 'event.other' where action = 'event.three'",
    { position: 3, what: 'changed' },
  ],
  [
    'who did it is rewritten',
    `update audit set actor_id = '${randomUUID()}' where action = 'event.two'`,
    { position: 2, what: 'changed' },
  ],
  [
    'a time is moved by a microsecond',
    "update audit set at = at + interval '1 microsecond' where action = 'event.one'",
    { position: 1, what: 'changed' },
  ],
  [
    'its data are rewritten',
    `update audit set data = '{"a": 2}' where action = 'event.four'`,
    { position: 4, what: 'changed' },
  ],
  ['an entry is deleted', "delete from audit where action = 'event.three'", { position: 3, what: 'entry_gone' }],
  [
    'an entry is deleted with its link',
    "delete from audit_seals where position = 3; delete from audit where action = 'event.three'",
    { position: 3, what: 'missing' },
  ],
  [
    'two entries change places',
    'update audit_seals set position = -position where position in (2, 3); update audit_seals set position = 5 + position where position in (-2, -3)',
    { position: 2, what: 'changed' },
  ],
] as const)
  test(`the chain names the first broken entry where ${what}`, async () => {
    await chainOfFive()
    await tamper(statement)
    expect(await ofEvent()).toMatchObject({ broken })
  })

test('many who write while several seal leave chains without a gap', async () => {
  const writers = Array.from({ length: 20 }, async (_, at) => {
    for (let entry = 0; entry < 10; entry++) await write(`event.by_${at}`)
  })
  const sealers = Array.from({ length: 3 }, async () => {
    for (let round = 0; round < 8; round++) await sealAudit()
  })
  await Promise.all([...writers, ...sealers])
  await sealAll()
  expect(await ofEvent()).toMatchObject({ entries: 200, broken: null })
})

test('an entry whose transaction still runs waits, so that none gets in before what is sealed', async () => {
  let finish = () => {}
  const slow = db().transaction(async (tx) => {
    await recordAudit(tx, {
      eventId: EVENT,
      actor: { kind: 'system' },
      subject: 'event',
      subjectId: null,
      action: 'event.slow',
    })
    await new Promise<void>((resolve) => {
      finish = resolve
    })
  })
  await expect
    .poll(
      async () =>
        (
          await client()`select 1 from pg_stat_activity where state = 'idle in transaction' and datname = current_database()`
        ).length,
    )
    .toBe(1)
  await write('event.fast')
  expect(await sealAudit()).toBe(0)
  finish()
  await slow
  await sealAll()
  expect(await ofEvent()).toMatchObject({ entries: 2, broken: null })
})
