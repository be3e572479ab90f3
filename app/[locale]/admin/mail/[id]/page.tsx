import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { InstallationFrame } from '@/features/accounts/installation-frame'
import { MailView } from '@/features/mail/mailbox/mail-view'
import { readMail } from '@/features/mail/queries'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/mail/[id]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('mailbox.one'), robots: { index: false } } : {}
}

/** One mail of the installation itself. */
export default async function SystemMail({ params }: Props) {
  const { locale, id } = await params
  if (!isLocale(locale)) notFound()
  const user = await requireUser(locale)
  const mail = user.isAdministrator && (await readMail(null, id, { showAccountLinks: true }))
  if (!mail) notFound()
  const base = `/${locale}/admin/mail`
  return (
    <InstallationFrame locale={locale} user={user} section="mail" path={`/admin/mail/${id}`}>
      <p>
        <Link href={base as Route} prefetch={false} className="inline-flex min-h-11 items-center text-sm">
          {texts(locale)('mailbox.system_title')}
        </Link>
      </p>
      <h1 className="mb-6" lang={mail.locale}>
        {mail.subject}
      </h1>
      <MailView locale={locale} timeZone="UTC" mail={mail} htmlAddress={`${base}/${mail.id}/html`} />
    </InstallationFrame>
  )
}
