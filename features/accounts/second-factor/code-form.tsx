import { Form } from '@/components/form'
import { fieldViews, formLabels } from '@/lib/field-views'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { MaybeHalf } from '../access'
import { PasskeyButton } from '../passkeys/passkey-button'
import { askPasskeyAction, giveCodeAction, givePasskeyAction } from './actions'
import { getFactors } from './queries'
import { CODE_FIELDS } from './rules'

/** Asks for the second factor: by passkey where there is one, by code of the app, or by recovery code. */
export async function SecondFactorForm({
  locale,
  session,
  to,
}: {
  locale: Locale
  session: MaybeHalf
  to: string | null
}) {
  const t = texts(locale)
  const { passkeys } = await getFactors(session)
  return (
    <>
      {passkeys.length > 0 && (
        <div className="mb-8">
          <PasskeyButton
            ask={askPasskeyAction.bind(null, locale)}
            give={givePasskeyAction.bind(null, { locale, to })}
            label={t('sign_in.use_passkey')}
            failed={t('refusals.passkey_failed')}
          />
        </div>
      )}
      <Form
        id="second-factor"
        action={giveCodeAction.bind(null, { locale, to })}
        groups={[{ fields: fieldViews(t, locale, CODE_FIELDS, {}) }]}
        labels={formLabels(t)}
        submit={t('sign_in.go_on')}
      />
    </>
  )
}
