import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { Stop } from './processes.mjs'
import { ROOT } from './steps.mjs'

/**
 * A Chromium: the one named, the machine's, Playwright's own, or Debian's package.
 * @returns its path; '' for Playwright's own
 * @throws Stop if there is none and none can be installed
 */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (starts(named)) return named
    throw new Stop(`CHROMIUM_PATH is ${named}, which does not start. Set it to a Chromium or leave it out.`)
  }
  // Ubuntu's chromium-browser may be a script that only says to install something else.
  const found = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].find(starts)
  if (found) return spawnSync('sh', ['-c', `command -v ${found}`], { encoding: 'utf8' }).stdout.trim()
  const { chromium } = await import('@playwright/test')
  const playwright = path.join(ROOT, 'node_modules', '.bin', 'playwright')
  spawnSync(playwright, ['install', 'chromium'], { cwd: ROOT, stdio: 'ignore', timeout: 300_000 })
  if (starts(chromium.executablePath())) return ''
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    if (starts('/usr/bin/chromium')) return '/usr/bin/chromium'
  }
  throw new Stop('There is no Chromium, and none could be installed. Install one and set CHROMIUM_PATH to it.')
}

function starts(browser) {
  return spawnSync(browser, ['--version'], { stdio: 'ignore' }).status === 0
}
