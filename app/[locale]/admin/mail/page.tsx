import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageLinks } from '@/components/page-links'
import { requireUser } from '@/features/accounts/access'
import { InstallationFrame } from '@/features/accounts/installation-frame'
import { MailTable } from '@/features/mail/mailbox/mail-table'
import { listSystemMails, MAILS_PER_PAGE } from '@/features/mail/queries'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/mail'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('mailbox.system_title'), robots: { index: false } } : {}
}

/** The installation's own mails, like sign-in links: for administrators. */
export default async function SystemMailbox({ params, searchParams }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const user = await requireUser(locale)
  if (!user.isAdministrator) notFound()
  const asked = String((await searchParams).page)
  const page = /^[1-9]\d{0,5}$/.test(asked) ? Number(asked) : 1
  const { rows, total } = await listSystemMails({ page })
  const t = texts(locale)
  const base = `/${locale}/admin/mail`
  return (
    <InstallationFrame
      locale={locale}
      user={user}
      section="mail"
      path={`/admin/mail${page > 1 ? `?page=${page}` : ''}`}
    >
      <h1>{t('mailbox.system_title')}</h1>
      <p className="mt-2 mb-6 text-muted">{t('mailbox.system_intro')}</p>
      <MailTable locale={locale} timeZone="UTC" base={base} rows={rows} />
      <PageLinks
        t={t}
        page={page}
        size={MAILS_PER_PAGE}
        total={rows.length === 0 ? 0 : total}
        href={(to) => `${base}?page=${to}`}
      />
    </InstallationFrame>
  )
}
