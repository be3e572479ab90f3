import { sealAudit } from '@/features/audit/chain/commands'
import type { Chore } from '@/features/mail/worker/commands'
import { runRetention, sweepImports } from '../privacy/commands'
import { expireOffers, serveWaitingLists } from '../waiting-list/commands'

const MINUTE = 60
const HOUR = 60 * MINUTE

/** What happens by itself, beside the mails. Each may run in several processes at once and twice in a row. */
export const CHORES: readonly Chore[] = [
  {
    name: 'offers',
    everySeconds: MINUTE,
    async run(now) {
      await expireOffers(now)
      await serveWaitingLists(now)
    },
  },
  { name: 'audit', everySeconds: MINUTE, run: () => sealAudit() },
  { name: 'retention', everySeconds: HOUR, run: (now) => runRetention(now) },
  { name: 'imports', everySeconds: HOUR, run: (now) => sweepImports(now) },
]
