import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { focalDelegation } from '@/features/delegations/access'
import { saveMemberAction } from '@/features/registrations/members/actions'
import { MemberForm, newMemberAnswers } from '@/features/registrations/members/member-form'
import { PortalFrame } from '@/features/registrations/members/portal-frame'
import { memberChoices } from '@/features/registrations/members/queries'
import { inLocale, isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/delegation/[delegation]/member/new'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('members.add'), robots: { index: false } } : {}
}

/** One more member. */
export default async function NewMember({ params, searchParams }: Props) {
  const { locale, delegation: id } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale, `/${locale}/delegation/${id}`)
  const focal = await focalDelegation(id)
  const choices = await memberChoices(focal.event)
  const { done } = await searchParams
  const t = texts(locale)
  return (
    <PortalFrame locale={locale} focal={focal} path="/member/new">
      <p>
        <Link
          href={`/${locale}/delegation/${id}` as Route}
          prefetch={false}
          className="inline-flex min-h-11 items-center text-sm"
        >
          {inLocale(focal.delegation.name, locale)}
        </Link>
      </p>
      {done === 'added' && (
        <p role="status" className="done measure mb-6">
          {t('members.done.added')}
        </p>
      )}
      <h1 className="mb-6">{t('members.add')}</h1>
      <MemberForm
        locale={locale}
        focal={focal}
        choices={choices}
        answers={newMemberAnswers(focal, locale, choices)}
        action={saveMemberAction.bind(null, { locale, delegation: id })}
        submit={t('members.save')}
        beside={
          <button type="submit" name="another" value="yes" className="button button-quiet">
            {t('members.save_another')}
          </button>
        }
      />
    </PortalFrame>
  )
}
