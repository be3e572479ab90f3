import { type AddressInfo, createServer, type Socket } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/**
 * How the next message goes wrong: refused for now or for good, at its address or when it was read; or the line breaks,
 * or stays silent, before the answer. Those with `Delivered` keep the message first.
 */
export type SmtpFault =
  | 'later'
  | 'never'
  | 'noSuchAddress'
  | 'addressLater'
  | 'disconnect'
  | 'disconnectDelivered'
  | 'hangDelivered'

export type SmtpStandIn = {
  url: string
  port: number
  messages: { recipients: string[]; raw: string; mail: ParsedMail }[]
  faults: SmtpFault[]
  /** False: every password is wrong. */
  acceptsPassword: boolean
  close(): Promise<void>
}

/** A real SMTP server on 127.0.0.1 that keeps what it gets. `port` 0: any free one. */
export async function startSmtp(port = 0): Promise<SmtpStandIn> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    logger: false,
    onAuth: (_auth, _session, done) =>
      state.acceptsPassword ? done(null, { user: 'plenary' }) : done(reply(535, 'Wrong password')),
    onRcptTo(_address, _session, done) {
      const fault = state.faults[0]
      if (fault !== 'noSuchAddress' && fault !== 'addressLater') return done()
      state.faults.shift()
      done(fault === 'addressLater' ? reply(450, '4.2.0 Greylisted') : reply(550, '5.1.1 No such address'))
    },
    async onData(stream, session, done) {
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk as Buffer)
      const fault = state.faults.shift()
      if (fault === 'later') return done(reply(451, 'Try again later'))
      if (fault === 'never') return done(reply(554, 'Refused'))
      if (fault === 'disconnect') return void closeConnections()
      const raw = Buffer.concat(chunks).toString('utf8')
      state.messages.push({
        recipients: session.envelope.rcptTo.map(({ address }) => address),
        raw,
        mail: await simpleParser(raw),
      })
      if (fault === 'disconnectDelivered') return void closeConnections()
      if (fault !== 'hangDelivered') done()
    },
  })
  server.on('error', () => {})

  function closeConnections() {
    for (const connection of (server as unknown as { connections: Set<{ close(): void }> }).connections)
      connection.close()
  }

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const listening = (server.server.address() as AddressInfo).port
  const state: SmtpStandIn = {
    url: `smtp://plenary:secret@127.0.0.1:${listening}`,
    port: listening,
    messages: [],
    faults: [],
    acceptsPassword: true,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        closeConnections()
      }),
  }
  return state
}

function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

/** A server on 127.0.0.1 that greets every connection with `words` and says nothing more; null: not even that. */
export async function startNonsense(words: string | null): Promise<{ url: string; close(): Promise<void> }> {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => {})
    socket.on('data', () => words && socket.write(words))
    if (words) socket.write(words)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
}
