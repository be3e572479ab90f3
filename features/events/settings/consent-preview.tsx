import { inLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { consentTexts } from '../rules'

/** The consents as the public reads them, unfolded one by one. */
export function ConsentPreview({ locale, wording }: { locale: Locale; wording: ReturnType<typeof consentTexts> }) {
  const t = texts(locale)
  return (
    <section aria-labelledby="consents" className="mt-12 max-w-3xl">
      <h2 id="consents" className="mb-2">
        {t('settings.consents')}
      </h2>
      <p className="mb-4 text-muted">{t('settings.consents_intro')}</p>
      {Object.entries(wording).map(([purpose, text]) => (
        <details key={purpose} className="border-t border-rule py-2">
          <summary className="min-h-8 cursor-pointer font-semibold">{t(`fields.consent_${purpose}.label`)}</summary>
          <p className="mt-1">{inLocale(text, locale)}</p>
        </details>
      ))}
    </section>
  )
}
