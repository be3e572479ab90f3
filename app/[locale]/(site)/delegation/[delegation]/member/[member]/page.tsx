import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Facts } from '@/components/facts'
import { Form } from '@/components/form'
import { requireUser } from '@/features/accounts/access'
import { focalDelegation } from '@/features/delegations/access'
import { isFrozen } from '@/features/delegations/rules'
import { memberAction, saveMemberAction } from '@/features/registrations/members/actions'
import { MemberForm, newMemberAnswers } from '@/features/registrations/members/member-form'
import { nameOf } from '@/features/registrations/members/member-table'
import { PortalFrame } from '@/features/registrations/members/portal-frame'
import { getMember, listMembers, memberChoices } from '@/features/registrations/members/queries'
import { MEMBER_CHANGEABLE } from '@/features/registrations/members/rules'
import { isLive, mayMove } from '@/features/registrations/rules'
import { StateTag } from '@/features/registrations/state-tag'
import { formLabels } from '@/lib/field-views'
import { inLocale, isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/delegation/[delegation]/member/[member]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('members.one'), robots: { index: false } } : {}
}

/** One member: what was entered, what is missing, what can be done. */
export default async function MemberPage({ params, searchParams }: Props) {
  const { locale, delegation: id, member: memberId } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale, `/${locale}/delegation/${id}`)
  const focal = await focalDelegation(id)
  const found = await getMember(focal, memberId)
  if (!found) notFound()
  const { registration, category } = found
  const [choices, all] = await Promise.all([memberChoices(focal.event), listMembers(focal.event, id)])
  const member = all.find((each) => each.id === registration.id)
  const { ask } = await searchParams
  const t = texts(locale)
  const base = `/${locale}/delegation/${id}`
  const here = `${base}/member/${memberId}`
  const place = { locale, delegation: id, member: memberId }
  const isOpen =
    focal.event.state !== 'archived' && !(focal.focalPoint && isFrozen(focal.event, focal.delegation, new Date()))
  const told = registration.toldState ?? registration.state
  const role = choices.roles.find((each) => each.id === registration.roleId)
  const answers = registration.isReserved
    ? {
        ...newMemberAnswers(focal, locale, choices),
        id: registration.id,
        category: category.slug,
        memberRole: role?.slug ?? '',
      }
    : {
        ...(Object.fromEntries(
          (
            [
              'title',
              'givenName',
              'familyName',
              'patronymic',
              'nativeName',
              'country',
              'institution',
              'position',
              'phone',
              'locale',
            ] as const
          ).map((name) => [name, registration[name]]),
        ) as Record<string, string>),
        id: registration.id,
        category: category.slug,
        memberRole: role?.slug ?? '',
        memberEmail: member?.hasOwnEmail ? registration.email : '',
      }
  const labels = formLabels(t)
  const acts = [
    ...(isLive(told) && !registration.isHead && !registration.isReserved ? (['head'] as const) : []),
    ...(isLive(told) && member?.hasOwnEmail && registration.state !== 'draft' ? (['invite'] as const) : []),
  ]
  const ending =
    registration.state === 'draft' ? 'remove' : mayMove('focal_point', told, 'withdrawn') ? 'withdraw' : null
  return (
    <PortalFrame locale={locale} focal={focal} path={`/member/${memberId}`}>
      <p>
        <Link href={base as Route} prefetch={false} className="inline-flex min-h-11 items-center text-sm">
          {inLocale(focal.delegation.name, locale)}
        </Link>
      </p>
      <h1 className="mb-3">{nameOf(t, registration)}</h1>
      <p className="mb-6">
        <StateTag t={t} state={told} />
      </p>
      {member && member.missing.length > 0 && (
        <p className="notice measure mb-6">
          {t('members.lacks', { what: member.missing.map((part) => t(`members.missing.${part}`)).join(', ') })}
        </p>
      )}
      {isOpen && MEMBER_CHANGEABLE.includes(told) ? (
        <MemberForm
          key={registration.version}
          locale={locale}
          focal={focal}
          choices={choices}
          answers={answers}
          action={saveMemberAction.bind(null, place)}
          submit={t('members.save')}
        />
      ) : (
        <Facts
          rows={[
            { label: t('review.columns.category'), value: inLocale(category.name, locale) },
            { label: t('fields.position.label'), value: registration.position },
            { label: t('fields.institution.label'), value: registration.institution },
            { label: t('fields.memberEmail.label'), value: member?.hasOwnEmail ? registration.email : '' },
            { label: t('review.columns.reference'), value: registration.reference },
          ]}
        />
      )}
      {isOpen && (
        <section aria-label={t('members.columns.acts')} className="mt-10 flex flex-wrap items-start gap-3">
          {acts.map((act) => (
            <Form
              key={act}
              id={`act-${act}`}
              action={memberAction.bind(null, { ...place, act })}
              groups={[]}
              labels={labels}
              submit={t(`members.acts.${act}`)}
              tone="quiet"
            />
          ))}
          {mayMove('focal_point', told, 'withdrawn') && (
            <Link href={`${here}/substitute` as Route} prefetch={false} className="button button-quiet">
              {t('members.acts.substitute')}
            </Link>
          )}
          {ending &&
            (ask === ending ? (
              <div className="panel measure basis-full">
                <p className="mb-4">{t(`members.ask.${ending}`, { name: nameOf(t, registration) })}</p>
                <Form
                  id="ending"
                  action={memberAction.bind(null, { ...place, act: ending })}
                  groups={[]}
                  labels={labels}
                  submit={t(`members.acts.${ending}`)}
                  tone="danger"
                  beside={
                    <Link href={here as Route} prefetch={false} className="button button-quiet">
                      {t('team.keep')}
                    </Link>
                  }
                />
              </div>
            ) : (
              <Link href={`${here}?ask=${ending}` as Route} prefetch={false} className="button button-danger">
                {t(`members.acts.${ending}`)}
              </Link>
            ))}
        </section>
      )}
    </PortalFrame>
  )
}
