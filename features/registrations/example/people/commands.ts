import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm'
import sharp from 'sharp'
import { db } from '@/db'
import { users } from '@/db/schema/accounts'
import { categories, members } from '@/db/schema/events'
import { invitations } from '@/db/schema/invitations'
import { registrations } from '@/db/schema/registrations'
import { gatePublicEvent, type ManagedEvent, type PublicEvent } from '@/features/events/access'
import { correctOwnRegistration } from '../../changes/commands'
import { answersOf, withdrawOwnRegistration } from '../../commands'
import { addCompanion } from '../../companions/commands'
import { register } from '../../form/commands'
import { createInvitations, declineInvitation, takeUpInvitation } from '../../invitations/commands'
import { invitationToken } from '../../invitations/queries'
import { answerRequest, requestErasure, saveTravel } from '../../own/commands'
import { replacePhoto } from '../../photo/commands'
import { setKeptOffLists } from '../../privacy/commands'
import { retireQuestion, saveQuestion } from '../../questions/commands'
import { listQuestions } from '../../questions/queries'
import { listReasons } from '../../reasons/queries'
import { decideRegistration, requestInformation } from '../../review/commands'
import { saveTravelDocument } from '../../travel-document/commands'
import { serveWaitingLists, setPriority } from '../../waiting-list/commands'
import { QUESTIONS } from '../rules'

const DAY = 24 * 60 * 60 * 1000

type Person = { registration: typeof registrations.$inferSelect; category: typeof categories.$inferSelect }

/** Shows with the example's people what can happen to a registration; each is taken once. */
export async function seedPeople(event: ManagedEvent, now: Date): Promise<void> {
  const site = await gatePublicEvent(event.slug, async () => null)
  if (!site) return
  const taken = new Set<string>()
  const take: Take = async (state, count, fits = () => true) => {
    const rows = await db()
      .select({ registration: registrations, category: categories })
      .from(registrations)
      .innerJoin(categories, eq(categories.id, registrations.categoryId))
      .where(
        and(
          eq(registrations.eventId, event.id),
          eq(registrations.state, state),
          eq(registrations.toldState, state),
          isNull(registrations.offerExpiresAt),
        ),
      )
      .orderBy(asc(registrations.createdAt), asc(registrations.reference))
    const free = rows.filter((row) => !taken.has(row.registration.id) && fits(row)).slice(0, count)
    for (const { registration } of free) taken.add(registration.id)
    return free
  }
  await ask(event, now)
  await invite(event, site, now)
  await review(event, site, take, now)
  await wait(event, site, take, now)
  await fillIn(event, site, now)
  await bring(site, take, now)
  await registerTwice(site, take, now)
  await addReviewer(event)
}

type Take = (
  state: Person['registration']['state'],
  count: number,
  fits?: (person: Person) => boolean,
) => Promise<Person[]>

/** The organisers' questions, with answers of those who registered; one is retired. */
async function ask(event: ManagedEvent, now: Date): Promise<void> {
  const ids = new Map<string, string>()
  for (const { slug, dependsOn, input } of QUESTIONS) {
    const conditions = dependsOn ? [[{ questionId: ids.get(dependsOn[0])!, value: dependsOn[1] }]] : []
    await saveQuestion(event, null, { ...input, conditions }, 'en')
    ids.set(slug, (await listQuestions(event)).at(-1)!.id)
  }
  const id = (slug: string) => ids.get(slug)!
  const answered = { [id('before')]: 'no', [id('which')]: '', [id('letter')]: '', [id('parking')]: 'yes' }
  const before = { ...answered, [id('before')]: 'yes', [id('which')]: 'Ashgabat, 2022', [id('parking')]: '' }
  const evening = { ...before, [id('programme')]: 'museum,concert', [id('medicine')]: '' }
  const shares = [
    [answered, sql`true`],
    [before, sql`right(${registrations.reference}, 1) in ('1', '4', '7')`],
    [evening, sql`${registrations.state} = 'accepted' and right(${registrations.reference}, 1) in ('2', '4')`],
  ] as const
  for (const [answers, whose] of shares)
    await db()
      .update(registrations)
      .set({ answers })
      .where(and(eq(registrations.eventId, event.id), ne(registrations.state, 'draft'), whose))
  await retireQuestion(event, id('parking'), true, 'en', now)
}

/** A code, a link, and personal invitations: sent, opened, declined. */
async function invite(event: ManagedEvent, site: PublicEvent, now: Date): Promise<void> {
  const kinds = await db().select().from(categories).where(eq(categories.eventId, event.id))
  const category = (slug: string) => kinds.find((each) => each.slug === slug)!.id
  const shared = { code: '', maxUses: 1, delegationId: null, skipsReview: false, usesReserve: false }
  const ends = new Date(event.startsAt.getTime() - 7 * DAY)
  const make = (values: Partial<Parameters<typeof createInvitations>[1]>) =>
    createInvitations(
      event,
      {
        ...shared,
        kind: 'personal',
        people: [],
        categoryId: category('delegate'),
        expiresAt: ends,
        locale: 'en',
        ...values,
      },
      now,
    )
  await make({ kind: 'code', code: 'TASHKENT-EXAMPLE', maxUses: 40 })
  await make({ kind: 'link', maxUses: 10, categoryId: category('diplomat'), skipsReview: true })
  const guests = ['opened', 'declined', 'sent'].map((name) => ({
    email: `invited-${name}@example.org`,
    name: `Ms Example ${name[0]!.toUpperCase()}${name.slice(1)}`,
  }))
  await make({ people: guests, usesReserve: true })
  const rows = await db().select().from(invitations).where(eq(invitations.eventId, event.id))
  const token = (name: string) => invitationToken(rows.find(({ email }) => email === `invited-${name}@example.org`)!.id)
  await takeUpInvitation(site, token('opened'), now)
  await declineInvitation(site, token('declined'), 'In parliament that week', now)
}

/** Decisions told and not told, with reasons; questions to people, one of them answered; a correction; a wish to be erased. */
async function review(event: ManagedEvent, site: PublicEvent, take: Take, now: Date): Promise<void> {
  const reasons = await listReasons(event)
  const reasonId = reasons.find(({ states }) => states.includes('declined'))?.id
  const [one, two, three, four, asked, answers, looked] = await take('submitted', 7)
  for (const person of [one, two])
    await decideRegistration(
      event,
      person!.registration.id,
      { from: 'submitted', to: 'accepted', inform: 'later' },
      now,
    )
  for (const person of [three, four])
    await decideRegistration(
      event,
      person!.registration.id,
      { from: 'submitted', to: 'declined', inform: 'later', reasonId, internalNote: 'Agreed with the host' },
      now,
    )
  const question = {
    from: 'submitted' as const,
    question: 'Please send us the letter of nomination of your institution.',
  }
  for (const person of [asked, answers]) await requestInformation(event, person!.registration.id, question, now)
  await answerRequest(await reread(site, answers!), { answer: 'The letter is signed on Monday.', file: null }, now)
  await decideRegistration(
    event,
    looked!.registration.id,
    { from: 'submitted', to: 'under_review', inform: 'later' },
    now,
  )

  const [corrected, erased, protectedPerson] = await take('accepted', 3)
  const [cancelled] = await take('accepted', 1, ({ category }) => category.slug === 'parliamentarian')
  const { registration, category } = corrected!
  const position = registration.locale === 'ru' ? 'Председатель комитета' : 'Chair of a Committee'
  await correctOwnRegistration(site, category, registration, { ...answersOf(registration), position }, now)
  await requestErasure(await reread(site, erased!), now)
  await setKeptOffLists(event, protectedPerson!.registration.id, true, now)
  await decideRegistration(event, cancelled!.registration.id, { from: 'accepted', to: 'cancelled', inform: 'now' }, now)
}

/** An order on the waiting list, with its reason, and a freed place that is offered. */
async function wait(event: ManagedEvent, site: PublicEvent, take: Take, now: Date): Promise<void> {
  const waiting = await take('waiting_list', 3)
  const last = waiting.at(-1)
  if (last) await setPriority(event, last.registration.id, { priority: 1, reason: 'Host country' }, now)
  const [leaving] = await take('accepted', 1, ({ category }) => category.id === last?.category.id)
  if (leaving) await withdrawOwnRegistration(site, leaving.registration, now)
  await serveWaitingLists(now)
}

/** Photo, travel and passport data of some who are accepted and asked for them. */
async function fillIn(event: ManagedEvent, site: PublicEvent, now: Date): Promise<void> {
  const people = await db()
    .select({ registration: registrations, category: categories })
    .from(registrations)
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .where(
      and(eq(registrations.eventId, event.id), eq(registrations.toldState, 'accepted'), eq(categories.asksPhoto, true)),
    )
    .orderBy(asc(registrations.createdAt))
    .limit(3)
  const photo = new File([new Uint8Array(await silhouette())], 'photo.jpg')
  const day = (offset: number) => new Date(event.startsAt.getTime() + offset * DAY).toISOString().slice(0, 10)
  for (const [at, person] of people.entries()) {
    await replacePhoto(site, person.registration, photo, null, now)
    const travel = {
      arrivalDate: day(-1),
      arrivalFlight: `EX ${410 + at}`,
      departureDate: day(2),
      needsTransfer: 'yes',
    }
    await saveTravel(await reread(site, person), travel, now)
    const passport = {
      nationality: person.registration.country,
      documentType: 'official',
      number: `EX00000${at}`,
      issuingCountry: person.registration.country,
      issuedOn: '2024-05-01',
      expiresOn: '2034-05-01',
      birthDate: '1980-01-01',
      birthPlace: 'Example',
    }
    if (at < 2) await saveTravelDocument(site, person.registration, passport, now)
  }
}

/** Two who bring their husbands; one of those has an address of his own. */
async function bring(site: PublicEvent, take: Take, now: Date): Promise<void> {
  const people = await take('accepted', 2, ({ category }) => category.mostCompanions > 0)
  for (const [at, person] of people.entries()) {
    const { country, familyName, locale } = person.registration
    const answers = {
      title: locale === 'en' ? 'Mr' : '',
      givenName: ['Azamat', 'Yerlan'][at]!,
      familyName,
      country,
      email: at === 0 ? '' : 'companion@example.org',
      consent_processing: 'yes',
      consent_conduct: 'yes',
    }
    await addCompanion(await reread(site, person), answers, locale, now)
  }
}

/** Somebody registers a second time, in another address's name: a possible duplicate. */
async function registerTwice(site: PublicEvent, take: Take, now: Date): Promise<void> {
  const [first] = await take('submitted', 1)
  if (!first) return
  const { registration, category } = first
  const own = {
    ...answersOf(registration),
    email: 'second-address@example.org',
    consent_processing: 'yes',
    consent_conduct: 'yes',
  }
  const answers = Object.fromEntries(Object.entries(registration.answers).map(([id, answer]) => [`q_${id}`, answer]))
  const id = '5ec0de00-0000-4000-8000-000000000001'
  await register(site, category, { id, answers: { ...own, ...answers }, locale: registration.locale }, now)
}

/** A reviewer who sees the diplomats only. */
async function addReviewer(event: ManagedEvent): Promise<void> {
  const [category] = await db()
    .select({ id: categories.id })
    .from(categories)
    .where(and(eq(categories.eventId, event.id), eq(categories.slug, 'diplomat')))
  const email = 'reviewer@example.org'
  await db().insert(users).values({ email }).onConflictDoNothing()
  const [user] = await db().select({ id: users.id }).from(users).where(eq(users.email, email))
  const row = { eventId: event.id, userId: user!.id, role: 'reviewer' as const, categoryIds: [category!.id] }
  await db().insert(members).values(row).onConflictDoNothing()
}

async function reread(event: PublicEvent, { registration, category }: Person) {
  const [row] = await db().select().from(registrations).where(eq(registrations.id, registration.id))
  return { event, registration: row!, category }
}

/** Head and shoulders of nobody, drawn dot by dot. */
function silhouette(): Promise<Buffer> {
  const [width, height] = [480, 640]
  const dots = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const isHead = ((x - 240) / 105) ** 2 + ((y - 260) / 140) ** 2 < 1
      const areShoulders = ((x - 240) / 215) ** 2 + ((y - 660) / 230) ** 2 < 1
      const [red, green, blue] = isHead || areShoulders ? [138, 146, 156] : [236, 232, 222]
      dots.set([red!, green!, blue!], (y * width + x) * 3)
    }
  return sharp(dots, { raw: { width, height, channels: 3 } })
    .jpeg()
    .toBuffer()
}
