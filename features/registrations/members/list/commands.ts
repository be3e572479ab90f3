import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import { imports } from '@/db/schema/registrations'
import { recordAudit } from '@/features/audit/commands'
import type { FocalDelegation } from '@/features/delegations/access'
import { Refusal } from '@/lib/errors'
import type { Answers } from '@/lib/fields'
import { isUuid } from '@/lib/ids'
import { readTable } from '@/lib/tables'
import { addMembers, editable, focalEmail } from '../commands'
import { listDelegationPlaces, listMembers, memberChoices } from '../queries'
import { CHUNK, type CheckedRow, checkPeople, MAX_ROWS, peopleOf } from './rules'

/**
 * Takes a list in, to be checked on its own page; nobody is entered yet.
 * @param defaults answers for cells that are empty or columns that are not there
 * @returns the import's id
 * @throws Refusal those of `editable` and `readTable`; at file: `list_heads`, `list_too_long` with { max }, `list_empty`
 */
export async function beginImport(
  focal: FocalDelegation,
  { file, pasted, defaults }: { file: unknown; pasted: string; defaults: Answers },
  now: Date,
): Promise<string> {
  editable(focal, now)
  const { table, encoding } = await readTable(file, pasted)
  const list = peopleOf(table, await memberChoices(focal.event))
  if (!list) throw new Refusal('list_heads', {}, 'file')
  const { columns, people } = list
  if (people.length === 0) throw new Refusal('list_empty', {}, 'file')
  if (people.length > MAX_ROWS) throw new Refusal('list_too_long', { max: MAX_ROWS }, 'file')
  const rows = people.map((person) => ({ ...person, answers: { ...defaults, ...person.answers } }))
  const userId = 'userId' in focal.actor ? focal.actor.userId : null
  const [made] = await db()
    .insert(imports)
    .values({
      eventId: focal.event.id,
      delegationId: focal.delegation.id,
      userId,
      list: { encoding, columns, rows },
      total: rows.length,
      createdAt: now,
    })
    .returning({ id: imports.id })
  return made!.id
}

/** A list on its way, checked as things stand now; null where the delegation has none of that id. */
export async function readImport(focal: FocalDelegation, importId: string) {
  if (!isUuid(importId)) return null
  const [row] = await db()
    .select()
    .from(imports)
    .where(and(eq(imports.id, importId), eq(imports.delegationId, focal.delegation.id)))
  if (!row) return null
  const [choices, members, places, fallbackEmail] = await Promise.all([
    memberChoices(focal.event),
    listMembers(focal.event, focal.delegation.id),
    listDelegationPlaces(focal),
    focalEmail(focal),
  ])
  const live = members.filter(({ state }) => !['withdrawn', 'declined', 'cancelled'].includes(state))
  const rows = row.list?.rows ?? []
  const checked = checkPeople(
    rows.map(({ answers }) => answers),
    choices,
    {
      present: new Set(live.map(({ personKey }) => personKey)),
      hasHead: live.some(({ isHead }) => isHead),
      fallbackEmail,
    },
  ).map((each, at) => ({ ...each, line: rows[at]!.line, said: rows[at]!.said }))
  const total = places.find(({ categoryId }) => categoryId === null)
  return { ...row, choices, checked, left: total ? total.capacity - total.taken : null }
}

export type OpenImport = NonNullable<Awaited<ReturnType<typeof readImport>>>

/** Rows that can be entered as they are. */
export function isGood({ errors, skipped }: CheckedRow): boolean {
  return errors.length === 0 && skipped === null
}

/**
 * Puts corrections in place of what the list said; keys are `line.column`, with the line's number in the spreadsheet.
 * @throws Refusal those of `editable`, `import_gone`
 */
export async function correctImport(
  focal: FocalDelegation,
  importId: string,
  corrections: Record<string, string>,
  now: Date,
): Promise<void> {
  editable(focal, now)
  const open = await openImport(focal, importId)
  if (!open.list) throw new Refusal('import_gone')
  const rows = open.list.rows.map((row) => {
    const mine = Object.entries(corrections).flatMap(([key, value]) => {
      const [line, column] = key.split('.')
      return line === String(row.line) && column ? [[column, value] as const] : []
    })
    return { ...row, answers: { ...row.answers, ...Object.fromEntries(mine) } }
  })
  await db()
    .update(imports)
    .set({ list: { ...open.list, rows } })
    .where(and(eq(imports.id, open.id), eq(imports.delegationId, focal.delegation.id)))
}

/**
 * Enters the next people of a list, `CHUNK` at most, in one transaction, and takes them off it.
 * @param mode `all`: refuse before the first where not all good rows fit; `first`: as many as fit
 * @returns how many good rows are left
 * @throws Refusal those of `editable` and `addMembers`, `import_gone`, `list_over_places` with { left, count }
 */
export async function importNext(
  focal: FocalDelegation,
  importId: string,
  mode: 'all' | 'first',
  now: Date,
): Promise<number> {
  editable(focal, now)
  const open = await openImport(focal, importId)
  const good = open.checked.flatMap((row, at) => (isGood(row) ? [at] : []))
  const room = open.left ?? good.length
  if (mode === 'all' && good.length > room) throw new Refusal('list_over_places', { left: room, count: good.length })
  const next = good.slice(0, Math.min(CHUNK, room))
  if (next.length === 0) return 0
  await addMembers(
    focal,
    next.map((at) => open.checked[at]!.answers),
    now,
    async (tx) => {
      const left = (open.list?.rows ?? []).filter((_, at) => !next.includes(at))
      const [mine] = await tx
        .update(imports)
        .set({
          list: open.list && left.length > 0 ? { ...open.list, rows: left } : null,
          done: open.done + next.length,
        })
        .where(and(eq(imports.id, open.id), eq(imports.done, open.done)))
        .returning({ id: imports.id })
      // The same list went on in another window.
      if (!mine) throw new Refusal('registration_changed')
      await recordAudit(tx, {
        eventId: focal.event.id,
        actor: focal.actor,
        subject: 'delegation',
        subjectId: focal.delegation.id,
        action: 'delegation.list_imported',
        data: { count: next.length },
      })
    },
  )
  return Math.min(good.length, room) - next.length
}

async function openImport(focal: FocalDelegation, importId: string): Promise<OpenImport> {
  const open = await readImport(focal, importId)
  if (!open) throw new Refusal('import_gone')
  return open
}
