import type { EditedEvent } from '@/features/events/access'
import { changeSession, copyDay, createSession, removeSession, restoreSession } from '../commands'
import type { Act } from './schema'

/**
 * Does what the editor asks for.
 * @returns the ids of new sessions
 * @throws Refusal of the command that it calls
 */
export async function runAct(event: EditedEvent, act: Act): Promise<string[]> {
  switch (act.kind) {
    case 'create':
      return [await createSession(event, act.content)]
    case 'change':
      await changeSession(event, act.id, act.version, act.change)
      return []
    case 'remove':
      await removeSession(event, act.id, act.version)
      return []
    case 'restore':
      await restoreSession(event, act.id)
      return []
    case 'copyDay':
      return copyDay(event, act.from, act.to)
  }
}
