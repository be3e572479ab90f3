import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import { delegations, focalPoints } from '@/db/schema/delegations'
import { recordAudit } from '@/features/audit/commands'
import type { FocalDelegation } from '@/features/delegations/access'
import { deleteFile, prepareFile, storeFile } from '@/features/files/commands'
import { findFile } from '@/features/files/queries'
import { Refusal } from '@/lib/errors'
import { editable } from '../commands'

/**
 * Attaches a note verbale or letter of credentials; the secretariat says later whether it is in order.
 * @param given what the form's field `file` carried
 * @throws Refusal those of `editable`, `storeFile`; at file: those of `prepareFile`
 */
export async function attachCredentials(focal: FocalDelegation, given: unknown, now: Date): Promise<void> {
  editable(focal, now)
  const file = await prepareFile('credentials', given)
  const { delegation, event, actor } = focal
  await db().transaction(async (tx) => {
    await storeFile(tx, { eventId: event.id, owner: { delegationId: delegation.id }, kind: 'credentials', file })
    await tx
      .update(delegations)
      .set({ credentials: 'copy', updatedAt: now })
      .where(and(eq(delegations.id, delegation.id), eq(delegations.credentials, 'none')))
    await recordAudit(tx, {
      eventId: event.id,
      actor,
      subject: 'delegation',
      subjectId: delegation.id,
      action: 'delegation.credentials_attached',
    })
  })
}

/** @throws Refusal those of `editable`, `file_gone` */
export async function removeCredentials(focal: FocalDelegation, fileId: string, now: Date): Promise<void> {
  editable(focal, now)
  const { delegation, event, actor } = focal
  const file = await findFile(event.id, fileId)
  if (file?.delegationId !== delegation.id) throw new Refusal('file_gone')
  await db().transaction(async (tx) => {
    await deleteFile(tx, event.id, file.id)
    await recordAudit(tx, {
      eventId: event.id,
      actor,
      subject: 'delegation',
      subjectId: delegation.id,
      action: 'delegation.credentials_removed',
    })
  })
}

/** Notes that a focal point has come to the page, the first time. */
export async function seenByFocalPoint({ focalPoint }: FocalDelegation, now: Date): Promise<void> {
  if (!focalPoint || focalPoint.firstSeenAt) return
  await db().update(focalPoints).set({ firstSeenAt: now }).where(eq(focalPoints.id, focalPoint.id))
}
