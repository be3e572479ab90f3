/** Runs once when the server starts, never during the build: the environment is checked and the worker begins. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NEXT_PHASE === 'phase-production-build') return
  const { env } = await import('@/lib/env')
  if (env().PLENARY_WORKER === 'off') return
  const { runWorker } = await import('@/features/mail/worker/commands')
  const stop = new AbortController()
  process.once('SIGTERM', () => stop.abort())
  process.once('SIGINT', () => stop.abort())
  void runWorker({ signal: stop.signal })
}
