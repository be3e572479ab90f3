import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { db } from '@/db'
import { questions } from '@/db/schema/registrations'
import type { ViewedEvent } from '@/features/events/access'
import type { Field } from '@/lib/fields'
import { fieldOf, type Question } from './rules'

const IN_ORDER = [asc(questions.position), asc(questions.id)]

/** All questions of the event in their order, the retired ones too. */
export async function listQuestions(event: ViewedEvent): Promise<Question[]> {
  return db()
    .select()
    .from(questions)
    .where(eq(questions.eventId, event.id))
    .orderBy(...IN_ORDER)
}

/** What the sign-up of a category asks beside its fixed fields. Of a public form: no gate. */
export async function signUpQuestions(category: { id: string; eventId: string }): Promise<Field[]> {
  const asked = await askedQuestions(category)
  return asked.filter(({ isAfterAcceptance }) => !isAfterAcceptance).map(fieldOf)
}

/** All that is asked of a category, at sign-up and after acceptance. Of a public form: no gate. */
export async function askedQuestions(category: { id: string; eventId: string }): Promise<Question[]> {
  return db()
    .select()
    .from(questions)
    .where(
      and(
        eq(questions.eventId, category.eventId),
        isNull(questions.retiredAt),
        sql`(cardinality(${questions.categoryIds}) = 0 or ${category.id} = any(${questions.categoryIds}))`,
      ),
    )
    .orderBy(...IN_ORDER)
}
