import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How the next request goes wrong. Those with `Delivered` take the mail first, as a provider may. */
export type Fault =
  | 'hang'
  | 'hangDelivered'
  | 'resetDelivered'
  | 'brokenJsonDelivered'
  | 'noJsonDelivered'
  | 'noIdDelivered'
  | 'emptyDelivered'
  | 'noHttpDelivered'
  | 'serverErrorDelivered'
  | 'serverError'
  | 'htmlError'
  | 'rateLimit'
  | 'unauthorised'
  | 'forbiddenSender'
  | 'quota'
  | 'invalid'
  | 'concurrent'

export type ReceivedMail = {
  from: string
  to: string[]
  subject: string
  html: string
  text: string
  reply_to?: string
  headers?: Record<string, string>
  tags?: { name: string; value: string }[]
  attachments?: { filename: string; content: string; content_type: string }[]
}

export type ResendStandIn = {
  url: string
  /** What was delivered, by idempotency key: the provider's promise is that no list is longer than one. */
  deliveries: Map<string, ReceivedMail[]>
  /** Requests of any outcome. */
  requests: number
  /** Requests that it answered 200, or would have. */
  taken: number
  /** False: what the mails say is not kept, so that ten thousand of them do not fill the memory. */
  keepsText: boolean
  /** Requests a second it takes, 5 as Resend does; raise it where the limit is not the matter. */
  limit: number
  /** Seconds that it asks to wait where it is asked too often. */
  retryAfter: number
  /** The next requests go wrong so, one each; `always` until it is null again. */
  faults: Fault[]
  always: Fault | null
  /** When each request came, in milliseconds. */
  arrivals: number[]
  /** What an answer waits for once the mail was taken; null: for nothing. */
  hold: ((mail: ReceivedMail) => Promise<unknown>) | null
  close(): Promise<void>
}

const KEYS_LIVE_MS = 24 * 3600_000

/** A server on 127.0.0.1 that answers POST /emails as api.resend.com does. `port` 0: any free one. */
export async function startResend(port = 0): Promise<ResendStandIn> {
  const keys = new Map<string, { body: string; at: number; id: string }>()
  const recent: number[] = []
  let serial = 0

  const server = createServer(async (request, response) => {
    state.requests += 1
    state.arrivals.push(performance.now())
    const body = await readBody(request)
    const key = String(request.headers['idempotency-key'] ?? '')
    const fault = state.always ?? state.faults.shift()

    if (request.method !== 'POST' || request.url !== '/emails') return fail(response, 404, 'not_found')
    if (fault === 'unauthorised' || !request.headers.authorization) return fail(response, 401, 'missing_api_key')
    if (fault === 'forbiddenSender') return fail(response, 403, 'validation_error')
    if (fault === 'quota') return fail(response, 429, 'daily_quota_exceeded')
    if (fault === 'rateLimit' || isTooFast())
      return fail(response, 429, 'rate_limit_exceeded', { 'retry-after': String(state.retryAfter) })
    if (fault === 'serverError') return fail(response, 500, 'internal_server_error')
    if (fault === 'htmlError')
      return void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>')
    if (fault === 'hang') return
    if (fault === 'invalid') return fail(response, 422, 'validation_error')
    if (fault === 'concurrent') return fail(response, 409, 'concurrent_idempotent_requests')

    const known = keys.get(key)
    const isAlive = known && Date.now() - known.at < KEYS_LIVE_MS
    if (isAlive && known.body !== digest(body)) return fail(response, 409, 'invalid_idempotent_request')
    const id = isAlive ? known.id : `stand-in-${++serial}`
    state.taken += 1
    if (!isAlive) {
      keys.set(key, { body: digest(body), at: Date.now(), id })
      const mail: ReceivedMail = JSON.parse(body)
      const kept = state.keepsText ? mail : { ...mail, html: '', text: '' }
      state.deliveries.set(key, [...(state.deliveries.get(key) ?? []), kept])
    }

    await state.hold?.(JSON.parse(body))
    if (fault === 'hangDelivered') return
    if (fault === 'resetDelivered') return void request.socket.destroy()
    if (fault === 'brokenJsonDelivered') return void response.writeHead(200).end('{"id": "stand')
    if (fault === 'noJsonDelivered') return void response.writeHead(200).end('<h1>OK</h1>')
    if (fault === 'noIdDelivered') return void response.writeHead(200).end('{"id": 7, "ok": true}')
    if (fault === 'emptyDelivered') return void response.writeHead(200).end()
    if (fault === 'noHttpDelivered') return void request.socket.end('220 Hello, this is not HTTP\r\n\r\n')
    if (fault === 'serverErrorDelivered') return fail(response, 500, 'internal_server_error')
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id }))
  })

  function isTooFast(): boolean {
    const now = Date.now()
    while (recent.length > 0 && recent[0]! <= now - 1000) recent.shift()
    if (recent.length >= state.limit) return true
    recent.push(now)
    return false
  }

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const state: ResendStandIn = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deliveries: new Map(),
    requests: 0,
    taken: 0,
    keepsText: true,
    limit: 5,
    retryAfter: 1,
    faults: [],
    always: null,
    arrivals: [],
    hold: null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return state
}

function digest(body: string): string {
  return createHash('sha256').update(body).digest('base64')
}

function fail(response: ServerResponse, statusCode: number, name: string, headers: Record<string, string> = {}): void {
  response.writeHead(statusCode, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify({ statusCode, name, message: name }))
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
