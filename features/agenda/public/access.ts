import type { PublicEvent } from '@/features/events/access'
import { findFile, readFile, type StoredFile } from '@/features/files/queries'
import { readRelease } from '../queries'
import { isReleased, type Reader, visibleSessions } from './rules'

/** A session of the last release that the reader may know of, with that release; null for all else. */
export async function visibleSession(event: Pick<PublicEvent, 'id'>, sessionId: string, reader: Reader | null) {
  const release = await readRelease(event)
  const session = release && visibleSessions(release.programme, reader).find(({ id }) => id === sessionId)
  return session ? { release, session } : null
}

/**
 * A document that the last release names, of a session that is open to the reader; null for all else. Its file has the
 * last word: what was taken out, or is no longer public, opens for nobody, whatever a release says.
 */
export async function sessionFile(
  event: Pick<PublicEvent, 'id'>,
  sessionId: string,
  fileId: string,
  reader: Reader | null,
): Promise<StoredFile | null> {
  const found = await visibleSession(event, sessionId, reader)
  const isNamed = found?.session.isOpen && isReleased(found.session, fileId)
  const file = isNamed ? await findFile(event.id, fileId) : null
  return file?.isPublic && file.sessionId === sessionId ? readFile(event.id, file.id) : null
}
