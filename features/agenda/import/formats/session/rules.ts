import type { RefusalValues } from '@/lib/errors'
import { type Localized, languageOf } from '@/lib/locales'

export type FileKind = 'table' | 'frab_xml' | 'frab_json' | 'ical'

/** Something to be said about a session of a file: a sentence under paper.problems. */
export type Problem = { code: string; values?: RefusalValues }

/** A session as its file says it; nothing is compared with the event yet. */
export type ReadSession = {
  /** Its line in a table, else which of the file's sessions it is; from 1. */
  place: number
  /** What the file knows it by; '' where it says nothing. */
  uid: string
  title: Localized
  abstract: Localized
  /** By the clock that the file goes by: "2026-10-16T10:00"; null: no time. */
  start: string | null
  /** The same as an ISO moment, where the file says which it is. */
  moment: string | null
  minutes: number | null
  room: string
  track: string
  kind: string
  languages: string[]
  people: { name: string; role: string; biography?: string }[]
  /** What reading it found wrong. */
  errors: Problem[]
  notes: Problem[]
}

export type ReadFile = { kind: FileKind; sessions: ReadSession[] }

export function inItsLanguage(text: string): Localized {
  return text ? { [languageOf(text)]: text } : {}
}

export function listOf(text: string): string[] {
  return text
    .split(/[,;/|]/)
    .map((part) => part.trim())
    .filter(Boolean)
}

/** "90", "1:30", "01:30:00" (hours, minutes, seconds) → minutes; null for anything else. */
export function minutesOf(text: string): number | null {
  const clean = text.trim()
  if (/^\d{1,5}$/.test(clean)) return Number(clean)
  const parts = /^(\d{1,3}):(\d{1,2})(?::\d{1,2})?$/.exec(clean)
  return parts ? Number(parts[1]) * 60 + Number(parts[2]) : null
}

type Link = { title: string; url: string }

/** A text with the addresses that belong to it, a line each: sessions have no other place for them. */
export function withLinks(text: string, links: readonly Link[]): string {
  const lines = links
    .filter(({ url }) => /^https?:\/\//i.test(url) && !text.includes(url))
    .map(({ title, url }) => (title && title !== url ? `${title}: ${url}` : url))
  return [text, [...new Set(lines)].join('\n')].filter(Boolean).join('\n\n')
}
