import { closeDatabase } from '@/db'
import { issueSignInLink } from '@/features/accounts/commands'
import { problem } from './problem'

/** Prints a one-time sign-in link for an organiser: for the day when no mail arrives. */
async function printSignInLink(email: string | undefined): Promise<void> {
  if (!email) throw new Error('Say for whom: npm run sign-in -- name@example.org')
  const link = await issueSignInLink(email)
  if (!link) throw new Error(`No organiser has the address ${email}.`)
  console.log(link)
}

printSignInLink(process.argv[2])
  .catch((error: unknown) => {
    console.error(problem(error))
    process.exitCode = 1
  })
  .finally(closeDatabase)
