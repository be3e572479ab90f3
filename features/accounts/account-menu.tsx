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
      <span className="text-muted">{user.name ?? user.email}</span>
      <button type="submit" className="button-link min-h-11">
        {t('admin.sign_out')}
      </button>
    </form>
  )
}
