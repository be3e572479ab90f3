import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ConsentForm } from '@/features/registrations/consents/consent-form'
import { readConsents } from '@/features/registrations/consents/queries'
import { ownRegistration } from '@/features/registrations/own/access'
import { OwnFrame } from '@/features/registrations/own/own-frame'
import { mayWithdraw, toldOf } from '@/features/registrations/own/rules'
import { isLive } from '@/features/registrations/rules'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/my/[token]/consents'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('my.parts.consents'), robots: { index: false } } : {}
}

/** What a person has agreed to, to give it, to read it and to change what is free. */
export default async function OwnConsents({ params }: Props) {
  const { locale, event: slug, token } = await params
  if (!isLocale(locale)) notFound()
  const own = await ownRegistration(slug, token)
  const { event, registration } = own
  const { version, stands } = await readConsents(own)
  const t = texts(locale)
  const home = `/${locale}/${event.slug}/my/${token}`
  const hasAnswered = stands.some(({ answer }) => answer)
  const isOpen = event.state !== 'archived' && (hasAnswered || isLive(toldOf(registration)))
  return (
    <OwnFrame locale={locale} event={event} token={token} path="/consents" title={t('my.parts.consents')}>
      <p className="measure mb-6">
        {!isOpen && t('refusals.correction_closed')}
        {isOpen && hasAnswered && t('my.consents.text')}
        {isOpen && !hasAnswered && `${t('my.consents.first')} ${t('register.consents.intro')}`}
      </p>
      <ConsentForm
        key={registration.version}
        locale={locale}
        timeZone={event.timeZone}
        place={{ locale, event: slug, token }}
        version={version}
        stands={stands}
        isOpen={isOpen}
      />
      {hasAnswered && (
        <section aria-labelledby="take-back" className="measure mt-10">
          <h2 id="take-back" className="mb-2 text-xl">
            {t('my.consents.take_back')}
          </h2>
          <p>{t('my.consents.take_back_text')}</p>
          <p className="flex flex-wrap gap-x-6">
            {event.state !== 'archived' && mayWithdraw(registration) && (
              <a href={`${home}/withdraw`} className="inline-flex min-h-11 items-center">
                {t('my.withdraw')}
              </a>
            )}
            <a href={`${home}/data`} className="inline-flex min-h-11 items-center">
              {t('my.erasure')}
            </a>
          </p>
        </section>
      )}
    </OwnFrame>
  )
}
