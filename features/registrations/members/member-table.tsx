import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { PageLinks } from '@/components/page-links'
import { inLocale, type Locale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { type Texts, texts } from '@/lib/texts'
import { StateTag } from '../state-tag'
import type { Member } from './queries'

/** Members that one page shows: more make it slow on the machines ministries have. */
const PAGE_SIZE = 100

type Props = {
  locale: Locale
  members: Member[]
  /** Which hundred of them, as the address says it. */
  page: string | string[] | undefined
  /** Address of another page. */
  pageHref: (page: number) => string
  /** Address that a member's id is put behind. */
  base: string
  /** True: the focal point's view, to whom only what was told is shown. */
  isFocal?: boolean
  /** What can be done with each; `at` is its place among all. */
  acts?: (member: Member, at: number) => ReactNode
}

/** What a member is called; a place that nobody is named for yet is called what it is. */
export function nameOf(t: Texts, member: Parameters<typeof displayName>[0] & { isReserved: boolean }): string {
  return member.isReserved ? t('members.reserved') : displayName(member)
}

/** A delegation's members in its order, with what is missing for whom. */
export function MemberTable({ locale, members, page: asked, pageHref, base, isFocal = false, acts }: Props) {
  const t = texts(locale)
  if (members.length === 0) return <p className="text-muted">{t('members.none_yet')}</p>
  const hostName = ({ companionOfId }: Member) => {
    const host = companionOfId && members.find(({ id }) => id === companionOfId)
    return host ? displayName(host) : ''
  }
  const heads = ['name', 'role', 'state', 'missing'].map((name) => t(`members.columns.${name}`))
  const page = pageOf(members.length, asked)
  const before = (page - 1) * PAGE_SIZE
  return (
    <>
      <table className="table table-list">
        <caption className="sr-only">{t('members.title')}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            {acts && (
              <th scope="col">
                <span className="sr-only">{t('members.columns.acts')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {members.slice(before, before + PAGE_SIZE).map((member, at) => (
            <tr key={member.id}>
              <td data-label={heads[0]}>
                <Link href={`${base}/${member.id}` as Route} prefetch={false} className="font-semibold">
                  {nameOf(t, member)}
                </Link>
                {member.nativeName && <span className="block text-sm">{member.nativeName}</span>}
                <span className="block text-sm text-muted">{member.position}</span>
                {hostName(member) && (
                  <span className="block text-sm text-muted">{`${t('companions.of')}: ${hostName(member)}`}</span>
                )}
              </td>
              <td data-label={heads[1]}>
                {member.isHead && <strong className="block">{t('members.head')}</strong>}
                {member.roleName && !member.isHead ? inLocale(member.roleName, locale) : null}
                <span className="block text-sm text-muted">{inLocale(member.category.name, locale)}</span>
              </td>
              <td data-label={heads[2]}>
                <StateTag t={t} state={isFocal ? (member.toldState ?? member.state) : member.state} />
              </td>
              <td data-label={heads[3]}>
                {member.missing.length === 0
                  ? '—'
                  : member.missing.map((part) => t(`members.missing.${part}`)).join(', ')}
              </td>
              {acts && <td>{acts(member, before + at)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {members.length > PAGE_SIZE && (
        <PageLinks t={t} page={page} size={PAGE_SIZE} total={members.length} href={pageHref} />
      )}
    </>
  )
}

/** The page that an address asks for; one past the end is the last. */
function pageOf(count: number, asked: string | string[] | undefined): number {
  const page = typeof asked === 'string' && /^[1-9]\d{0,3}$/.test(asked) ? Number(asked) : 1
  return Math.min(page, Math.max(1, Math.ceil(count / PAGE_SIZE)))
}
