/** An error of the command line as a sentence: what the person at the terminal can mend, without a stack. */
export function problem(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: string; cause?: unknown }
  const known = REASONS[code ?? (cause as { code?: string } | undefined)?.code ?? '']
  if (known) return `The database cannot be used: ${known} Check DATABASE_URL.`
  return error instanceof Error ? error.message : String(error)
}

/** By Node's and PostgreSQL's codes (PostgreSQL manual, appendix A). */
const REASONS: Record<string, string> = {
  ECONNREFUSED: 'nothing answers at its address.',
  ENOTFOUND: 'its host is not known.',
  ETIMEDOUT: 'it does not answer.',
  CONNECT_TIMEOUT: 'it does not answer.',
  '28P01': 'it refuses the name or the password.',
  '28000': 'it refuses the name or the password.',
  '3D000': 'the server has no database of that name.',
  '42501': 'its user may not create tables there.',
}
