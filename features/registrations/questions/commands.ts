import { and, asc, eq, sql } from 'drizzle-orm'
import { db, type Transaction } from '@/db'
import { events } from '@/db/schema/events'
import { questions, registrations } from '@/db/schema/registrations'
import { recordAudit } from '@/features/audit/commands'
import { changeable, type ManagedEvent } from '@/features/events/access'
import { Refusal } from '@/lib/errors'
import { inLocale, type Locale } from '@/lib/locales'
import { hasOptions, MAX_QUESTIONS, type Question, type QuestionInput, strayQuestion } from './rules'

/**
 * Adds a question at the end, or changes the one that `questionId` names.
 * @param locale in which a refusal names questions
 * @throws Refusal `event_archived`, `question_unknown`, `question_too_many`, `question_label` at questionLabel.en,
 *   `question_options` at option_new0.en, `question_kind_fixed` at questionKind, `question_option_chosen` with { name },
 *   `question_order` with { name }
 */
export async function saveQuestion(
  event: ManagedEvent,
  questionId: string | null,
  input: QuestionInput,
  locale: Locale,
): Promise<void> {
  changeable(event)
  if (Object.keys(input.label).length === 0) throw new Refusal('question_label', {}, 'questionLabel.en')
  if (hasOptions(input.kind) && input.options.length < 2)
    throw new Refusal('question_options', {}, `option_${input.options[0]?.value ?? 'new0'}.en`)
  await db().transaction(async (tx) => {
    const all = await lockQuestions(tx, event)
    const known = all.find(({ id }) => id === questionId)
    if (questionId !== null && !known) throw new Refusal('question_unknown')
    if (!known && all.length >= MAX_QUESTIONS) throw new Refusal('question_too_many', { count: MAX_QUESTIONS })
    if (known) await keepAnswered(tx, event, known, input, locale)
    const position = known?.position ?? (all.at(-1)?.position ?? -1) + 1
    const [saved] = known
      ? await tx.update(questions).set(input).where(eq(questions.id, known.id)).returning()
      : await tx
          .insert(questions)
          .values({ eventId: event.id, position, ...input })
          .returning()
    refuseStrays(known ? all.map((each) => (each.id === known.id ? saved! : each)) : [...all, saved!], locale)
    await record(tx, event, 'event.question_saved', saved!.id)
  })
}

/**
 * Puts a question at another place in the order, counted from 0.
 * @throws Refusal `event_archived`, `question_unknown`, `question_order` with { name }
 */
export async function moveQuestion(event: ManagedEvent, questionId: string, to: number, locale: Locale): Promise<void> {
  changeable(event)
  await db().transaction(async (tx) => {
    const all = await lockQuestions(tx, event)
    const moved = all.find(({ id }) => id === questionId)
    if (!moved) throw new Refusal('question_unknown')
    const order = all.filter((each) => each !== moved)
    order.splice(Math.max(0, Math.trunc(to)), 0, moved)
    refuseStrays(order, locale)
    for (const [position, { id }] of order.entries())
      await tx.update(questions).set({ position }).where(eq(questions.id, id))
    await record(tx, event, 'event.questions_ordered', questionId)
  })
}

/**
 * A retired question is asked no more; its answers stay.
 * @throws Refusal `event_archived`, `question_unknown`, `question_order` with { name }
 */
export async function retireQuestion(
  event: ManagedEvent,
  questionId: string,
  isRetired: boolean,
  locale: Locale,
  now: Date,
): Promise<void> {
  changeable(event)
  await db().transaction(async (tx) => {
    const all = await lockQuestions(tx, event)
    if (!all.some(({ id }) => id === questionId)) throw new Refusal('question_unknown')
    const retiredAt = isRetired ? now : null
    refuseStrays(
      all.map((each) => (each.id === questionId ? { ...each, retiredAt } : each)),
      locale,
    )
    await tx.update(questions).set({ retiredAt }).where(eq(questions.id, questionId))
    await record(tx, event, isRetired ? 'event.question_retired' : 'event.question_saved', questionId)
  })
}

/**
 * Deletes a question that nobody has answered.
 * @throws Refusal `event_archived`, `question_unknown`, `question_answered`, `question_order` with { name }
 */
export async function deleteQuestion(event: ManagedEvent, questionId: string, locale: Locale): Promise<void> {
  changeable(event)
  await db().transaction(async (tx) => {
    const all = await lockQuestions(tx, event)
    if (!all.some(({ id }) => id === questionId)) throw new Refusal('question_unknown')
    if (await isAnswered(tx, event, questionId)) throw new Refusal('question_answered')
    refuseStrays(
      all.filter(({ id }) => id !== questionId),
      locale,
    )
    await tx.delete(questions).where(eq(questions.id, questionId))
    await record(tx, event, 'event.question_deleted', questionId)
  })
}

/** One change of an event's questions at a time. */
async function lockQuestions(tx: Transaction, event: ManagedEvent): Promise<Question[]> {
  await tx.select({ id: events.id }).from(events).where(eq(events.id, event.id)).for('no key update')
  return tx
    .select()
    .from(questions)
    .where(eq(questions.eventId, event.id))
    .orderBy(asc(questions.position), asc(questions.id))
}

/** What was answered stays readable: the kind is fixed by then, and so is every option that somebody chose. */
async function keepAnswered(
  tx: Transaction,
  event: ManagedEvent,
  known: Question,
  input: QuestionInput,
  locale: Locale,
): Promise<void> {
  if (input.kind !== known.kind && (await isAnswered(tx, event, known.id)))
    throw new Refusal('question_kind_fixed', {}, 'questionKind')
  for (const { value, label } of known.options) {
    if (input.options.some((option) => option.value === value)) continue
    if (await isAnswered(tx, event, known.id, value))
      throw new Refusal('question_option_chosen', { name: inLocale(label, locale) }, `option_${value}.en`)
  }
}

async function isAnswered(tx: Transaction, event: ManagedEvent, questionId: string, value?: string): Promise<boolean> {
  const answer = sql`${registrations.answers} ->> ${questionId}`
  const [found] = await tx
    .select({ id: registrations.id })
    .from(registrations)
    .where(
      and(
        eq(registrations.eventId, event.id),
        value === undefined ? sql`${answer} <> ''` : sql`${value} = any(string_to_array(${answer}, ','))`,
      ),
    )
    .limit(1)
  return Boolean(found)
}

function refuseStrays(all: readonly Question[], locale: Locale): void {
  const stray = strayQuestion(all)
  if (stray) throw new Refusal('question_order', { name: inLocale(stray.label, locale) })
}

function record(tx: Transaction, event: ManagedEvent, action: string, question: string): Promise<void> {
  return recordAudit(tx, {
    eventId: event.id,
    actor: event.actor,
    subject: 'event',
    subjectId: event.id,
    action,
    data: { question },
  })
}
