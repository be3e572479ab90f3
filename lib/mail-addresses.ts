import { domainToASCII } from 'node:url'

/** RFC 5321, 4.5.3.1: the longest local part, label and address. */
const LONGEST_LOCAL = 64
const LONGEST_LABEL = 63
const LONGEST_ADDRESS = 254

const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i

/**
 * The address as every mail server takes it, its domain in Punycode where it has letters beyond ASCII; null where it is
 * no one address that could exist. Letters beyond ASCII before the @ would need SMTPUTF8, which too few servers speak.
 */
export function asciiAddress(address: string): string | null {
  const at = address.lastIndexOf('@')
  const local = address.slice(0, Math.max(at, 0))
  const typed = address.slice(at + 1)
  // What is no host name as it stands (a port, a path, a percent sign) must not become one on the way.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(typed)) return null
  const domain = /[^\p{ASCII}]/u.test(typed) ? domainToASCII(typed) : typed
  const labels = domain.split('.')
  const isHost =
    labels.length > 1 &&
    labels.every((label) => label.length <= LONGEST_LABEL && LABEL.test(label)) &&
    /[a-z]/i.test(labels.at(-1)!)
  const ascii = `${local}@${domain}`
  return isHost && local.length <= LONGEST_LOCAL && LOCAL.test(local) && ascii.length <= LONGEST_ADDRESS ? ascii : null
}

/** True for one plain address that mail can be sent to. */
export function isDeliverable(address: string): boolean {
  return asciiAddress(address) !== null
}

/** True where an address has letters before the @ that few mail servers take, and would be right without them. */
export function hasForeignLetters(address: string): boolean {
  const at = address.lastIndexOf('@')
  const local = address.slice(0, Math.max(at, 0))
  return /[^\p{ASCII}]/u.test(local) && isDeliverable(local.replace(/[^\p{ASCII}]/gu, 'a') + address.slice(at))
}
