import { and, desc, eq, isNull } from 'drizzle-orm'
import { db } from '@/db'
import { mails } from '@/db/schema/mail'
import { changes, consents, informationRequests, travelDocuments } from '@/db/schema/registrations'
import { listFiles } from '@/features/files/queries'
import { displayName } from '@/lib/names'
import { hostOf, listCompanions } from '../companions/queries'
import { hasRequiredConsents } from '../consents/rules'
import { answeredQuestions, ownQuestions } from '../questions/queries'
import { wordsOf } from '../questions/rules'
import { isAccepted } from '../rules'
import type { ownRegistration } from './access'
import { toldOf } from './rules'

/** A person's own registration as the gate found it. */
export type Own = Awaited<ReturnType<typeof ownRegistration>>

/** What the person's page shows beside the registration: the open request, files, whether a passport and the consents are there, what waits, the organisers' questions. */
export async function readOwn({ registration, category }: Own) {
  const ofPerson = registration.id
  const [[request], files, [passport], [pending], questions, agreed] = await Promise.all([
    db()
      .select()
      .from(informationRequests)
      .where(and(eq(informationRequests.registrationId, ofPerson), isNull(informationRequests.answeredAt)))
      .orderBy(desc(informationRequests.createdAt))
      .limit(1),
    listFiles({ registrationId: ofPerson }),
    db()
      .select({ updatedAt: travelDocuments.updatedAt })
      .from(travelDocuments)
      .where(eq(travelDocuments.registrationId, ofPerson)),
    db()
      .select({ after: changes.after })
      .from(changes)
      .where(and(eq(changes.registrationId, ofPerson), eq(changes.state, 'pending'))),
    ownQuestions(category, isAccepted(toldOf(registration))),
    db()
      .select({ purpose: consents.purpose, isGiven: consents.isGiven })
      .from(consents)
      .where(eq(consents.registrationId, ofPerson)),
  ])
  return {
    request: request ?? null,
    files,
    passport: passport ?? null,
    pending: pending?.after ?? null,
    questions,
    hasConsents: hasRequiredConsents(agreed),
  }
}

/** Everything that is kept of a person and is theirs to have; the secretariat's own notes are not part of it. */
export async function takeaway({ event, registration, category }: Own) {
  const [agreed, asked, letters, files, questions, companions, host, [passport]] = await Promise.all([
    db().select().from(consents).where(eq(consents.registrationId, registration.id)),
    db().select().from(informationRequests).where(eq(informationRequests.registrationId, registration.id)),
    db()
      .select({ kind: mails.kind, to: mails.to, subject: mails.subject, sentAt: mails.sentAt })
      .from(mails)
      .where(eq(mails.registrationId, registration.id)),
    listFiles({ registrationId: registration.id }),
    answeredQuestions(registration),
    listCompanions(registration),
    hostOf(registration),
    db()
      .select({ savedAt: travelDocuments.updatedAt })
      .from(travelDocuments)
      .where(eq(travelDocuments.registrationId, registration.id)),
  ])
  const { title, givenName, familyName, patronymic, nativeName, country, position, institution } = registration
  const { email, phone, locale, interpretation, diet, accessibility, details, travel } = registration
  return {
    event: event.name,
    reference: registration.reference,
    category: category.name,
    person: { title, givenName, familyName, patronymic, nativeName, country, position, institution },
    contact: { email, phone, locale, interpretation },
    needs: { diet, accessibility },
    details,
    answers: questions.map((question) => ({
      question: question.label,
      answer: wordsOf(question, registration.answers[question.id] ?? ''),
    })),
    travel,
    // Links in mails are forwarded: the person has the document itself.
    passport: passport ?? null,
    companions: companions.map((companion) => ({ name: displayName(companion), state: toldOf(companion) })),
    companionOf: host && displayName(host),
    consents: agreed.map(({ purpose, isGiven, version, at }) => ({ purpose, isGiven, version, at })),
    requests: asked.map(({ question, answer, createdAt, answeredAt }) => ({ question, answer, createdAt, answeredAt })),
    files: files.map(({ kind, name, size, createdAt }) => ({ kind, name, size, createdAt })),
    letters,
    createdAt: registration.createdAt,
    updatedAt: registration.updatedAt,
  }
}
