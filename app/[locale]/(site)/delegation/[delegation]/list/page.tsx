import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { requireUser } from '@/features/accounts/access'
import { focalDelegation } from '@/features/delegations/access'
import { beginImportAction } from '@/features/registrations/members/list/actions'
import { PortalFrame } from '@/features/registrations/members/portal-frame'
import { memberChoices } from '@/features/registrations/members/queries'
import { formLabels } from '@/lib/field-views'
import { inLocale, isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/delegation/[delegation]/list'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('members.list.title'), robots: { index: false } } : {}
}

/** Where a list of members is uploaded or pasted. */
export default async function MemberList({ params }: Props) {
  const { locale, delegation: id } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale, `/${locale}/delegation/${id}/list`)
  const focal = await focalDelegation(id)
  const { categories } = await memberChoices(focal.event)
  const t = texts(locale)
  return (
    <PortalFrame locale={locale} focal={focal} path="/list">
      <p>
        <Link
          href={`/${locale}/delegation/${id}` as Route}
          prefetch={false}
          className="inline-flex min-h-11 items-center text-sm"
        >
          {inLocale(focal.delegation.name, locale)}
        </Link>
      </p>
      <h1 className="mb-3">{t('members.list.title')}</h1>
      <p className="measure mb-4">{t('members.list.text')}</p>
      <p className="mb-6 flex flex-wrap gap-x-6">
        {(['xlsx', 'csv'] as const).map((format) => (
          <a
            key={format}
            href={`/api/delegation/${id}/template/${format}?locale=${locale}`}
            className="inline-flex min-h-11 items-center"
          >
            {t(`members.list.template_${format}`)}
          </a>
        ))}
      </p>
      <Form
        id="list"
        action={beginImportAction.bind(null, { locale, delegation: id })}
        groups={[
          {
            fields: [
              {
                name: 'file',
                kind: 'file',
                label: t('members.list.file'),
                hint: t('members.list.file_hint'),
                isRequired: false,
                accept: '.csv,.tsv,.txt,.xlsx,text/csv',
                value: '',
              },
              {
                name: 'pasted',
                kind: 'multiline',
                label: t('members.list.pasted'),
                hint: t('members.list.pasted_hint'),
                isRequired: false,
                value: '',
              },
              {
                name: 'category',
                kind: 'choice',
                label: t('members.list.category'),
                hint: t('members.list.category_hint'),
                isRequired: true,
                options: categories.map(({ slug, name }) => ({ value: slug, label: inLocale(name, locale) })),
                value: categories[0]?.slug ?? '',
              },
            ],
          },
        ]}
        labels={formLabels(t)}
        submit={t('members.list.check')}
      />
    </PortalFrame>
  )
}
