import type { ScreenData } from './rules'

/** What a screen heard last, and by how many milliseconds the server's clock was ahead of its own. */
type Heard = { data: ScreenData; ahead: number }

const key = (address: string) => `screen ${address}`

/** Keeps what was heard on the device, so that a start without a network has it. */
export function remember(address: string, heard: Heard): void {
  try {
    localStorage.setItem(key(address), JSON.stringify(heard))
  } catch {
    // A device that keeps nothing shows the board all the same.
  }
}

/** What this device heard last; null where it heard nothing, or keeps nothing. */
export function remembered(address: string): Heard | null {
  try {
    return JSON.parse(localStorage.getItem(key(address)) ?? 'null')
  } catch {
    return null
  }
}

const cacheName = () => `screen ${location.pathname}${location.search}`

/** Keeps the page with its styles, scripts and fonts, to be started from without a network. */
export async function keepPage(worker: string): Promise<void> {
  // Neither is there where the address is not https.
  if (!('serviceWorker' in navigator && 'caches' in window)) return
  const page = location.href.replace(/#.*/, '')
  const parts = performance
    .getEntriesByType('resource')
    .filter((part) => part instanceof PerformanceResourceTiming && part.initiatorType !== 'fetch')
    .map(({ name }) => name)
    .filter((name) => name.startsWith(`${location.origin}/`))
  const all = new Set([page, ...parts])
  try {
    await navigator.serviceWorker.register(worker, { scope: location.pathname })
    const cache = await caches.open(cacheName())
    await cache.addAll([...all])
    for (const request of await cache.keys()) if (!all.has(request.url)) await cache.delete(request)
  } catch {
    // Without a network: what was kept before stays.
  }
}

/** Forgets all that this device keeps of the screen: there is none any more. */
export async function forget(address: string): Promise<void> {
  localStorage.removeItem(key(address))
  if ('caches' in window) await caches.delete(cacheName())
}

/** Keeps the device from going to sleep, where it can; to be asked again whenever the page is seen anew. */
export function stayAwake(): void {
  if (document.visibilityState === 'visible') navigator.wakeLock?.request('screen').catch(() => undefined)
}
