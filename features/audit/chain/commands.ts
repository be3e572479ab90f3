import { and, asc, desc, eq, isNull, lt, sql } from 'drizzle-orm'
import { db } from '@/db'
import { audit, auditSeals } from '@/db/schema/audit'
import { beginningOf, chainOf, linkHash } from './rules'

/** First key of the advisory lock that lets one process seal at a time. */
const SEAL_LOCK = 20231018
const BATCH = 1000

const ENTRY = {
  id: audit.id,
  eventId: audit.eventId,
  at: sql<string>`to_char(${audit.at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`,
  actor: audit.actor,
  actorId: audit.actorId,
  subject: audit.subject,
  subjectId: audit.subjectId,
  action: audit.action,
  data: audit.data,
}

/**
 * Links new entries into their event's chain. Only those of transactions that nothing older can still join: an entry
 * written later then always stands later. A restored database counts its transactions anew, so age counts too.
 * @returns how many were linked
 */
export async function sealAudit(): Promise<number> {
  let sealed = 0
  for (;;) {
    const count = await db().transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${SEAL_LOCK})`)
      const entries = await tx
        .select(ENTRY)
        .from(audit)
        .leftJoin(auditSeals, eq(auditSeals.auditId, audit.id))
        .where(
          and(
            isNull(auditSeals.auditId),
            sql`(${audit.transaction} < pg_snapshot_xmin(pg_current_snapshot()) or ${audit.at} < now() - interval '1 hour')`,
          ),
        )
        .orderBy(asc(audit.id))
        .limit(BATCH)
      const ends = new Map<string, { position: number; hash: string }>()
      const seals = []
      for (const entry of entries) {
        const chain = chainOf(entry)
        let end = ends.get(chain)
        if (!end) {
          const [last] = await tx
            .select({ position: auditSeals.position, hash: auditSeals.hash })
            .from(auditSeals)
            .where(eq(auditSeals.chain, chain))
            .orderBy(desc(auditSeals.position))
            .limit(1)
          end = last ?? { position: 0, hash: beginningOf(chain) }
        }
        const next = { position: end.position + 1, hash: linkHash(end.hash, entry) }
        ends.set(chain, next)
        seals.push({ auditId: entry.id, chain, ...next })
      }
      if (seals.length > 0) await tx.insert(auditSeals).values(seals)
      return seals.length
    })
    sealed += count
    if (count < BATCH) return sealed
  }
}

/** A chain as it was found. `end` is its last hash: written down elsewhere, it proves that nothing was cut off since. */
export type VerifiedChain = {
  chain: string
  entries: number
  end: string
  broken: { position: number; auditId: number; what: 'changed' | 'missing' | 'entry_gone' } | null
}

/**
 * Walks every chain from its beginning and names its first broken entry: changed (also moved or exchanged), a link
 * missing between, or an entry gone from under its link.
 */
export async function verifyAudit(): Promise<VerifiedChain[]> {
  const chains = await db().selectDistinct({ chain: auditSeals.chain }).from(auditSeals).orderBy(auditSeals.chain)
  const verified: VerifiedChain[] = []
  for (const { chain } of chains) verified.push(await verifyChain(chain))
  return verified
}

async function verifyChain(chain: string): Promise<VerifiedChain> {
  let position = 0
  let end = beginningOf(chain)
  for (;;) {
    const page = await db()
      .select({ seal: auditSeals, entry: ENTRY })
      .from(auditSeals)
      .leftJoin(audit, eq(audit.id, auditSeals.auditId))
      .where(and(eq(auditSeals.chain, chain), sql`${auditSeals.position} > ${position}`))
      .orderBy(asc(auditSeals.position))
      .limit(BATCH)
    for (const { seal, entry } of page) {
      const at = { position: position + 1, auditId: seal.auditId }
      const broken = (what: 'changed' | 'missing' | 'entry_gone') => ({
        chain,
        entries: position,
        end,
        broken: { ...at, what },
      })
      if (seal.position !== position + 1) return broken('missing')
      // A left join types each column as nullable; without the entry all of them are.
      if (!entry?.id) return broken('entry_gone')
      const hash = linkHash(end, entry as Parameters<typeof linkHash>[1])
      if (hash !== seal.hash) return broken('changed')
      position += 1
      end = hash
    }
    if (page.length < BATCH) return { chain, entries: position, end, broken: null }
  }
}

/** Entries that have stood outside the chains for longer than a day: then nobody seals. */
export async function countUnsealed(): Promise<number> {
  const [row] = await db()
    .select({ count: sql<number>`count(*)::int` })
    .from(audit)
    .leftJoin(auditSeals, eq(auditSeals.auditId, audit.id))
    .where(and(isNull(auditSeals.auditId), lt(audit.at, sql`now() - interval '1 day'`)))
  return row?.count ?? 0
}
