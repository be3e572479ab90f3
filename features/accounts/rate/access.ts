import { headers } from 'next/headers'
import { countedAddress } from '@/lib/addresses'
import { env } from '@/lib/env'
import { Refusal } from '@/lib/errors'
import { log } from '@/lib/log'
import { takeTurn } from './commands'
import { PER_NETWORK } from './rules'

/**
 * One of the turns that the request's network has; nobody is counted where the proxies do not tell who asks.
 * @param contact whom to write to when all are used up: an event's secretariat
 * @returns the key that the turn was counted by, to give it back
 * @throws Refusal `network_wait` with { hours, email }, without a contact `network_wait_only` with { hours }
 */
export async function takeNetworkTurn(act: keyof typeof PER_NETWORK, contact?: string): Promise<string[]> {
  const address = countedAddress((await headers()).get('x-forwarded-for'), env().PLENARY_PROXIES)
  if (!address) warnOnce()
  const key = [act, address ?? '']
  const { turns, hours } = PER_NETWORK[act]
  if (!address || (await takeTurn(key, turns, hours * 60 * 60))) return key
  throw contact ? new Refusal('network_wait', { hours, email: contact }) : new Refusal('network_wait_only', { hours })
}

let isWarned = false

function warnOnce(): void {
  if (!isWarned) log('warn', 'proxy_tells_no_address', { proxies: env().PLENARY_PROXIES })
  isWarned = true
}
