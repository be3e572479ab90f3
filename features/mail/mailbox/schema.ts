import { MAIL_STATES } from '@/db/schema/mail'
import type { MailFilter } from '../queries'

/** The filter in an address; what is unknown there narrows nothing. */
export function readMailFilter(query: Record<string, string | string[] | undefined>): MailFilter {
  const text = (name: string, max: number) => {
    const value = query[name]
    return typeof value === 'string' ? value.trim().slice(0, max) : ''
  }
  const state = MAIL_STATES.find((known) => known === query.state)
  return { state: state ?? '', kind: text('kind', 60), search: text('q', 200) }
}

/** The filter and the page as the query of an address. */
export function mailQuery({ state, kind, search }: MailFilter, page: number): string {
  const query = new URLSearchParams(
    Object.entries({ q: search, state, kind, page: page > 1 ? String(page) : '' }).filter(([, value]) => value),
  )
  return query.size > 0 ? `?${query}` : ''
}
