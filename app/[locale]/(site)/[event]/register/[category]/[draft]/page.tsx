import type { Metadata, Route } from 'next'
import { cookies } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { ofEvent, SiteFrame } from '@/components/site-frame'
import { getPublicCategory } from '@/features/events/access'
import { currentConsents } from '@/features/events/commands'
import type { ConsentPurpose } from '@/features/events/rules'
import { readDraft, submissionIdOf } from '@/features/registrations/drafts/commands'
import { CheckAnswers } from '@/features/registrations/form/check-answers'
import { answersDigest } from '@/features/registrations/form/commands'
import { formFields, isStep, stepFields, stepsOf } from '@/features/registrations/form/rules'
import { FORM_ID, StepForm } from '@/features/registrations/form/step-form'
import { heldInvitation } from '@/features/registrations/invitations/queries'
import { INVITATION_COOKIE } from '@/features/registrations/invitations/rules'
import { readReceipt } from '@/features/registrations/queries'
import { signUpQuestions } from '@/features/registrations/questions/queries'
import { checkAnswers } from '@/lib/fields'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/register/[category]/[draft]'>

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { locale } = await params
  const { step } = await searchParams
  return isLocale(locale)
    ? {
        title: texts(locale)(`register.${isStep(step) || step === 'check' ? step : 'person'}.title`),
        robots: { index: false },
      }
    : {}
}

/** An unfinished form: one of its steps, or all answers to check. */
export default async function Draft({ params, searchParams }: Props) {
  const { locale, event: eventSlug, category: categorySlug, draft } = await params
  if (!isLocale(locale)) notFound()
  const now = new Date()
  const { event, category } = await getPublicCategory(eventSlug, categorySlug)
  const answers = await readDraft(category.id, draft, now)
  if (!answers) {
    const id = submissionIdOf(draft)
    if (await readReceipt(event.id, id, now)) redirect(`/${locale}/${event.slug}/sent/${id}` as Route)
    notFound()
  }
  const { texts: consents } = await currentConsents(event)
  const purposes = Object.keys(consents) as ConsentPurpose[]
  const shape = { form: category.form, purposes, questions: await signUpQuestions(category) }
  const { step } = await searchParams
  const frame = {
    ...ofEvent(event, locale),
    switchForm: FORM_ID,
    path: `/${event.slug}/register/${category.slug}/${draft}`,
  }

  if (step === 'check') {
    const wrong = stepsOf(shape).find((name) => checkAnswers(stepFields(shape, name), answers).errors.length > 0)
    if (wrong) redirect(`/${locale}${frame.path}?step=${wrong}` as Route)
    const shown = checkAnswers(formFields(shape), answers).answers
    return (
      <SiteFrame {...frame}>
        <CheckAnswers
          locale={locale}
          event={event}
          category={category}
          draft={draft}
          answers={shown}
          digest={answersDigest(answers)}
          shape={shape}
        />
      </SiteFrame>
    )
  }
  const held = (await cookies()).get(INVITATION_COOKIE)?.value ?? null
  const invited = step === 'contact' ? await heldInvitation(category, held, now) : null
  return (
    <SiteFrame {...frame}>
      <StepForm
        key={String(step)}
        locale={locale}
        event={event}
        category={category}
        shape={shape}
        step={isStep(step) ? step : 'person'}
        draft={draft}
        answers={{ ...(invited?.email ? { email: invited.email } : {}), ...answers }}
        consents={consents}
      />
    </SiteFrame>
  )
}
