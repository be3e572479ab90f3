import { Agent, request } from 'node:http'

/** As many people as press a button at once. */
export const CALLERS = 64

/**
 * Sends `calls` from 64 callers over as many kept-open connections; each caller sends its next call when the one before
 * is answered. What a browser would do with the answer (follow a redirect, load scripts) is not part of it.
 * @param calls.length how many; each `{ url, method?, headers?, body? }`
 * @param holds says whether an answer is the right one, from `{ status, headers }`
 * @returns `{ perSecond, p99 }`, p99 in milliseconds
 * @throws Error at the first wrong answer: what is refused quickly must not count as fast
 */
export async function load(calls, holds) {
  const agent = new Agent({ keepAlive: true, maxSockets: CALLERS })
  const times = []
  let next = 0
  async function caller() {
    while (next < calls.length) {
      const call = calls[next++]
      const began = performance.now()
      const answer = await send(call, agent)
      times.push(performance.now() - began)
      if (!holds(answer)) throw new Error(`${call.url} answered ${answer.status} ${answer.headers.location ?? ''}`)
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: CALLERS }, caller))
  const seconds = (performance.now() - began) / 1000
  agent.destroy()
  times.sort((a, b) => a - b)
  return { perSecond: calls.length / seconds, p99: times[Math.ceil(times.length * 0.99) - 1] }
}

function send({ url, method = 'GET', headers, body }, agent) {
  return new Promise((resolve, reject) => {
    const options = { agent, method, headers: { 'accept-encoding': 'gzip', ...headers } }
    const outgoing = request(url, options, (incoming) => {
      incoming.resume()
      incoming.on('end', () => resolve({ status: incoming.statusCode, headers: incoming.headers }))
      incoming.on('error', reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

/**
 * The call that a browser without JavaScript makes of a page's form: its hidden fields as they stand, and what is typed.
 * @param form attribute that the form has and no other on the page
 */
export async function formCall(url, form, typed = {}) {
  const html = await (await fetch(url)).text()
  const [, inside] = html.match(new RegExp(`<form[^>]*${form}[^>]*>(.*?)</form>`, 's')) ?? []
  if (inside === undefined) throw new Error(`There is no form at ${url}.`)
  const data = new FormData()
  for (const [tag] of inside.matchAll(/<input[^>]*type="hidden"[^>]*>/g))
    data.append(attribute(tag, 'name'), attribute(tag, 'value'))
  for (const [name, value] of Object.entries(typed)) data.append(name, value)
  const encoded = new Response(data)
  const body = Buffer.from(await encoded.arrayBuffer())
  const headers = {
    // Hundreds a second come from many networks.
    'x-forwarded-for': `10.${[0, 0, 0].map(() => Math.floor(Math.random() * 256)).join('.')}`,
    'content-type': encoded.headers.get('content-type'),
    'content-length': body.length,
    origin: new URL(url).origin,
  }
  return { url, method: 'POST', headers, body }
}

const ENTITIES = { '&quot;': '"', '&#x27;': "'", '&lt;': '<', '&gt;': '>', '&amp;': '&' }

function attribute(tag, name) {
  const value = tag.match(new RegExp(` ${name}="([^"]*)"`))?.[1] ?? ''
  return value.replace(/&(?:quot|#x27|lt|gt|amp);/g, (entity) => ENTITIES[entity])
}

/** The middle of an odd number of figures. */
export function median(figures) {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)]
}
