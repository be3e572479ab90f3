import { eq } from 'drizzle-orm'
import { db, type Transaction } from '@/db'
import { delegations } from '@/db/schema/delegations'
import { insertDelegation } from '@/features/delegations/commands'
import { insertFocalPoint } from '@/features/delegations/focal-points/commands'
import { changeable, type ManagedEvent } from '@/features/events/access'
import { Refusal } from '@/lib/errors'
import type { Locale } from '@/lib/locales'
import { readTable } from '@/lib/tables'
import { applyQuotas, lockPlaces } from '../places/commands'
import { checkLines, type DelegationLine, isGoodLine, lineInput, MAX_DELEGATIONS } from './rules'

/**
 * A pasted list as it stands against the event's delegations; nothing is entered.
 * @throws Refusal at pasted: `list_empty`, `list_not_table`, `delegations_too_many` with { max }
 */
export async function readLines(event: ManagedEvent, pasted: string, tx?: Transaction): Promise<DelegationLine[]> {
  const { table } = await readTable(null, pasted, ['\t', ';']).catch((error: unknown) => {
    throw error instanceof Refusal ? new Refusal(error.code, error.values, 'pasted') : error
  })
  if (table.length > MAX_DELEGATIONS + 20) throw new Refusal('delegations_too_many', { max: MAX_DELEGATIONS }, 'pasted')
  const present = await (tx ?? db())
    .select({ name: delegations.name })
    .from(delegations)
    .where(eq(delegations.eventId, event.id))
  const lines = checkLines(
    table,
    present.map(({ name }) => name),
  )
  if (lines.length === 0) throw new Refusal('list_empty', {}, 'pasted')
  if (lines.length > MAX_DELEGATIONS) throw new Refusal('delegations_too_many', { max: MAX_DELEGATIONS }, 'pasted')
  return lines
}

/**
 * Adds the delegations of a list's good lines with their focal points and places, in one transaction; the others are
 * left. The same list again adds nothing, also at the same time. No mail: focal points are invited all at once.
 * @param locale the letters' language where a line says none
 * @returns how many were added, and the lines that still have something to correct
 * @throws Refusal `event_archived`, those of `readLines`
 */
export async function enterLines(
  event: ManagedEvent,
  pasted: string,
  locale: Locale,
): Promise<{ added: number; wrong: DelegationLine[] }> {
  changeable(event)
  return db().transaction(async (tx) => {
    // One list at a time: the next one reads what this one has added.
    await lockPlaces(tx, event)
    const lines = await readLines(event, pasted, tx)
    const good = lines.filter(isGoodLine)
    for (const { answers } of good) {
      const { delegation, focalPoint, places } = lineInput(answers, locale)
      const delegationId = await insertDelegation(tx, event, delegation)
      if (focalPoint) await insertFocalPoint(tx, event, delegationId, focalPoint)
      const of = { categoryId: null, delegationId, roleId: null }
      if (places !== null) await applyQuotas(tx, event, [{ of, capacity: places, field: 'pasted' }])
    }
    return { added: good.length, wrong: lines.filter(({ errors, skipped }) => errors.length > 0 && skipped === null) }
  })
}
