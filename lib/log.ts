/**
 * One JSON line per event on standard output. Give ids, codes and counts, never names, addresses or tokens.
 */
export function log(level: 'info' | 'warn' | 'error', event: string, values: Record<string, unknown> = {}): void {
  const line = JSON.stringify({ at: new Date().toISOString(), level, event, ...values })
  process[level === 'error' ? 'stderr' : 'stdout'].write(`${line}\n`)
}

/** An unknown error as far as a log may know it: its class and where it was thrown, not its message's data. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = (error as { code?: unknown }).code
  return {
    error: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    stack: error.stack
      ?.split('\n')
      .filter((line) => line.trimStart().startsWith('at '))
      .slice(0, 6)
      .map((line) => line.trim()),
  }
}

/**
 * Keeps personal data out of what libraries print: a failed query's error carries the query's values, and so does
 * PostgreSQL's detail. Both are told by class, code and place instead.
 */
export function redactConsole(): void {
  const write = console.error.bind(console)
  console.error = (...values: unknown[]) => write(...values.map(redacted))
}

/** The value itself, or a line about it if it is a database's error. */
export function redacted(value: unknown): unknown {
  if (!(value instanceof Error)) return value
  const { cause } = value
  const isQuery = 'query' in value && 'params' in value
  const fromServer = [value, cause].find((error) => error instanceof Error && error.name === 'PostgresError')
  return isQuery || fromServer
    ? JSON.stringify({
        event: 'query_failed',
        ...describeError(fromServer ?? value),
        stack: describeError(value).stack,
      })
    : value
}
