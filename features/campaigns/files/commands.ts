import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import { campaignFiles } from '@/db/schema/mail'
import { changeable, type ManagedEvent } from '@/features/events/access'
import { prepareFile } from '@/features/files/commands'
import { safeName } from '@/features/files/rules'
import { Refusal } from '@/lib/errors'
import { isUuid } from '@/lib/ids'
import { changeDraft } from '../commands'
import { MOST_FILES, MOST_MEGABYTES } from '../rules'
import { officeDocument } from './rules'

const MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
const FIELD = 'campaignFile'

/**
 * Looks a file through and attaches it to a draft: a PDF, a Word document or an Excel workbook as it is, a picture drawn
 * anew as JPEG.
 * @throws Refusal those of `prepareFile`, `event_archived`, `campaign_file_kind`, `campaign_files_large` with
 *   { megabytes }, `campaign_files_many` with { count }, and those of `changeDraft`
 */
export async function attachFile(event: ManagedEvent, number: number, version: number, given: unknown): Promise<void> {
  changeable(event)
  const file = await lookThrough(given)
  await db().transaction(async (tx) => {
    const campaign = await changeDraft(tx, event, number, version, {}, 'file_attached')
    const there = await tx
      .select({ size: campaignFiles.size })
      .from(campaignFiles)
      .where(eq(campaignFiles.campaignId, campaign.id))
    if (there.length >= MOST_FILES) throw new Refusal('campaign_files_many', { count: MOST_FILES }, FIELD)
    if (there.reduce((all, { size }) => all + size, file.data.length) > MOST_BYTES) throw tooLarge()
    await tx.insert(campaignFiles).values({ campaignId: campaign.id, ...file, size: file.data.length })
  })
}

/** @throws Refusal `event_archived`, and those of `changeDraft` */
export async function removeFile(event: ManagedEvent, number: number, version: number, fileId: string): Promise<void> {
  changeable(event)
  await db().transaction(async (tx) => {
    const campaign = await changeDraft(tx, event, number, version, {}, 'file_removed')
    if (!isUuid(fileId)) return
    await tx.delete(campaignFiles).where(and(eq(campaignFiles.id, fileId), eq(campaignFiles.campaignId, campaign.id)))
  })
}

async function lookThrough(given: unknown): Promise<{ name: string; type: string; data: Buffer }> {
  if (!(given instanceof File) || given.size === 0) throw new Refusal('file_empty', {}, FIELD)
  // Larger pictures may become small enough.
  const bytes = Buffer.from(await given.arrayBuffer())
  const office = officeDocument(bytes)
  if (office) {
    if (bytes.length > MOST_BYTES) throw tooLarge()
    if (office.isActive) throw new Refusal('campaign_file_active', {}, FIELD)
    return { name: safeName(given.name, office.type), type: office.type, data: bytes }
  }
  try {
    const { kind, ...file } = await prepareFile('document', given, { field: FIELD })
    if (file.data.length > MOST_BYTES) throw tooLarge()
    return file
  } catch (error) {
    if (error instanceof Refusal && error.code === 'file_not_document')
      throw new Refusal('campaign_file_kind', {}, FIELD)
    if (error instanceof Refusal && error.code === 'file_too_large') throw tooLarge()
    throw error
  }
}

function tooLarge(): Refusal {
  return new Refusal('campaign_files_large', { megabytes: MOST_MEGABYTES }, FIELD)
}
