import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { SiteFrame } from '@/components/site-frame'
import { requireSession } from '@/features/accounts/access'
import { addPasskeyAction, beginPasskeyAction, removePasskeyAction } from '@/features/accounts/passkeys/actions'
import { NewPasskey } from '@/features/accounts/passkeys/passkey-button'
import { beginTotpAction, makeRecoveryCodesAction, removeTotpAction } from '@/features/accounts/second-factor/actions'
import { getFactors } from '@/features/accounts/second-factor/queries'
import { RecoveryCodes } from '@/features/accounts/second-factor/recovery-codes'
import { endSessionAction } from '@/features/accounts/sessions/actions'
import { listSessions } from '@/features/accounts/sessions/queries'
import { formatDate, formatDateTime } from '@/lib/dates'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/account'>

const DONE = ['totp', 'passkey', 'removed', 'ended']

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('account.title'), robots: { index: false } } : {}
}

/** The organiser's own account: second factor and sessions. */
export default async function Account({ params, searchParams }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const session = await requireSession(locale)
  const factors = await getFactors(session)
  const sessions = await listSessions(session.user.id)
  const { done } = await searchParams
  const t = texts(locale)
  const hasFactor = factors.hasTotp || factors.passkeys.length > 0
  return (
    <SiteFrame locale={locale} brand={{ name: 'Plenary', href: `/${locale}` }} path="/account">
      <div className="measure">
        <h1>{t('account.title')}</h1>
        <p className="mt-2 text-muted">{session.user.email}</p>
        <p className="mt-2">
          <Link href={`/${locale}/admin` as Route} prefetch={false}>
            {t('admin.all_events')}
          </Link>
        </p>
        {typeof done === 'string' && DONE.includes(done) && (
          <p id="done" role="status" className="done mt-4">
            {t(`account.done.${done}`)}
          </p>
        )}

        <h2 className="mt-10 mb-2">{t('account.second_factor')}</h2>
        <p className="mb-6 text-muted">{t('account.second_factor_text')}</p>

        <h3 className="mb-2">{t('account.totp')}</h3>
        <form action={(factors.hasTotp ? removeTotpAction : beginTotpAction).bind(null, locale)} className="mb-8">
          {factors.hasTotp && <p className="mb-3">{t('account.totp_on')}</p>}
          <button type="submit" className={`button ${factors.hasTotp ? 'button-danger' : 'button-quiet'}`}>
            {t(factors.hasTotp ? 'account.totp_remove' : 'account.totp_begin')}
          </button>
        </form>

        <h3 className="mb-2">{t('account.passkeys')}</h3>
        <ul className="mb-4">
          {factors.passkeys.map(({ id, name, createdAt }) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-4 border-b border-rule py-2">
              <span>
                {name} <span className="text-muted">{formatDate(createdAt, locale, 'UTC')}</span>
              </span>
              <form action={removePasskeyAction.bind(null, locale, id)}>
                <button type="submit" className="button-link min-h-11" aria-label={`${t('account.remove')}: ${name}`}>
                  {t('account.remove')}
                </button>
              </form>
            </li>
          ))}
        </ul>
        <NewPasskey
          begin={beginPasskeyAction.bind(null, locale)}
          add={addPasskeyAction.bind(null, locale)}
          name={t('account.passkey_name')}
          label={t('account.passkey_add')}
          failed={t('refusals.passkey_failed')}
        />

        {hasFactor && (
          <>
            <h3 className="mt-8 mb-2">{t('account.recovery')}</h3>
            <RecoveryCodes
              make={makeRecoveryCodesAction.bind(null, locale)}
              left={t('account.recovery_left', { count: factors.recoveryCodes })}
              submit={t('account.recovery_make')}
              keep={t('account.recovery_keep')}
            />
          </>
        )}

        <h2 className="mt-10 mb-2">{t('account.sessions')}</h2>
        <ul className="mb-4">
          {sessions.map(({ id, device, createdAt, lastSeenAt }) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-4 border-b border-rule py-2">
              <span>
                {device || t('account.device_unknown')}
                {id === session.session.id && <span className="tag tag-success ms-2">{t('account.this_one')}</span>}
                <br />
                <span className="text-sm text-muted">
                  {t('account.since', {
                    since: formatDateTime(createdAt, locale, 'UTC'),
                    seen: formatDateTime(lastSeenAt, locale, 'UTC'),
                  })}
                </span>
              </span>
              {id !== session.session.id && (
                <form action={endSessionAction.bind(null, locale, id)}>
                  <button type="submit" className="button-link min-h-11">
                    {t('account.end')}
                  </button>
                </form>
              )}
            </li>
          ))}
        </ul>
        {sessions.length > 1 && (
          <form action={endSessionAction.bind(null, locale, 'others')}>
            <button type="submit" className="button button-quiet">
              {t('account.end_others')}
            </button>
          </form>
        )}
      </div>
    </SiteFrame>
  )
}
