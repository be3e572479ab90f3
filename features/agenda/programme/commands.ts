import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { PaperProgramme } from './rules'

const HERE = path.join(process.cwd(), 'features', 'agenda', 'programme')

let last: Promise<unknown> = Promise.resolve()

/**
 * The programme as a PDF (PDF/UA-1: tagged, with title and language). One is set at a time, in a thread of its own.
 * @throws Error where the typesetter fails, which is a bug: no text that people write can make it
 */
export function typeset(programme: PaperProgramme): Promise<Uint8Array> {
  const run = () => inThread(programme)
  const made = last.then(run, run)
  last = made
  return made
}

async function inThread(programme: PaperProgramme): Promise<Uint8Array> {
  const template = await readFile(path.join(HERE, 'programme.typ'), 'utf8')
  return new Promise((resolve, reject) => {
    const thread = new Worker(path.join(HERE, 'typeset.mjs'), {
      workerData: { template, data: JSON.stringify(programme) },
    })
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', (code) => reject(new Error(`The typesetter ended with ${code}.`)))
  })
}
