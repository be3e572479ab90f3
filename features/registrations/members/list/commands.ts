import { parse } from 'csv-parse/sync'
import { and, eq } from 'drizzle-orm'
import { unzipSync } from 'fflate'
import { readSheet } from 'read-excel-file/node'
import { db } from '@/db'
import { imports } from '@/db/schema/registrations'
import { recordAudit } from '@/features/audit/commands'
import type { FocalDelegation } from '@/features/delegations/access'
import { Refusal } from '@/lib/errors'
import type { Answers } from '@/lib/fields'
import { isUuid } from '@/lib/ids'
import { addMembers, editable, focalEmail } from '../commands'
import { listDelegationPlaces, listMembers, memberChoices } from '../queries'
import { CHUNK, type CheckedRow, checkPeople, MAX_ROWS, peopleOf } from './rules'

const MAX_MEGABYTES = 2
/** All that a workbook may unpack to. */
const MAX_UNPACKED = 64 * 1024 * 1024

/**
 * The table in an uploaded CSV or XLSX file or in pasted text.
 * @throws Refusal at file: `list_too_large` with { megabytes }, `list_not_table`, `list_empty`
 */
export async function readTable(given: unknown, pasted: string): Promise<unknown[][]> {
  if (!(given instanceof File) || given.size === 0) {
    if (!pasted.trim()) throw new Refusal('list_empty', {}, 'file')
    return parseText(pasted)
  }
  if (given.size > MAX_MEGABYTES * 1024 * 1024)
    throw new Refusal('list_too_large', { megabytes: MAX_MEGABYTES }, 'file')
  const bytes = Buffer.from(await given.arrayBuffer())
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04') return readWorkbook(bytes)
  // A control character other than a line's end or a tab: no text in any encoding we read.
  const text = decode(bytes)
  if (/[^\P{Cc}\t\r\n]/u.test(text)) throw new Refusal('list_not_table', {}, 'file')
  return parseText(text)
}

async function readWorkbook(bytes: Buffer): Promise<unknown[][]> {
  let unpacked = 0
  try {
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        unpacked += originalSize
        return false
      },
    })
    if (unpacked > MAX_UNPACKED) throw new Error('More than a list of people has.')
    return (await readSheet(bytes)) as unknown[][]
  } catch {
    throw new Refusal('list_not_table', {}, 'file')
  }
}

/** UTF-8, UTF-16 by its mark, else what Excel saves in our countries. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1251').decode(bytes)
  }
}

function parseText(text: string): unknown[][] {
  const head = text.slice(0, 2000).split('\n', 1)[0] ?? ''
  const delimiter = ['\t', ';', ','].find((sign) => head.includes(sign)) ?? ','
  try {
    return parse(text, {
      delimiter,
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      to: MAX_ROWS + 20,
    })
  } catch {
    throw new Refusal('list_not_table', {}, 'file')
  }
}

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
  const table = await readTable(file, pasted)
  const people = peopleOf(table, await memberChoices(focal.event))
  if (!people) throw new Refusal('list_heads', {}, 'file')
  if (people.length === 0) throw new Refusal('list_empty', {}, 'file')
  if (people.length > MAX_ROWS) throw new Refusal('list_too_long', { max: MAX_ROWS }, 'file')
  const rows = people.map((person) => ({ ...defaults, ...person }))
  const userId = 'userId' in focal.actor ? focal.actor.userId : null
  const [made] = await db()
    .insert(imports)
    .values({
      eventId: focal.event.id,
      delegationId: focal.delegation.id,
      userId,
      rows,
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
  const checked = checkPeople(row.rows ?? [], choices, {
    present: new Set(live.map(({ personKey }) => personKey)),
    hasHead: live.some(({ isHead }) => isHead),
    fallbackEmail,
  })
  const total = places.find(({ categoryId }) => categoryId === null)
  return { ...row, choices, checked, left: total ? total.capacity - total.taken : null }
}

export type OpenImport = NonNullable<Awaited<ReturnType<typeof readImport>>>

/** Rows that can be entered as they are. */
export function isGood({ errors, skipped }: CheckedRow): boolean {
  return errors.length === 0 && skipped === null
}

/**
 * Puts corrections in place of what the list said; keys are `row.column`, rows counted from 0.
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
  const rows = (open.rows ?? []).map((answers, at) => {
    const mine = Object.entries(corrections).flatMap(([key, value]) => {
      const [row, column] = key.split('.')
      return row === String(at) && column ? [[column, value] as const] : []
    })
    return { ...answers, ...Object.fromEntries(mine) }
  })
  await db()
    .update(imports)
    .set({ rows })
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
      const left = (open.rows ?? []).filter((_, at) => !next.includes(at))
      const [mine] = await tx
        .update(imports)
        .set({ rows: left.length > 0 ? left : null, done: open.done + next.length })
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
