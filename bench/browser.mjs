import { chromium } from '@playwright/test'
import { median } from './load.mjs'

/** Slow 4G, and a telephone a quarter as fast as this machine. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 }
const SLOWER = 4
const LOADS = 5

/**
 * What a first visit to a page costs a browser with nothing in its cache.
 * @param executablePath of `findChromium`
 * @returns bodies in bytes as they came over the line: `scripts`, `all`; `hosts`, the others that were asked; `lcp` (largest
 * contentful paint) in milliseconds, the median of five throttled loads
 */
export async function firstVisit(url, executablePath) {
  const browser = await chromium.launch({
    executablePath: executablePath || undefined,
    args: ['--no-sandbox', '--disable-gpu'],
  })
  try {
    const calm = await visit(browser, url, false)
    const lcps = []
    for (let round = 0; round < LOADS; round++) lcps.push((await visit(browser, url, true)).lcp)
    return { ...calm, lcp: median(lcps) }
  } finally {
    await browser.close()
  }
}

async function visit(browser, url, isSlow) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 })
  const page = await context.newPage()
  const hosts = new Set()
  page.on('request', (request) => hosts.add(new URL(request.url()).host))
  if (isSlow) {
    const devtools = await context.newCDPSession(page)
    await devtools.send('Network.enable')
    await devtools.send('Network.emulateNetworkConditions', NETWORK)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  }
  await page.goto(url, { waitUntil: 'networkidle' })
  const seen = await page.evaluate(async () => {
    const lcp = await new Promise((resolve) => {
      new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({
        type: 'largest-contentful-paint',
        buffered: true,
      })
    })
    const loaded = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    return { lcp, loaded: loaded.map(({ name, encodedBodySize }) => ({ name, bytes: encodedBodySize })) }
  })
  await context.close()
  hosts.delete(new URL(url).host)
  const sum = (entries) => entries.reduce((total, { bytes }) => total + bytes, 0)
  return {
    scripts: sum(seen.loaded.filter(({ name }) => new URL(name).pathname.endsWith('.js'))),
    all: sum(seen.loaded),
    hosts: [...hosts],
    lcp: seen.lcp,
  }
}
