import { chromium } from '@playwright/test'
import { median } from './load.mjs'

const DRAGS = 5
const STEPS = 60

/**
 * Drags a session of the agenda's editor down and up again, as a hand would, and reads the browser's own trace of it.
 * @param executablePath of `findChromium`
 * @returns `longTasks`: how many tasks of the page's main thread took over 50 ms while the pointer moved; `longest` of all
 * in milliseconds; of the saving after each drag: `saves`, requests for one; `saved`, milliseconds until it is answered
 */
export async function dragging(url, { cookie, session }, executablePath) {
  const browser = await chromium.launch({
    executablePath: executablePath || undefined,
    args: ['--no-sandbox', '--disable-gpu'],
  })
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    await context.addCookies([{ name: 'plenary-session', value: cookie, url, httpOnly: true, sameSite: 'Lax' }])
    const page = await context.newPage()
    await page.goto(url)
    await page.locator('.agenda-editor[data-ready="true"]').waitFor()
    const card = page.locator(`button[data-session="${session}"]`)
    await card.scrollIntoViewIfNeeded()
    const devtools = await browser.newBrowserCDPSession()
    const [tasks, saved] = [[], []]
    let saves = 0
    page.on('request', (request) => {
      if (request.method() === 'POST') saves++
    })
    for (let drag = 0; drag < DRAGS; drag++) {
      const box = await card.boundingBox()
      const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
      const by = (drag % 2 === 0 ? 1 : -1) * 48
      await page.mouse.move(at.x, at.y)
      await page.mouse.down()
      const events = await traced(devtools, async () => {
        for (let step = 1; step <= STEPS; step++) await page.mouse.move(at.x, at.y + (by * step) / STEPS)
      })
      tasks.push(...mainTasks(events))
      const answered = page.waitForResponse((response) => response.request().method() === 'POST')
      const began = performance.now()
      await page.mouse.up()
      await (await answered).finished()
      saved.push(performance.now() - began)
    }
    return {
      longTasks: tasks.filter((time) => time > 50).length,
      longest: Math.max(0, ...tasks),
      saves: saves / DRAGS,
      saved: median(saved),
    }
  } finally {
    await browser.close()
  }
}

async function traced(devtools, run) {
  const events = []
  const collect = ({ value }) => events.push(...value)
  devtools.on('Tracing.dataCollected', collect)
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'] },
  })
  await run()
  const done = new Promise((resolve) => devtools.once('Tracing.tracingComplete', resolve))
  await devtools.send('Tracing.end')
  await done
  devtools.off('Tracing.dataCollected', collect)
  return events
}

/** Lengths in milliseconds of all tasks that a page's main thread ran. */
function mainTasks(events) {
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  return events
    .filter(({ name, ph, pid, tid }) => name === 'RunTask' && ph === 'X' && mains.has(`${pid} ${tid}`))
    .map(({ dur }) => dur / 1000)
}
