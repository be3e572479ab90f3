import { and, eq, gt } from 'drizzle-orm'
import { db } from '@/db'
import { draftFiles, drafts } from '@/db/schema/registrations'
import { type PreparedFile, prepareFile } from '@/features/files/commands'
import type { Answers } from '@/lib/fields'
import { hashToken, randomToken, seal, sealBytes, unseal, unsealBytes } from '@/lib/secrets'

/** How long an unfinished form waits: three days, then the worker sweeps it away. */
const DRAFT_LIFE = 3 * 24 * 60 * 60 * 1000

/**
 * Keeps an unfinished form. Its token stands in the address only, and is also the key that the answers are sealed with:
 * the database alone opens no draft.
 * @param token of the draft to go on with, or null to begin one
 * @returns the draft's token
 */
export async function saveDraft(
  categoryId: string,
  token: string | null,
  answers: Answers,
  now: Date,
): Promise<string> {
  const key = token ?? randomToken()
  const row = {
    sealed: seal(JSON.stringify(answers), key, categoryId),
    expiresAt: new Date(now.getTime() + DRAFT_LIFE),
  }
  await db()
    .insert(drafts)
    .values({ tokenHash: hashToken(key), categoryId, ...row })
    .onConflictDoUpdate({ target: drafts.tokenHash, set: row, setWhere: eq(drafts.categoryId, categoryId) })
  return key
}

/** The answers of an unfinished form, or null where there is none (never was, was sent, or is too old). */
export async function readDraft(categoryId: string, token: string, now: Date): Promise<Answers | null> {
  const [row] = await db()
    .select({ sealed: drafts.sealed })
    .from(drafts)
    .where(and(eq(drafts.tokenHash, hashToken(token)), eq(drafts.categoryId, categoryId), gt(drafts.expiresAt, now)))
  return row ? (JSON.parse(unseal(row.sealed, token, categoryId)) as Answers) : null
}

/**
 * Keeps a file of an unfinished form, sealed as the form is; the one before, for the same question, is gone.
 * @returns its name, made safe: the answer to the question
 * @throws Refusal those of `prepareFile`, at `field`
 */
export async function saveDraftFile(
  token: string,
  { questionId, field, given }: { questionId: string; field: string; given: File },
): Promise<string> {
  const { name, type, data } = await prepareFile('document', given, { field })
  const row = { name, type, sealed: sealBytes(data, token, questionId) }
  await db()
    .insert(draftFiles)
    .values({ tokenHash: hashToken(token), questionId, ...row })
    .onConflictDoUpdate({ target: [draftFiles.tokenHash, draftFiles.questionId], set: row })
  return name
}

export async function removeDraftFile(token: string, questionId: string): Promise<void> {
  await db()
    .delete(draftFiles)
    .where(and(eq(draftFiles.tokenHash, hashToken(token)), eq(draftFiles.questionId, questionId)))
}

/** The files of an unfinished form, opened. */
export async function readDraftFiles(token: string): Promise<{ questionId: string; file: PreparedFile }[]> {
  const rows = await db()
    .select()
    .from(draftFiles)
    .where(eq(draftFiles.tokenHash, hashToken(token)))
  return rows.map(({ questionId, name, type, sealed }) => ({
    questionId,
    file: { kind: 'document', name, type, data: unsealBytes(sealed, token, questionId) },
  }))
}

/** Forgets an unfinished form at the person's wish. */
export async function discardDraft(categoryId: string, token: string): Promise<void> {
  await db()
    .delete(drafts)
    .where(and(eq(drafts.tokenHash, hashToken(token)), eq(drafts.categoryId, categoryId)))
}

/** The submission id that a draft becomes when it is sent: the same for every copy of the form. */
export function submissionIdOf(token: string): string {
  const hex = hashToken(`submission ${token}`)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
