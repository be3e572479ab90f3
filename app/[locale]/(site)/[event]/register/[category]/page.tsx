import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { notFound } from 'next/navigation'
import { ofEvent, SiteFrame } from '@/components/site-frame'
import { getPublicCategory } from '@/features/events/access'
import { currentConsents } from '@/features/events/commands'
import { type ConsentPurpose, registrationWindow } from '@/features/events/rules'
import { readDraft } from '@/features/registrations/drafts/commands'
import { ClosedNotice } from '@/features/registrations/form/closed-notice'
import { draftCookie } from '@/features/registrations/form/rules'
import { FORM_ID, StepForm } from '@/features/registrations/form/step-form'
import { UnfinishedNotice } from '@/features/registrations/form/unfinished-notice'
import { heldInvitation } from '@/features/registrations/invitations/queries'
import { INVITATION_COOKIE } from '@/features/registrations/invitations/rules'
import { signUpQuestions } from '@/features/registrations/questions/queries'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/register/[category]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('register.title'), robots: { index: false } } : {}
}

/** The form begins here: nothing is kept before the first step is sent. */
export default async function Register({ params }: Props) {
  const { locale, event: eventSlug, category: categorySlug } = await params
  if (!isLocale(locale)) notFound()
  const { event, category } = await getPublicCategory(eventSlug, categorySlug)
  const now = new Date()
  const held = (await cookies()).get(INVITATION_COOKIE)?.value ?? null
  const window = registrationWindow(category, event, now, await heldInvitation(category, held, now))
  const frame = {
    ...ofEvent(event, locale),
    path: `/${event.slug}/register/${category.slug}`,
  }
  if (window.state !== 'open') {
    return (
      <SiteFrame {...frame}>
        <ClosedNotice locale={locale} event={event} window={window} />
      </SiteFrame>
    )
  }
  const { texts: consents } = await currentConsents(event)
  const purposes = Object.keys(consents) as ConsentPurpose[]
  const shape = { form: category.form, purposes, questions: await signUpQuestions(category) }
  const draft = (await cookies()).get(draftCookie(event.slug, category.slug).name)?.value
  const isUnfinished = draft && (await readDraft(category.id, draft, new Date()))
  return (
    <SiteFrame {...frame} switchForm={FORM_ID}>
      {isUnfinished && <UnfinishedNotice locale={locale} event={event.slug} category={category.slug} draft={draft} />}
      {window.waitingList && <p className="notice mb-8">{texts(locale)('register.waiting_list')}</p>}
      <StepForm
        locale={locale}
        event={event}
        category={category}
        shape={shape}
        step="person"
        draft={null}
        answers={{}}
        consents={consents}
      />
    </SiteFrame>
  )
}
