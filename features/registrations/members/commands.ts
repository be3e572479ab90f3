import { randomUUID } from 'node:crypto'
import { and, asc, eq, max } from 'drizzle-orm'
import { db, isUniqueViolation, type Transaction } from '@/db'
import { users } from '@/db/schema/accounts'
import { delegations, focalPoints } from '@/db/schema/delegations'
import { registrations } from '@/db/schema/registrations'
import { recordAudit } from '@/features/audit/commands'
import type { FocalDelegation } from '@/features/delegations/access'
import { isFrozen } from '@/features/delegations/rules'
import { insertMail } from '@/features/mail/commands'
import { readDress } from '@/features/mail/wording/queries'
import { wakeWorker } from '@/features/mail/worker/commands'
import { Refusal } from '@/lib/errors'
import type { Answers } from '@/lib/fields'
import type { Locale } from '@/lib/locales'
import { searchKey } from '@/lib/names'
import { hashToken, newReference } from '@/lib/secrets'
import { keepChange } from '../changes/commands'
import { applyMove, applyMoves, changeRegistration, moveRegistration, prepareMove, prepareMoves } from '../commands'
import { columnsOf, searchable, withFreeReference } from '../form/commands'
import { linkToken, prepareNotice } from '../notices/commands'
import { toldOf } from '../own/rules'
import { changePlaces } from '../places/commands'
import { isLive, mayMove, personKey } from '../rules'
import { getMember, hasOwnEmail, listMembers, memberChoices } from './queries'
import { MEMBER_CHANGEABLE, type MemberChoices, SAID } from './rules'

type RegistrationRow = typeof registrations.$inferSelect

/**
 * Every command of a focal point calls it. Organisers act for a delegation also when it is frozen.
 * @throws Refusal `event_archived`, `delegation_frozen`
 */
export function editable(focal: FocalDelegation, now: Date): void {
  if (focal.event.state === 'archived') throw new Refusal('event_archived')
  if (focal.focalPoint && isFrozen(focal.event, focal.delegation, now)) throw new Refusal('delegation_frozen')
}

/**
 * Enters members as drafts of the delegation, all or none.
 * @param people checked answers to `memberFields`; without an address of their own the focal point's stands for it
 * @param beside what else belongs into the transaction
 * @returns their ids, in the same order
 * @throws Refusal those of `editable` and `takeDelegationPlaces`, `head_exists` at memberRole, `member_exists` at givenName
 */
export async function addMembers(
  focal: FocalDelegation,
  people: readonly Answers[],
  now: Date,
  beside?: (tx: Transaction) => Promise<void>,
): Promise<string[]> {
  editable(focal, now)
  const choices = await memberChoices(focal.event)
  const email = await focalEmail(focal)
  return withFreeReference(() =>
    db()
      .transaction(async (tx) => {
        await beside?.(tx)
        const rows = await insertDrafts(tx, focal, choices, people, email, now)
        for (const row of rows) await changePlaces(tx, row, { place: 0, ofDelegation: 1 })
        return rows.map(({ id }) => id)
      })
      .catch(asRefusal),
  )
}

/**
 * Keeps places for people to be named later.
 * @throws Refusal those of `addMembers`
 */
export async function reservePlaces(
  focal: FocalDelegation,
  { category, memberRole, count }: { category: string; memberRole: string; count: number },
  now: Date,
): Promise<void> {
  editable(focal, now)
  const choices = await memberChoices(focal.event)
  const email = await focalEmail(focal)
  await withFreeReference(() =>
    db()
      .transaction(async (tx) => {
        const places = Array.from({ length: count }, () => ({ category, memberRole, isReserved: 'yes' }))
        const rows = await insertDrafts(tx, focal, choices, places, email, now)
        for (const row of rows) await changePlaces(tx, row, { place: 0, ofDelegation: 1 })
      })
      .catch(asRefusal),
  )
}

/**
 * Changes what was entered of a member; a reserved place gets its person this way. Once the member is sent, the
 * secretariat sees what was changed field by field.
 * @throws Refusal those of `addMembers`, `member_unknown`, `member_decided`, `registration_changed`
 */
export async function updateMember(
  focal: FocalDelegation,
  memberId: string,
  answers: Answers,
  now: Date,
): Promise<void> {
  editable(focal, now)
  const found = await memberOf(focal, memberId)
  if (!MEMBER_CHANGEABLE.includes(found.state)) throw new Refusal('member_decided')
  const choices = await memberChoices(focal.event)
  const values = columnsFor(choices, answers, await focalEmail(focal), found.companionOfId)
  if (found.holdsPlace && values.categoryId !== found.categoryId)
    throw new Refusal('member_holds_place', {}, 'category')
  const own = choices.categories.find(({ id }) => id === found.categoryId)
  // What the member's own part says already stays, as long as the form is the same.
  const isSameForm = own?.form === choices.categories.find(({ id }) => id === values.categoryId)?.form
  await db()
    .transaction(async (tx) => {
      await changeRegistration(tx, found, {
        ...values,
        interpretation: found.interpretation,
        diet: found.diet,
        accessibility: found.accessibility,
        details: isSameForm ? found.details : values.details,
        searchKey: searchKey(...searchable({ ...values, reference: found.reference })),
        isReserved: false,
        updatedAt: now,
      })
      const before = saidOf(found)
      const after = saidOf(values)
      const fields = found.state === 'draft' ? [] : Object.keys(after).filter((name) => after[name] !== before[name])
      if (fields.length > 0) {
        const userId = 'userId' in focal.actor ? focal.actor.userId : null
        await keepChange(tx, focal.event, found, 'applied', fields, before, after, now, userId)
      }
      await recordAudit(tx, {
        ...entry(focal, found.id, 'registration.member_changed'),
        ...(fields.length > 0 ? { data: { fields } } : {}),
      })
      if (values.categoryId !== found.categoryId || values.roleId !== found.roleId) {
        const was = { place: -Number(found.holdsPlace), ofDelegation: -1 }
        await changePlaces(tx, found, was)
        await changePlaces(tx, { ...found, ...values }, { place: Number(found.holdsPlace), ofDelegation: 1 })
      }
    })
    .catch(asRefusal)
}

/**
 * Takes a draft or a reserved place out of the delegation again.
 * @throws Refusal those of `editable`, `member_unknown`, `member_sent`
 */
export async function removeMember(focal: FocalDelegation, memberId: string, now: Date): Promise<void> {
  editable(focal, now)
  const found = await memberOf(focal, memberId)
  if (found.state !== 'draft') throw new Refusal('member_sent')
  await db().transaction(async (tx) => {
    const [gone] = await tx
      .delete(registrations)
      .where(and(eq(registrations.id, found.id), eq(registrations.state, 'draft')))
      .returning({ id: registrations.id })
    if (!gone) throw new Refusal('registration_changed')
    await recordAudit(tx, {
      ...entry(focal, focal.delegation.id, 'delegation.member_removed'),
      subject: 'delegation',
      data: { member: found.id },
    })
    await changePlaces(tx, found, { place: 0, ofDelegation: -1 })
  })
}

/**
 * Makes a member the head of the delegation; the one before is a member without a role then.
 * @throws Refusal those of `editable`, `member_unknown`
 */
export async function setHead(focal: FocalDelegation, memberId: string, now: Date): Promise<void> {
  editable(focal, now)
  const found = await memberOf(focal, memberId)
  if (!isLive(found.state) || found.isReserved || found.companionOfId) throw new Refusal('member_unknown')
  const { roles } = await memberChoices(focal.event)
  const headRole = roles.find(({ isHead }) => isHead)
  await db().transaction(async (tx) => {
    await lockDelegation(tx, focal)
    await tx
      .update(registrations)
      .set({ isHead: false, roleId: roles.find(({ slug }) => slug === 'member')?.id ?? null })
      .where(and(eq(registrations.delegationId, focal.delegation.id), eq(registrations.isHead, true)))
    await tx
      .update(registrations)
      .set({ isHead: true, ...(headRole ? { roleId: headRole.id } : {}) })
      .where(eq(registrations.id, found.id))
    await recordAudit(tx, entry(focal, found.id, 'registration.head_set'))
  })
}

/**
 * Puts a member one place up or down in the delegation's order.
 * @throws Refusal those of `editable`, `member_unknown`
 */
export async function moveMember(focal: FocalDelegation, memberId: string, by: -1 | 1, now: Date): Promise<void> {
  editable(focal, now)
  await db().transaction(async (tx) => {
    await lockDelegation(tx, focal)
    const members = await tx
      .select({ id: registrations.id, state: registrations.state })
      .from(registrations)
      .where(eq(registrations.delegationId, focal.delegation.id))
      .orderBy(asc(registrations.delegationPosition), asc(registrations.createdAt), asc(registrations.id))
    const order = members.filter(({ state }) => isLive(state)).map(({ id }) => id)
    const at = order.indexOf(memberId)
    if (at < 0) throw new Refusal('member_unknown')
    const other = order[at + by]
    if (!other) return
    order[at] = other
    order[at + by] = memberId
    for (const [position, id] of order.entries())
      await tx.update(registrations).set({ delegationPosition: position }).where(eq(registrations.id, id))
    await recordAudit(tx, entry(focal, memberId, 'registration.order_set'))
  })
}

/**
 * Sends the delegation for accreditation: every named draft becomes a submitted registration, and who has an address of
 * their own is told, once. What is entered later is sent by sending again.
 * @returns how many were sent
 * @throws Refusal those of `editable`, `nobody_to_send`
 */
export async function sendDelegation(focal: FocalDelegation, now: Date): Promise<number> {
  editable(focal, now)
  const drafts = (await listMembers(focal.event, focal.delegation.id)).filter(
    ({ state, isReserved }) => state === 'draft' && !isReserved,
  )
  if (drafts.length === 0) throw new Refusal('nobody_to_send')
  const dress = await readDress(focal.event.id, 'nominated')
  const moves = drafts.map((registration) => ({
    event: focal.event,
    registration,
    from: 'draft' as const,
    to: 'submitted' as const,
    actor: focal.actor,
    inform: 'now' as const,
    letter: registration.hasOwnEmail ? ('nominated' as const) : null,
    dress,
    now,
  }))
  const mails: Awaited<ReturnType<typeof prepareMove>>[] = []
  for (const move of moves) mails.push(await prepareMove(move))
  await db().transaction(async (tx) => {
    for (const [at, move] of moves.entries()) await applyMove(tx, move, mails[at]!)
    await tx.update(delegations).set({ sentAt: now, updatedAt: now }).where(eq(delegations.id, focal.delegation.id))
    await recordAudit(tx, {
      ...entry(focal, focal.delegation.id, 'delegation.sent'),
      subject: 'delegation',
      data: { count: moves.length },
    })
  })
  wakeWorker()
  return moves.length
}

/**
 * A member will not come. A draft is removed instead.
 * @throws Refusal those of `editable`, `member_unknown`, `move_not_allowed`, `registration_changed`
 */
export async function withdrawMember(focal: FocalDelegation, memberId: string, now: Date): Promise<void> {
  editable(focal, now)
  const registration = await memberOf(focal, memberId)
  const { state: from } = registration
  if (!mayMove('focal_point', from, 'withdrawn')) throw new Refusal('move_not_allowed')
  await moveRegistration({
    event: focal.event,
    registration,
    from,
    to: 'withdrawn',
    inform: 'now',
    actor: focal.actor,
    now,
  })
}

/**
 * Puts another person in a member's place: category, role, rank in the order and the place itself stay, whatever is
 * full by now; the new person is reviewed like any other. The old one's companions are withdrawn too.
 * @returns the new member's id
 * @throws Refusal those of `addMembers`, `member_unknown`, `move_not_allowed`, `companion_substitute`
 */
export async function substituteMember(
  focal: FocalDelegation,
  memberId: string,
  answers: Answers,
  now: Date,
): Promise<string> {
  editable(focal, now)
  const old = await memberOf(focal, memberId)
  if (old.companionOfId) throw new Refusal('companion_substitute')
  if (!mayMove('focal_point', old.state, 'withdrawn')) throw new Refusal('move_not_allowed')
  const choices = await memberChoices(focal.event)
  const category = choices.categories.find(({ id }) => id === old.categoryId)!
  const email = await focalEmail(focal)
  const move = {
    event: focal.event,
    registration: old,
    from: old.state,
    to: 'withdrawn' as const,
    inform: 'now' as const,
    actor: focal.actor,
    now,
  }
  const farewell = await prepareMoves(move)
  const id = await withFreeReference(async (reference) => {
    const made = rowFor(focal, reference, columnsFor(choices, { ...answers, category: category.slug }, email), now)
    const row = {
      ...made,
      state: 'submitted' as const,
      toldState: 'submitted' as const,
      holdsPlace: old.holdsPlace,
      roleId: old.roleId,
      isHead: old.isHead,
      delegationPosition: old.delegationPosition,
      replacesId: old.id,
    }
    const welcome = (await hasOwnEmail(focal.delegation.id, row.email))
      ? await prepareNotice('nominated', focal.event, category.name, row, 1)
      : null
    return db()
      .transaction(async (tx) => {
        await applyMoves(tx, farewell)
        await tx.insert(registrations).values(row)
        await recordAudit(tx, {
          ...entry(focal, row.id, 'registration.substituted'),
          data: { to: 'submitted', letter: 'nominated', replaces: old.id },
        })
        if (welcome) await insertMail(tx, welcome)
        await changePlaces(tx, row, { place: Number(old.holdsPlace), ofDelegation: 1, mayUseReserve: true })
        return row.id
      })
      .catch(asRefusal)
  })
  wakeWorker()
  return id
}

/**
 * Sends a member their private link, once a day at most, in a letter that fits what the member was told: "named, not
 * yet confirmed" only to whom nothing else was said.
 * @throws Refusal those of `editable`, `member_unknown`, `member_email`
 */
export async function inviteToComplete(focal: FocalDelegation, memberId: string, now: Date): Promise<void> {
  editable(focal, now)
  const member = await memberOf(focal, memberId)
  const told = toldOf(member)
  if (!isLive(told) || member.state === 'draft') throw new Refusal('member_unknown')
  if (!(await hasOwnEmail(focal.delegation.id, member.email))) throw new Refusal('member_email')
  const { categories } = await memberChoices(focal.event)
  const { name } = categories.find(({ id }) => id === member.categoryId)!
  const letter = MEMBER_CHANGEABLE.includes(told) ? 'nominated' : 'link'
  const mail = await prepareNotice(letter, focal.event, name, member, Math.floor(now.getTime() / 86_400_000))
  await db().transaction(async (tx) => {
    await insertMail(tx, mail)
    await recordAudit(tx, entry(focal, member.id, 'registration.invited_to_complete'))
  })
  wakeWorker()
}

async function memberOf(focal: FocalDelegation, memberId: string): Promise<RegistrationRow> {
  const found = await getMember(focal, memberId)
  if (!found) throw new Refusal('member_unknown')
  return found.registration
}

/** Where mails about members without an address go. */
export async function focalEmail(focal: FocalDelegation): Promise<string> {
  const [point] = await db()
    .select({ email: users.email })
    .from(focalPoints)
    .innerJoin(users, eq(users.id, focalPoints.userId))
    .where(eq(focalPoints.delegationId, focal.delegation.id))
    .orderBy(asc(focalPoints.createdAt))
    .limit(1)
  return point?.email ?? focal.event.contactEmail
}

function columnsFor(
  choices: MemberChoices,
  answers: Answers,
  fallbackEmail: string,
  companionOfId: string | null = null,
) {
  const category = choices.categories.find(({ slug }) => slug === answers.category)
  const role = choices.roles.find(({ slug }) => slug === answers.memberRole)
  if (!category) throw new Refusal('category_unknown', {}, 'category')
  const email = answers.memberEmail || fallbackEmail
  return {
    categoryId: category.id,
    roleId: role?.id ?? null,
    isHead: role?.isHead ?? false,
    ...columnsOf(category, answers),
    email,
    personKey: personKey({ ...answers, email }, companionOfId),
  }
}

/** What a focal point says of a member, as it stands in the registration: category and role by their ids. */
function saidOf(row: Pick<RegistrationRow, (typeof SAID)[number] | 'categoryId' | 'roleId'>): Answers {
  const said = Object.fromEntries(SAID.map((name) => [name, row[name]]))
  return { category: row.categoryId, memberRole: row.roleId ?? '', ...said }
}

function rowFor(focal: FocalDelegation, reference: string, values: ReturnType<typeof columnsFor>, now: Date) {
  const id = randomUUID()
  return {
    id,
    eventId: focal.event.id,
    delegationId: focal.delegation.id,
    reference,
    state: 'draft' as const,
    stateSince: now,
    ...values,
    searchKey: searchKey(...searchable({ ...values, reference })),
    linkHash: hashToken(linkToken(id)),
    createdAt: now,
    updatedAt: now,
  }
}

async function insertDrafts(
  tx: Transaction,
  focal: FocalDelegation,
  choices: MemberChoices,
  people: readonly Answers[],
  email: string,
  now: Date,
) {
  await lockDelegation(tx, focal)
  const [last] = await tx
    .select({ position: max(registrations.delegationPosition) })
    .from(registrations)
    .where(eq(registrations.delegationId, focal.delegation.id))
  const rows = people.map((answers, at) => {
    const row = rowFor(focal, newReference(), columnsFor(choices, answers, email), now)
    const isReserved = answers.isReserved === 'yes'
    return {
      ...row,
      isReserved,
      ...(isReserved ? { isHead: false, personKey: `reserved|${row.id}`, locale: 'en' as Locale } : {}),
      delegationPosition: (last?.position ?? -1) + 1 + at,
    }
  })
  await tx.insert(registrations).values(rows)
  for (const row of rows)
    await recordAudit(tx, { ...entry(focal, row.id, 'registration.draft'), data: { to: 'draft' } })
  return rows
}

/** One change of a delegation's order or head at a time. */
async function lockDelegation(tx: Transaction, focal: FocalDelegation): Promise<void> {
  await tx
    .select({ id: delegations.id })
    .from(delegations)
    .where(eq(delegations.id, focal.delegation.id))
    .for('no key update')
}

function asRefusal(error: unknown): never {
  if (isUniqueViolation(error, 'registrations_one_head')) throw new Refusal('head_exists', {}, 'memberRole')
  if (isUniqueViolation(error, 'registrations_one_live_per_person')) throw new Refusal('member_exists', {}, 'givenName')
  throw error
}

function entry(focal: FocalDelegation, subjectId: string, action: string) {
  return { eventId: focal.event.id, actor: focal.actor, subject: 'registration' as const, subjectId, action }
}
