import { Form } from '@/components/form'
import type { OwnPlace } from '@/features/registrations/schema'
import { formLabels } from '@/lib/field-views'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { SignUp } from '../public/queries'
import type { VisibleSession } from '../public/rules'
import { signUpAction } from './actions'
import { standingText } from './rules'

type Props = {
  locale: Locale
  place: OwnPlace
  session: VisibleSession
  signUp: SignUp | undefined
  isOpen: boolean
}

/** A person's place in a session: to take it, to wait for it, to give it back. */
export function SignUpPart({ locale, place, session, signUp, isOpen }: Props) {
  const t = texts(locale)
  return (
    <section aria-labelledby="sign-up" className="panel no-print mt-8">
      <h2 id="sign-up" className="mb-2 text-xl">
        {t('programme.sign_up.title')}
      </h2>
      {signUp && <p className="mb-3">{standingText(t, signUp, true)}</p>}
      {!signUp && session.capacity !== null && (
        <p className="mb-3">{t('programme.sign_up.places', { count: session.capacity })}</p>
      )}
      {isOpen ? (
        <Form
          key={signUp?.state ?? 'none'}
          id="sign-up-form"
          action={signUpAction.bind(null, place, session.id)}
          groups={[]}
          labels={formLabels(t)}
          submit={t(signUp ? 'programme.sign_up.cancel' : 'programme.sign_up.take')}
          tone={signUp ? 'quiet' : 'primary'}
        >
          <input type="hidden" name="sign-up" value={signUp ? 'cancel' : 'take'} />
        </Form>
      ) : (
        <p className="hint">{t('programme.sign_up.closed')}</p>
      )}
    </section>
  )
}
