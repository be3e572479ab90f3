import type { PublicEvent } from '@/features/events/access'
import { typeset } from '@/features/files/pdf/commands'
import { listPublicSpeakers } from '@/features/speakers/queries'
import type { Locale } from '@/lib/locales'
import { readRelease } from '../queries'
import { type Paper, type PaperProgramme, paperProgramme, printedSessions } from './rules'

const MOST_KEPT = 12

/** By all that a file says: the same one is set once in this process, however many ask for it at once. */
const kept = new Map<string, Uint8Array>()
const underway = new Map<string, Promise<Uint8Array>>()

export type ProgrammeFile = { data: Uint8Array; name: string; tag: string }

/** The released programme as a PDF; null while nothing is released. */
export async function programmeFile(event: PublicEvent, locale: Locale, paper: Paper): Promise<ProgrammeFile | null> {
  const release = await readRelease(event)
  if (!release) return null
  const ids = printedSessions(release.programme).flatMap(({ speakers }) => speakers.map(({ speakerId }) => speakerId))
  const people = await listPublicSpeakers(event, locale, [...new Set(ids)])
  const content = paperProgramme(event, release, people, locale, paper)
  // Not the release's id alone: a speaker's name or the event's may change, or be taken off, after it.
  const tag = await digest(JSON.stringify(content))
  const data = kept.get(tag) ?? (await (underway.get(tag) ?? set(tag, content)))
  return { data, name: `${event.slug}-${release.number}-${locale}.pdf`, tag }
}

function set(tag: string, content: PaperProgramme): Promise<Uint8Array> {
  const made = typeset('agenda/programme/programme.typ', content)
    .then((data) => {
      if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!)
      kept.set(tag, data)
      return data
    })
    .finally(() => underway.delete(tag))
  underway.set(tag, made)
  return made
}

async function digest(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Buffer.from(hash).toString('base64url')
}
