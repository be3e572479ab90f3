import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Worker } from 'node:worker_threads'

const TYPESETTER = path.join(process.cwd(), 'features', 'files', 'pdf', 'typeset.mjs')

let last: Promise<unknown> = Promise.resolve()

/**
 * A PDF (PDF/UA-1: tagged, with title and language) of a Typst template below `features/`, which finds `data` as JSON in
 * `sys.inputs.data`. One is set at a time, in a thread of its own.
 * @throws Error where the typesetter fails, which is a bug: no text that people write can make it
 */
export function typeset(template: string, data: unknown): Promise<Uint8Array> {
  const run = () => inThread(template, data)
  const made = last.then(run, run)
  last = made
  return made
}

async function inThread(name: string, data: unknown): Promise<Uint8Array> {
  const template = await readFile(path.join(process.cwd(), 'features', name), 'utf8')
  return new Promise((resolve, reject) => {
    const thread = new Worker(TYPESETTER, { workerData: { template, data: JSON.stringify(data) } })
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', (code) => reject(new Error(`The typesetter ended with ${code}.`)))
  })
}
