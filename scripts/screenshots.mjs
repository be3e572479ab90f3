import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findChromium } from './chromium.mjs'
import { freePort, Stop, stopChild, whenAbandoned } from './processes.mjs'
import { installPackages, ROOT, step } from './steps.mjs'

// `npm run screenshots` makes the README's pictures: as a new user would, from `npm start` with a data folder of its own.
const PICTURES = path.join(ROOT, 'docs', 'screenshots')
const open = { plenary: null, browser: null, folder: null }

/** Starts Plenary with its example. @returns its address, and the organiser's one-time sign-in link */
async function startPlenary() {
  open.folder = mkdtempSync(path.join(existsSync('/var/tmp') ? '/var/tmp' : tmpdir(), 'plenary-screenshots-'))
  const ours = /^(DATABASE_URL|PUBLIC_URL|RESEND_.*|SMTP_URL|MAIL_FROM|NEXT_SERVER_.*|PLENARY_.*)$/
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)))
  const port = await freePort(4180)
  open.plenary = spawn(process.execPath, [path.join(ROOT, 'scripts', 'start.mjs')], {
    env: { ...env, PLENARY_DATA: open.folder, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  return new Promise((resolve, reject) => {
    const read = (chunk) => {
      output += chunk
      const link = output.match(/\S+\/sign-in\/\S+/)?.[0]
      if (link && output.includes('Stop with')) resolve({ url: `http://localhost:${port}`, link })
    }
    open.plenary.stdout.on('data', read)
    open.plenary.stderr.on('data', read)
    open.plenary.once('exit', () => reject(new Stop(`Plenary did not start:\n${output.slice(-4000)}`)))
  })
}

/** Writes what the page shows, few colours in one file: a README is read on slow lines too. */
async function picture(page, name, { fullPage = false } = {}) {
  const { default: sharp } = await import('sharp')
  await page.evaluate(() => document.fonts.ready)
  const shot = await page.screenshot({ fullPage, animations: 'disabled', caret: 'hide' })
  await sharp(shot)
    .png({ palette: true, effort: 10 })
    .toFile(path.join(PICTURES, `${name}.png`))
}

/** Goes through one person's form, in the language of `address`. @param look called on each step with its name */
async function register(page, address, person, look) {
  const send = (name) => look(name).then(() => page.locator('#registration button.button').click())
  const fill = async (values) => {
    for (const [name, value] of Object.entries(values)) await page.locator(`#${name}`).fill(value)
  }
  await page.goto(address, { waitUntil: 'networkidle' })
  await fill(person.name)
  await send('person')
  await page.locator('input[id="country"]').fill(person.country)
  await page.locator('#country__listbox [role=option]').first().click()
  await fill(person.role)
  for (const [name, value] of Object.entries(person.choices)) await page.locator(`#${name}`).selectOption(value)
  await send('role')
  await fill({ email: person.email })
  await send('contact')
  // The example's own question: a first time.
  await page.locator('select[name^="q_"]').selectOption('no')
  await send('questions')
  for (const consent of ['processing', 'conduct']) await page.locator(`#consent_${consent}`).check()
  await send('consents')
  await page.waitForURL(/step=check/)
  await send('check')
  await page.waitForURL(/\/sent\//)
  await look('sent')
}

async function publicPictures(url) {
  const desktop = await open.browser.newPage({ viewport: { width: 1440, height: 1000 } })
  await desktop.goto(`${url}/en/example`, { waitUntil: 'networkidle' })
  await picture(desktop, 'event')
  await desktop.goto(`${url}/ru/example/agenda`, { waitUntil: 'networkidle' })
  await picture(desktop, 'agenda')

  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true }
  const kazakh = await open.browser.newPage(phone)
  await register(
    kazakh,
    `${url}/kk/example/register/parliamentarian`,
    {
      name: { title: 'ханым', givenName: 'Aizhan', familyName: 'Ulgibayeva', nativeName: 'Айжан Үлгібаева' },
      country: 'Қазақ',
      role: { institution: 'Үлгі ел Парламенті', chamber: 'Мәжіліс', position: 'Депутат' },
      choices: { delegationRole: 'member' },
      email: 'aizhan.ulgibayeva@example.org',
    },
    async (name) => {
      if (name === 'role') await picture(kazakh, 'registration-step', { fullPage: true })
    },
  )

  const russian = await open.browser.newPage(phone)
  await register(
    russian,
    `${url}/ru/example/register/delegate`,
    {
      name: { title: 'г-жа', givenName: 'Malika', familyName: 'Primerova', nativeName: 'Малика Примерова' },
      country: 'Таджик',
      role: { institution: 'Институт примеров', position: 'Научный сотрудник' },
      choices: {},
      email: 'malika.primerova@example.org',
    },
    async (name) => {
      if (name === 'sent') await picture(russian, 'sent', { fullPage: true })
    },
  )
}

async function adminPictures(url, link) {
  const page = await open.browser.newPage({ viewport: { width: 1440, height: 1000 } })
  await page.goto(link)
  await page.locator('main button').click()
  await page.waitForURL('**/en/admin')
  for (const [name, address] of [
    ['overview', '/en/admin/example'],
    ['registrations', '/en/admin/example/registrations'],
    ['questions', '/en/admin/example/settings/questions'],
    ['agenda-editor', '/en/admin/example/agenda'],
    ['versions', '/en/admin/example/agenda/versions'],
  ]) {
    await page.goto(`${url}${address}`, { waitUntil: 'networkidle' })
    await picture(page, name)
  }
  // The newest mail is the one to the person who has just registered.
  await page.goto(`${url}/en/admin/example/mail`)
  const newest = await page.locator('main a[href*="/mail/"]').first().getAttribute('href')
  await page.setViewportSize({ width: 680, height: 900 })
  await page.goto(`${url}${newest}/html`, { waitUntil: 'networkidle' })
  await picture(page, 'mail', { fullPage: true })
}

async function close() {
  await open.browser?.close()
  await stopChild(open.plenary)
  if (open.folder) rmSync(open.folder, { recursive: true, force: true })
}

async function screenshots() {
  await installPackages()
  const { chromium } = await import('@playwright/test')
  const { url, link } = await step('Plenary started', startPlenary)
  open.browser = await chromium.launch({
    executablePath: (await findChromium()) || undefined,
    args: ['--no-sandbox', '--disable-gpu'],
  })
  mkdirSync(PICTURES, { recursive: true })
  await step('Public pages', () => publicPictures(url))
  await step('Admin area and mail', () => adminPictures(url, link))
  console.log(`\nThe pictures are in ${path.relative(process.cwd(), PICTURES) || '.'}.`)
}

const interrupt = () => close().then(() => process.exit(130))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, interrupt)
whenAbandoned(interrupt)

screenshots()
  .catch((error) => {
    console.error(error instanceof Stop ? error.message : error)
    process.exitCode = 1
  })
  .then(close)
  .then(() => process.exit())
