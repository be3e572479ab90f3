import { closeDatabase } from '@/db'
import { AGENDA_CHORES } from '@/features/agenda/chores/commands'
import { AUTOMATION_CHORES } from '@/features/automations/commands'
import { CAMPAIGN_CHORES } from '@/features/campaigns/sending/commands'
import { runWorker } from '@/features/mail/worker/commands'
import { CHORES } from '@/features/registrations/chores/commands'
import { SPEAKER_CHORES } from '@/features/speakers/retention/commands'
import { env } from '@/lib/env'

const stop = new AbortController()
process.once('SIGTERM', () => stop.abort())
process.once('SIGINT', () => stop.abort())

try {
  env()
  await runWorker({
    signal: stop.signal,
    chores: [...CHORES, ...SPEAKER_CHORES, ...CAMPAIGN_CHORES, ...AGENDA_CHORES, ...AUTOMATION_CHORES],
  })
  await closeDatabase()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
