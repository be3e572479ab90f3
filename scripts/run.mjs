import { spawn } from 'node:child_process'
import { environment, readRunning } from './environment.mjs'
import { ROOT } from './steps.mjs'

// Runs a TypeScript script beside the app: `node scripts/run.mjs scripts/sign-in.ts name@example.org`.
const running = readRunning()
const databaseUrl = process.env.DATABASE_URL || running?.databaseUrl
if (!databaseUrl) {
  console.error('There is no database: set DATABASE_URL, or run npm start in another window first.')
  process.exit(1)
}
const env = {
  ...process.env,
  ...environment({ databaseUrl, publicUrl: process.env.PUBLIC_URL || running?.publicUrl || 'http://localhost:3000' }),
}
const child = spawn(process.execPath, ['--import', 'tsx', ...process.argv.slice(2)], {
  cwd: ROOT,
  env,
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
