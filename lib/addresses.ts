import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { isIPv4, isIPv6 } from 'node:net'

/**
 * From now on the x-forwarded-for of every request ends with the address of whoever is connected, as if Plenary were
 * one proxy more. Next.js takes the header as it comes, from anybody, and names the connection only where there is none.
 */
export function noteConnections(): void {
  subscribe('http.server.request.start', (message) => {
    const { headers, socket } = (message as { request: IncomingMessage }).request
    headers['x-forwarded-for'] = [headers['x-forwarded-for'] ?? [], socket.remoteAddress ?? ''].flat().join(', ')
  })
}

/**
 * What a request is counted by: the address that connected to the outermost of our proxies, of IPv6 its /64, which is
 * one household or office. Null where the proxies do not tell.
 * @param forwarded x-forwarded-for with the connection at its end
 * @param proxies how many of ours stand before Plenary; what stands left of theirs anybody may have written
 */
export function countedAddress(forwarded: string | null, proxies: number): string | null {
  const said =
    (forwarded ?? '')
      .split(',')
      .at(-1 - proxies)
      ?.trim() ?? ''
  const address = said.replace(/^::ffff:(?=[\d.]+$)/i, '').replace(/%.*/, '')
  if (isIPv4(address)) return address
  return isIPv6(address) ? network(address) : null
}

function network(address: string): string {
  // As URLs write it, so that one address has one spelling.
  const [head = [], tail = []] = new URL(`http://[${address}]`).hostname
    .slice(1, -1)
    .split('::')
    .map((groups) => groups.split(':').filter(Boolean))
  const zeros = Array<string>(8 - head.length - tail.length).fill('0')
  return `${[...head, ...zeros, ...tail].slice(0, 4).join(':')}::/64`
}
