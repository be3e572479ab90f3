import type { Chore } from '@/features/mail/worker/commands'
import { forgetImports } from '../import/commands'
import { serveSignUps, sweepSignUps } from '../sign-ups/commands'

/** What happens by itself in the agenda; each may run in several processes at once and twice in a row. */
export const AGENDA_CHORES: readonly Chore[] = [
  {
    name: 'sign_ups',
    everySeconds: 60,
    async run(now) {
      await sweepSignUps()
      await serveSignUps(now)
    },
  },
  { name: 'agenda_imports', everySeconds: 60 * 60, run: (now) => forgetImports(now) },
]
