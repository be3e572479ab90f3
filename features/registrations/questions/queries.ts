import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { db } from '@/db'
import { questions, registrations } from '@/db/schema/registrations'
import type { ManagedEvent, ViewedEvent } from '@/features/events/access'
import type { Field } from '@/lib/fields'
import { fieldOf, type Question, questionsAskedOf } from './rules'

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
export async function signUpQuestions(category: CategoryOfEvent): Promise<Field[]> {
  return (await ownQuestions(category, false)).map(fieldOf)
}

/** What is asked of a person now: what comes after acceptance once they know of theirs. Of a public form: no gate. */
export async function ownQuestions(category: CategoryOfEvent, isAccepted: boolean): Promise<Question[]> {
  return questionsAskedOf(await liveQuestions(category.eventId), category, isAccepted)
}

type CategoryOfEvent = { id: string; eventId: string }

/** The event's questions in use, in their order. Of a public form: no gate. */
export async function liveQuestions(eventId: string): Promise<Question[]> {
  return db()
    .select()
    .from(questions)
    .where(and(eq(questions.eventId, eventId), isNull(questions.retiredAt)))
    .orderBy(...IN_ORDER)
}

/** The questions that a registration has answers to, also those that are asked no more. Gate the registration before. */
export async function answeredQuestions(registration: {
  eventId: string
  answers: Record<string, string>
}): Promise<Question[]> {
  const ids = Object.keys(registration.answers).filter((id) => registration.answers[id])
  if (ids.length === 0) return []
  return db()
    .select()
    .from(questions)
    .where(and(eq(questions.eventId, registration.eventId), inArray(questions.id, ids)))
    .orderBy(...IN_ORDER)
}

/** How many have answered each question, and of what can be chosen how many chose it. Keys: the question's id, `{id}.{value}`. */
export async function countAnswers(event: ManagedEvent): Promise<Record<string, number>> {
  const [each, chosen] = await Promise.all([
    db().execute<{ key: string; count: number }>(
      sql`select key, count(*)::int as count from ${registrations}, jsonb_each_text(${registrations.answers}) where ${eq(registrations.eventId, event.id)} and value <> '' group by key`,
    ),
    db().execute<{ key: string; count: number }>(
      sql`select key || '.' || choice as key, count(*)::int as count from ${registrations}, jsonb_each_text(${registrations.answers}) answered join ${questions} on ${questions.id}::text = answered.key, unnest(string_to_array(answered.value, ',')) choice where ${eq(registrations.eventId, event.id)} and answered.value <> '' and ${inArray(questions.kind, ['choice', 'choices', 'yes'])} group by 1`,
    ),
  ])
  return Object.fromEntries([...each, ...chosen].map(({ key, count }) => [key, count]))
}
