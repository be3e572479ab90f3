import { closeDatabase } from '@/db'
import { countUnsealed, verifyAudit } from '@/features/audit/chain/commands'
import { problem } from './problem'

/** Prints one line a chain of the audit; the exit code says whether all of them hold. */
async function verify(): Promise<void> {
  for (const { chain, entries, end, broken } of await verifyAudit()) {
    if (!broken) console.log(`${chain}: ${entries} entries hold, end ${end}`)
    else {
      console.log(`${chain}: broken at position ${broken.position}, entry ${broken.auditId} (${broken.what})`)
      process.exitCode = 1
    }
  }
  const unsealed = await countUnsealed()
  if (unsealed > 0) {
    console.log(`${unsealed} entries are older than a day and in no chain: is the worker running?`)
    process.exitCode = 1
  }
}

verify()
  .catch((error: unknown) => {
    console.error(problem(error))
    process.exitCode = 1
  })
  .finally(closeDatabase)
