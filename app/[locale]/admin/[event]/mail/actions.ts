'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { currentUser } from '@/features/accounts/access'
import { manageEvent, ownEvent } from '@/features/events/access'
import { resumeQueue, retryMail } from '@/features/mail/commands'
import { wakeWorker } from '@/features/mail/worker/commands'
import { changeAddress, resendMail } from '@/features/registrations/resending/commands'
import { ADDRESS } from '@/features/registrations/resending/rules'
import { type FormState, formAction, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'

// They stand here and not in features/mail, because that may not know the events' gates.

/** Sends a failed mail once more. */
export async function retryMailAction(asked: Locale, slug: string, mail: string): Promise<FormState> {
  const event = await manageEvent(slug)
  const locale = isLocale(asked) ? asked : DEFAULT_LOCALE
  return refusing(texts(locale), {}, async () => {
    await retryMail(event, mail)
    wakeWorker()
    redirect(`/${locale}/admin/${event.slug}/mail/${mail}?done=retried` as Route)
  })
}

/** Sends a mail about a registration once more, as it was. */
export async function resendMailAction(asked: Locale, slug: string, mail: string): Promise<FormState> {
  const event = await manageEvent(slug)
  const locale = isLocale(asked) ? asked : DEFAULT_LOCALE
  return refusing(texts(locale), {}, async () => {
    const again = await resendMail(event, mail)
    redirect(`/${locale}/admin/${event.slug}/mail/${again}?done=resent` as Route)
  })
}

/** Mends a mistyped address and sends the mail there. */
export async function changeAddressAction(
  asked: Locale,
  slug: string,
  mail: string,
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await manageEvent(slug)
  const locale = isLocale(asked) ? asked : DEFAULT_LOCALE
  return formAction(texts(locale), ADDRESS, form, async ({ email = '' }) => {
    const again = await changeAddress(event, mail, email, new Date())
    redirect(`/${locale}/admin/${event.slug}/mail/${again}?done=readdressed` as Route)
  })
}

/** Lets the whole queue go on. */
export async function resumeQueueAction(asked: Locale, slug: string): Promise<FormState> {
  const event = await ownEvent(slug)
  const locale = isLocale(asked) ? asked : DEFAULT_LOCALE
  await resumeQueue(event.actor, (await currentUser())?.isAdministrator)
  wakeWorker()
  redirect(`/${locale}/admin/${event.slug}/mail?done=resumed` as Route)
}
