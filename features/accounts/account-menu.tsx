import type { Route } from 'next'
import Link from 'next/link'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { requireUser } from './access'
import { signOutAction } from './actions'

/** Who is signed in, and the way out. */
export async function AccountMenu({ locale }: { locale: Locale }) {
  const user = await requireUser(locale)
  const t = texts(locale)
  return (
    <form action={signOutAction.bind(null, locale)} className="flex items-center gap-4 text-sm">
      <Link href={`/${locale}/account` as Route} prefetch={false} title={t('account.title')} className="text-muted">
        {user.name ?? user.email}
      </Link>
      <button type="submit" className="button-link min-h-11">
        {t('admin.sign_out')}
      </button>
    </form>
  )
}
