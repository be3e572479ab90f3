import { and, eq } from 'drizzle-orm'
import { closeDatabase, db } from '@/db'
import { categories, events } from '@/db/schema/events'
import { consentPurposes } from '@/features/events/rules'
import { saveDraft } from '@/features/registrations/drafts/commands'
import { consentField } from '@/features/registrations/form/rules'
import { signUpQuestions } from '@/features/registrations/questions/queries'

/**
 * Filled forms of so many people, ready to be sent, as the steps of the form would have kept them. Arguments: slug of the
 * event, slug of a category with the delegates' form, how many. Prints their tokens as one line of JSON.
 */
async function makeDrafts(eventSlug: string, categorySlug: string, count: number): Promise<void> {
  const [found] = await db()
    .select({ event: events, categoryId: categories.id })
    .from(categories)
    .innerJoin(events, eq(events.id, categories.eventId))
    .where(and(eq(events.slug, eventSlug), eq(categories.slug, categorySlug)))
  if (!found) throw new Error('There is no such category.')
  const purposes = consentPurposes(found.event)
  const questions = await signUpQuestions({ id: found.categoryId, eventId: found.event.id })
  const choices = questions.filter(({ isRequired, options }) => isRequired && options)
  const now = new Date()
  const tokens = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      saveDraft(
        found.categoryId,
        null,
        {
          title: 'Ms',
          givenName: 'Aigul',
          familyName: 'Example',
          patronymic: 'Examplovna',
          nativeName: 'Айгүл Мысал',
          country: 'KZ',
          institution: 'Example Institution of the Republic',
          position: 'Example Function',
          email: `person-${index}@example.org`,
          phone: '+7 700 000 00 00',
          locale: 'en',
          interpretation: 'ru',
          diet: '',
          accessibility: '',
          ...Object.fromEntries(choices.map(({ name, options }) => [name, options!.at(-1)!])),
          ...Object.fromEntries(purposes.map((purpose) => [consentField(purpose), 'yes'])),
        },
        now,
      ),
    ),
  )
  console.log(JSON.stringify(tokens))
}

const [event = '', category = '', count] = process.argv.slice(2)
makeDrafts(event, category, Number(count)).finally(closeDatabase)
