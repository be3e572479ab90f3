import { randomUUID } from 'node:crypto'
import { db } from '@/db'
import { mails } from '@/db/schema/mail'
import { requestSignIn } from '@/features/accounts/commands'
import { writeToFocalPoints } from '@/features/delegations/focal-points/commands'
import { gateEvent, gatePublicEvent } from '@/features/events/access'
import { inviteMember } from '@/features/events/team/commands'
import { register } from '@/features/registrations/form/commands'
import { createInvitations } from '@/features/registrations/invitations/commands'
import { sendLinks } from '@/features/registrations/own/commands'
import { decideRegistration, requestInformation } from '@/features/registrations/review/commands'
import { env } from '@/lib/env'
import { unseal } from '@/lib/secrets'
import { type Conference, makeConference } from './fixtures/conference'
import { fingerprints } from './fixtures/database'
import { answersTo } from './fixtures/registrations'
import { startServer } from './fixtures/server'
import { expect, test } from './fixtures/test'
import { ask } from './plain-form'

/** Has a letter of nearly every kind written. */
async function writeLetters({ event, category, users, person, twin, offered }: Conference): Promise<void> {
  const now = new Date()
  const owner = { ...users.get('owner')!, locale: 'en' as const, hasSecondFactor: true }
  const owned = (await gateEvent(owner, event.slug, 'own'))!
  const managed = (await gateEvent(owner, event.slug, 'manage'))!
  const open = (await gatePublicEvent(event.slug, async () => null))!
  const answers = answersTo('delegate', { email: 'new@example.org' })
  for (const id of [randomUUID(), randomUUID()]) await register(event, category, { id, answers, locale: 'en' }, now)
  await sendLinks(open, offered.email, now)
  await requestSignIn(owner.email, 'en')
  await inviteMember(owned, 'colleague@example.org', 'viewer', 'en')
  await writeToFocalPoints(managed, 'invite', now)
  const decision = { from: 'submitted', internalNote: '' } as const
  await decideRegistration(managed, person.id, { ...decision, to: 'accepted', note: '', inform: 'now' }, now)
  await requestInformation(managed, twin.id, { ...decision, question: 'Which flight?' }, now)
  const shared = { maxUses: 1, categoryId: category.id, delegationId: null, expiresAt: null, locale: 'en' } as const
  const wanted = { ...shared, code: '', skipsReview: false, usesReserve: false }
  await createInvitations(
    managed,
    { ...wanted, kind: 'personal', people: [{ email: 'guest@example.org', name: '' }] },
    now,
  )
}

/** Every address in a letter, its private one too. */
async function addressesInLetters(): Promise<{ kind: string; address: string }[]> {
  const letters = await db().select().from(mails)
  return letters.flatMap(({ id, kind, html, text, sealedLink }) => {
    const link = sealedLink ? unseal(sealedLink, env().PLENARY_SECRET_KEY, id) : ''
    const whole = `${html} ${text}`.replaceAll('{{link}}', link).replaceAll('&amp;', '&')
    const found = whole.match(new RegExp(`${env().PUBLIC_URL}[^\\s"'<>)]*`, 'g')) ?? []
    return [...new Set(found)].map((address) => ({ kind, address }))
  })
}

test('a scanner that opens every link of every letter, and every link on the pages behind, changes nothing', async () => {
  test.setTimeout(120_000)
  const server = await startServer()
  try {
    const conference = await makeConference()
    await writeLetters(conference)
    const links = await addressesInLetters()
    expect([...new Set(links.map(({ kind }) => kind))].sort()).toEqual([
      'accepted',
      'already_registered',
      'focal_point_invitation',
      'information_requested',
      'invitation',
      'link',
      'received',
      'sign_in',
      'team_invitation',
    ])
    const before = await fingerprints()
    const opened = new Map<string, number>()
    const look = async (address: string): Promise<string> => {
      const here = address.replace(env().PUBLIC_URL, server.url)
      await ask(here, { method: 'HEAD' })
      const { status, html } = await ask(here)
      opened.set(address, status)
      return html
    }
    const pages = []
    for (const { address } of links) if (!opened.has(address)) pages.push(await look(address))
    // The letters' own links work: what was opened is what a person would open.
    expect([...opened].filter(([, status]) => status !== 200 && status !== 307)).toEqual([])
    const behind = pages.flatMap((html) => [...html.matchAll(/<a [^>]*href="(\/[^"#]*)"/g)].map(([, path]) => path!))
    for (const path of new Set(behind)) await look(`${env().PUBLIC_URL}${path.replaceAll('&amp;', '&')}`)
    expect(opened.size).toBeGreaterThan(40)
    expect(await fingerprints()).toEqual(before)
  } finally {
    await server.stop()
  }
})
