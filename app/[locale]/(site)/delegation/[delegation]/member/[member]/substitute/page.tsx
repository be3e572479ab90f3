import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { focalDelegation } from '@/features/delegations/access'
import { substituteMemberAction } from '@/features/registrations/members/actions'
import { MemberForm, newMemberAnswers } from '@/features/registrations/members/member-form'
import { PortalFrame } from '@/features/registrations/members/portal-frame'
import { getMember, memberChoices } from '@/features/registrations/members/queries'
import { isLocale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/delegation/[delegation]/member/[member]/substitute'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('members.acts.substitute'), robots: { index: false } } : {}
}

/** Another person in a member's place. */
export default async function Substitute({ params }: Props) {
  const { locale, delegation: id, member } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale, `/${locale}/delegation/${id}`)
  const focal = await focalDelegation(id)
  const found = await getMember(focal, member)
  if (!found) notFound()
  const choices = await memberChoices(focal.event)
  const t = texts(locale)
  const name = displayName(found.registration)
  return (
    <PortalFrame locale={locale} focal={focal} path={`/member/${member}/substitute`}>
      <p>
        <Link
          href={`/${locale}/delegation/${id}/member/${member}` as Route}
          prefetch={false}
          className="inline-flex min-h-11 items-center text-sm"
        >
          {name}
        </Link>
      </p>
      <h1 className="mb-2">{t('members.substitute.title', { name })}</h1>
      <p className="measure mb-6 text-muted">{t('members.substitute.text')}</p>
      <MemberForm
        locale={locale}
        focal={focal}
        choices={choices}
        answers={newMemberAnswers(focal, locale, choices)}
        action={substituteMemberAction.bind(null, { locale, delegation: id, member })}
        submit={t('members.acts.substitute')}
        isSubstitute
      />
    </PortalFrame>
  )
}
