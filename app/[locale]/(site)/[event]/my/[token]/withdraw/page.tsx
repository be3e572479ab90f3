import type { Metadata, Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { Form } from '@/components/form'
import { ofEvent, SiteFrame } from '@/components/site-frame'
import { listCompanions } from '@/features/registrations/companions/queries'
import { comesAlong } from '@/features/registrations/companions/rules'
import { ownRegistration } from '@/features/registrations/own/access'
import { withdrawAction } from '@/features/registrations/own/actions'
import { mayWithdraw, toldOf } from '@/features/registrations/own/rules'
import { formLabels } from '@/lib/field-views'
import { inLocale, isLocale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/my/[token]/withdraw'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('my.withdraw'), robots: { index: false } } : {}
}

/** The second thought before withdrawing. */
export default async function Withdraw({ params }: Props) {
  const { locale, event: slug, token } = await params
  if (!isLocale(locale)) notFound()
  const { event, registration } = await ownRegistration(slug, token)
  const home = `/${locale}/${event.slug}/my/${token}`
  if (event.state === 'archived' || !mayWithdraw(registration)) redirect(home as Route)
  const companions = (await listCompanions(registration)).filter(comesAlong)
  const t = texts(locale)
  return (
    <SiteFrame {...ofEvent(event, locale)} path={`/${event.slug}/my/${token}/withdraw`}>
      <h1 className="mb-4">{t('my.withdraw_title')}</h1>
      <p className="text-lg">
        {t('my.withdraw_text', { name: displayName(registration), event: inLocale(event.name, locale) })}
      </p>
      <p className="mt-3 mb-8 text-muted">
        {t(`my.withdraw_effect.${toldOf(registration) === 'accepted' ? 'accepted' : 'other'}`)}
      </p>
      {companions.length > 0 && (
        <p className="notice mb-8">
          {t('companions.withdrawn_too', { names: companions.map((each) => displayName(each)).join(', ') })}
        </p>
      )}
      <Form
        id="withdrawal"
        action={withdrawAction.bind(null, { locale, event: event.slug, token })}
        groups={[]}
        labels={formLabels(t)}
        submit={t('my.withdraw_confirm')}
        tone="danger"
        beside={
          <a href={home} className="button button-quiet">
            {t('my.keep')}
          </a>
        }
      />
    </SiteFrame>
  )
}
