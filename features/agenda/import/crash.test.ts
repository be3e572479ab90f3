import { type ChildProcess, spawn } from 'node:child_process'
import { expect, test } from '@playwright/test'
import { eq } from 'drizzle-orm'
import postgres from 'postgres'
import { db } from '@/db'
import { agendaImports, agendaReleases, agendaSessions, rooms } from '@/db/schema/agenda'
import { audit } from '@/db/schema/audit'
import { speakers } from '@/db/schema/speakers'
import { freshDatabase } from '@/e2e/fixtures/database'
import { frabJson, makeProgramme } from '@/e2e/fixtures/programme'
import { makeEvent, makeUser } from '@/e2e/fixtures/world'
import { gateEditedEvent } from '@/features/events/access'
import { readAgenda } from '../queries'
import { releaseAgenda } from '../releases/commands'
import { beginImport, takeOver } from './commands'

let database: Awaited<ReturnType<typeof freshDatabase>>

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())

const NOW = new Date('2026-10-01T00:00:00Z')
const STAY = { isShifted: false, isUpdating: false }

/** Runs a command in a process of its own, and kills it by force when all but its last line is written. */
async function killAtTheEnd(command: string): Promise<void> {
  const connection = postgres(database.url, { max: 1, onnotice: () => {} })
  let child: ChildProcess | undefined
  try {
    await connection.begin(async (holding) => {
      // The audit entry is the last thing that a command writes: nobody else can, and it waits there.
      await holding`lock table audit in share mode`
      const started = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', command], {
        env: { ...process.env, DATABASE_URL: database.url },
        stdio: 'inherit',
      })
      child = started
      const ended = new Promise((resolve) => started.once('exit', resolve))
      await expect
        .poll(
          async () => {
            if (started.exitCode !== null) throw new Error('It ended before it could be killed.')
            const [row] = await holding`
              select count(*)::int as waiting from pg_locks
              where not granted and relation = 'audit'::regclass`
            return row!.waiting
          },
          { timeout: 30_000 },
        )
        .toBe(1)
      started.kill('SIGKILL')
      await ended
    })
  } finally {
    child?.kill('SIGKILL')
    await connection.end()
  }
}

test('a process killed inside an import, and inside a release, leaves nothing half-written, and both work afterwards', async () => {
  const made = await makeEvent({
    startsAt: new Date('2026-10-16T04:00:00Z'),
    endsAt: new Date('2026-10-20T13:00:00Z'),
    timeZone: 'Asia/Almaty',
  })
  const user = { ...(await makeUser({ event: made })), locale: 'en' as const }
  const event = (await gateEditedEvent(user, made.slug))!
  const source = frabJson(makeProgramme('2026-10-16', { sessions: 60, rooms: 5, days: 2, speakers: 40 }))
  const file = await beginImport(event, { file: null, pasted: source }, NOW)
  const counts = () =>
    Promise.all(
      [agendaSessions, rooms, speakers, agendaReleases, agendaImports, audit].map((table) =>
        db().$count(table, eq(table.eventId, event.id)),
      ),
    )
  const gate = `
    const { gateEditedEvent } = await import('./features/events/access.ts')
    const event = await gateEditedEvent(${JSON.stringify(user)}, ${JSON.stringify(made.slug)})`

  const before = await counts()
  await killAtTheEnd(`${gate}
    const { takeOver } = await import('./features/agenda/import/commands.ts')
    await takeOver(event, ${JSON.stringify(file)}, ${JSON.stringify(STAY)})`)
  expect(await counts()).toEqual(before)
  expect(await readAgenda(event)).toMatchObject({ sessions: [], rooms: [], revision: 0 })
  expect(await takeOver(event, file, STAY)).toEqual({ made: 60, changed: 0 })

  const { revision } = await readAgenda(event)
  const imported = await counts()
  await killAtTheEnd(`${gate}
    const { releaseAgenda } = await import('./features/agenda/releases/commands.ts')
    await releaseAgenda(event, ${revision}, {}, new Date())`)
  expect(await counts()).toEqual(imported)
  expect((await readAgenda(event)).revision).toBe(revision)
  expect(await releaseAgenda(event, revision, {}, NOW)).toBe(1)
})
