/** Runs once when the server starts: the environment is checked and the worker begins. Nothing happens in the build. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs' && process.env.NEXT_PHASE !== 'phase-production-build') {
    const [{ env }, { redactConsole }, { noteConnections }] = await Promise.all([
      import('@/lib/env'),
      import('@/lib/log'),
      import('@/lib/addresses'),
    ])
    redactConsole()
    noteConnections()
    try {
      env()
    } catch (error) {
      // Next.js would report what is thrown here and go on listening.
      console.error(error instanceof Error ? error.message : error)
      process.exit(1)
    }
    if (env().PLENARY_WORKER === 'off') return
    const [
      { runWorker },
      { CHORES },
      { SPEAKER_CHORES },
      { CAMPAIGN_CHORES },
      { AGENDA_CHORES },
      { AUTOMATION_CHORES },
    ] = await Promise.all([
      import('@/features/mail/worker/commands'),
      import('@/features/registrations/chores/commands'),
      import('@/features/speakers/retention/commands'),
      import('@/features/campaigns/sending/commands'),
      import('@/features/agenda/chores/commands'),
      import('@/features/automations/commands'),
    ])
    const stop = new AbortController()
    process.once('SIGTERM', () => stop.abort())
    process.once('SIGINT', () => stop.abort())
    void runWorker({
      signal: stop.signal,
      chores: [...CHORES, ...SPEAKER_CHORES, ...CAMPAIGN_CHORES, ...AGENDA_CHORES, ...AUTOMATION_CHORES],
    })
  }
}
