import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { client } from '@/db'
import { LOCALES } from '@/lib/locales'
import { type Conference, makeConference, PEOPLE, SECRET, type Who } from './fixtures/conference'
import { fingerprints } from './fixtures/database'
import { answersTo } from './fixtures/registrations'
import { startServer } from './fixtures/server'
import { expect, test } from './fixtures/test'
import { ask } from './plain-form'

/*
 * Nobody sees or changes what isn't theirs: every page, route and action of the file system × everybody of PEOPLE. What
 * is new and stands in no table below fails the first test.
 */

const OWN: Who[] = ['owner']
const MANAGE: Who[] = ['organiser', 'owner']
const EDIT: Who[] = ['agenda editor', ...MANAGE]
const REVIEW: Who[] = ['reviewer', 'organiser', 'owner']
const LIMITED: Who[] = ['reviewer of another category', 'reviewer of another delegation']
const VIEW: Who[] = [...REVIEW, ...LIMITED, 'on-site staff', 'viewer']
const TEAM: Who[] = [...VIEW, 'agenda editor']
const FOCAL: Who[] = ['focal point', ...MANAGE]
const SIGNED_IN: Who[] = PEOPLE.filter((who) => who !== 'nobody' && who !== 'owner without the second factor given')
const WITH_SESSION: Who[] = [...SIGNED_IN, 'owner without the second factor given']
/** Whoever holds the private link, signed in or not. */
const EVERYBODY: Who[] = [...PEOPLE]
/** No organiser of the example is the installation's administrator. */
const ADMINISTRATORS: Who[] = []

let server: Awaited<ReturnType<typeof startServer>>
let conference: Conference
/** One that is not published: its public pages and forms are its team's only. */
let hidden: Conference

test.describe.configure({ mode: 'default', timeout: 600_000 })
test.beforeAll(async () => {
  server = await startServer()
  conference = await makeConference()
  hidden = await makeConference('draft')
})
test.afterAll(() => server.stop())

const cookieOf = (of: Conference, who: Who): Record<string, string> => {
  const cookie = of.cookies.get(who)
  return cookie ? { cookie } : {}
}

// Pages and routes.

type Page = { for: Who[]; of?: 'hidden'; params?: (of: Conference) => Record<string, string>; post?: true }

const mail = (of: Conference) => ({ id: of.mail.id })
const firstLetter = () => ({ number: '1' })
const wordedKind = () => ({ kind: 'accepted' })

/** Who gets an answer from each address. Of event pages that the world may read, who gets one while it is a draft. */
const PAGES: Record<string, Page> = {
  '[locale]/(site)/[event]/agenda/[session]/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/agenda/calendar/[token]/page.tsx': {
    for: TEAM,
    of: 'hidden',
    params: (of) => ({ token: of.feedToken }),
  },
  '[locale]/(site)/[event]/agenda/calendar/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/agenda/changes/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/agenda/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/invitation/[token]/page.tsx': {
    for: TEAM,
    of: 'hidden',
    params: (of) => ({ token: of.invitationToken }),
  },
  '[locale]/(site)/[event]/invitation/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/link/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/my/[token]/companions/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/my/[token]/consents/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/my/[token]/correct/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/my/[token]/data/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/my/[token]/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/my/[token]/passport/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/my/[token]/documents/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/my/[token]/photo/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/my/[token]/questions/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/my/[token]/sessions/[session]/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/my/[token]/sessions/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/my/[token]/travel/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/my/[token]/withdraw/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/register/[category]/[draft]/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/register/[category]/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/screen/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/sent/[submission]/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/speaker/[token]/documents/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/speaker/[token]/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/speaker/[token]/photo/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/speaker/[token]/profile/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/speakers/[speaker]/page.tsx': { for: TEAM, of: 'hidden' },
  '[locale]/(site)/[event]/speakers/page.tsx': { for: TEAM, of: 'hidden' },
  // No second factor has been begun: sent on to the account.
  '[locale]/(site)/account/authenticator/page.tsx': { for: [] },
  '[locale]/(site)/account/page.tsx': { for: SIGNED_IN },
  '[locale]/(site)/delegation/[delegation]/list/[import]/page.tsx': { for: FOCAL },
  '[locale]/(site)/delegation/[delegation]/list/page.tsx': { for: FOCAL },
  '[locale]/(site)/delegation/[delegation]/member/[member]/page.tsx': { for: FOCAL },
  '[locale]/(site)/delegation/[delegation]/member/[member]/substitute/page.tsx': { for: FOCAL },
  '[locale]/(site)/delegation/[delegation]/member/new/page.tsx': { for: FOCAL },
  '[locale]/(site)/delegation/[delegation]/page.tsx': { for: FOCAL },
  // Who looks after one delegation is led to it.
  '[locale]/(site)/delegation/page.tsx': { for: SIGNED_IN.filter((who) => !who.startsWith('focal')) },
  '[locale]/(site)/page.tsx': { for: EVERYBODY },
  '[locale]/(site)/privacy/page.tsx': { for: EVERYBODY },
  '[locale]/(site)/sign-in/[token]/page.tsx': { for: EVERYBODY },
  // All others' sign-ins are fresh: they are led on.
  '[locale]/(site)/sign-in/fresh/page.tsx': { for: ['owner without the second factor given'] },
  '[locale]/(site)/sign-in/page.tsx': { for: ['nobody', 'owner without the second factor given'] },
  // Whoever holds a bulletin: it says whose it is, and nothing of its reader.
  '[locale]/(site)/unsubscribe/[token]/page.tsx': { for: EVERYBODY, params: (of) => ({ token: of.unsubscribe }) },
  '[locale]/(site)/sign-in/second-factor/page.tsx': { for: ['owner without the second factor given'] },
  '[locale]/[...missing]/page.tsx': { for: [] },
  '[locale]/admin/[event]/agenda/import/page.tsx': { for: EDIT },
  '[locale]/admin/[event]/agenda/versions/[number]/page.tsx': { for: EDIT, params: () => ({ number: '1' }) },
  '[locale]/admin/[event]/agenda/versions/[number]/tell/page.tsx': { for: EDIT, params: () => ({ number: '1' }) },
  '[locale]/admin/[event]/agenda/versions/compare/page.tsx': { for: EDIT },
  '[locale]/admin/[event]/agenda/versions/page.tsx': { for: EDIT },
  '[locale]/admin/[event]/agenda/page.tsx': { for: EDIT },
  '[locale]/admin/[event]/agenda/roles/page.tsx': { for: EDIT },
  '[locale]/admin/[event]/agenda/rooms/page.tsx': { for: EDIT },
  '[locale]/admin/[event]/agenda/sessions/[session]/page.tsx': { for: EDIT },
  '[locale]/admin/[event]/agenda/tracks/page.tsx': { for: EDIT },
  '[locale]/admin/[event]/delegations/[delegation]/page.tsx': { for: [...REVIEW, 'viewer'] },
  '[locale]/admin/[event]/delegations/list/page.tsx': { for: MANAGE },
  '[locale]/admin/[event]/delegations/new/page.tsx': { for: MANAGE },
  '[locale]/admin/[event]/delegations/page.tsx': { for: VIEW.filter((who) => who !== 'on-site staff') },
  '[locale]/admin/[event]/delegations/roles/page.tsx': { for: MANAGE },
  '[locale]/admin/[event]/invitations/page.tsx': { for: MANAGE },
  '[locale]/admin/[event]/mail/[id]/html/route.ts': { for: MANAGE, params: mail },
  '[locale]/admin/[event]/guide/page.tsx': { for: TEAM },
  '[locale]/admin/[event]/mail/[id]/page.tsx': { for: MANAGE, params: mail },
  '[locale]/admin/[event]/mail/automations/page.tsx': { for: MANAGE },
  '[locale]/admin/[event]/mail/letters/[number]/page.tsx': { for: MANAGE, params: firstLetter },
  '[locale]/admin/[event]/mail/letters/[number]/preview/html/route.ts': { for: MANAGE, params: firstLetter },
  '[locale]/admin/[event]/mail/letters/[number]/preview/page.tsx': { for: MANAGE, params: firstLetter },
  '[locale]/admin/[event]/mail/letters/page.tsx': { for: MANAGE },
  '[locale]/admin/[event]/mail/gallery/page.tsx': { for: MANAGE },
  '[locale]/admin/[event]/mail/look/page.tsx': { for: MANAGE },
  '[locale]/admin/[event]/mail/page.tsx': { for: MANAGE },
  '[locale]/admin/[event]/mail/wording/[kind]/page.tsx': { for: MANAGE, params: wordedKind },
  '[locale]/admin/[event]/mail/wording/[kind]/preview/route.ts': { for: MANAGE, params: wordedKind },
  '[locale]/admin/[event]/mail/wording/page.tsx': { for: MANAGE },
  '[locale]/admin/[event]/page.tsx': { for: TEAM },
  '[locale]/admin/[event]/registrations/[id]/duplicates/[other]/page.tsx': { for: REVIEW },
  '[locale]/admin/[event]/registrations/[id]/page.tsx': { for: [...REVIEW, 'viewer', 'on-site staff'] },
  '[locale]/admin/[event]/registrations/[id]/passport/page.tsx': { for: MANAGE },
  '[locale]/admin/[event]/registrations/[id]/photo/page.tsx': { for: REVIEW },
  '[locale]/admin/[event]/registrations/[id]/privacy/page.tsx': { for: MANAGE },
  '[locale]/admin/[event]/registrations/decide/page.tsx': { for: [...REVIEW, ...LIMITED] },
  '[locale]/admin/[event]/registrations/inform/page.tsx': { for: [...REVIEW, ...LIMITED] },
  '[locale]/admin/[event]/registrations/page.tsx': { for: VIEW },
  '[locale]/admin/[event]/settings/accreditation/page.tsx': { for: MANAGE },
  '[locale]/admin/[event]/settings/categories/[category]/page.tsx': { for: MANAGE },
  '[locale]/admin/[event]/settings/categories/new/page.tsx': { for: MANAGE },
  '[locale]/admin/[event]/settings/categories/page.tsx': { for: MANAGE },
  '[locale]/admin/[event]/settings/data/page.tsx': { for: MANAGE },
  '[locale]/admin/[event]/settings/page.tsx': { for: MANAGE },
  '[locale]/admin/[event]/settings/publication/page.tsx': { for: MANAGE },
  '[locale]/admin/[event]/settings/questions/[question]/page.tsx': { for: MANAGE },
  '[locale]/admin/[event]/settings/questions/page.tsx': { for: MANAGE },
  '[locale]/admin/[event]/settings/reasons/page.tsx': { for: MANAGE },
  '[locale]/admin/[event]/settings/texts/page.tsx': { for: MANAGE },
  '[locale]/admin/[event]/speakers/[speaker]/page.tsx': { for: EDIT },
  '[locale]/admin/[event]/speakers/[speaker]/registration/page.tsx': { for: MANAGE },
  '[locale]/admin/[event]/speakers/new/page.tsx': { for: EDIT },
  '[locale]/admin/[event]/speakers/page.tsx': { for: EDIT },
  '[locale]/admin/[event]/team/page.tsx': { for: ['owner', 'organiser', 'viewer'] },
  '[locale]/admin/mail/[id]/html/route.ts': { for: ADMINISTRATORS, params: mail },
  '[locale]/admin/mail/[id]/page.tsx': { for: ADMINISTRATORS, params: mail },
  '[locale]/admin/mail/page.tsx': { for: ADMINISTRATORS },
  '[locale]/admin/new/page.tsx': { for: ADMINISTRATORS },
  '[locale]/admin/page.tsx': { for: SIGNED_IN },
  // next-auth's own, of which only reading and ending one's own session are on.
  'api/auth/[...nextauth]/route.ts': { for: EVERYBODY, params: () => ({ '...nextauth': 'session' }) },
  'api/colour/[colour]/route.ts': { for: EVERYBODY, params: () => ({ colour: '0B2E4F' }) },
  'api/countries/[locale]/route.ts': { for: EVERYBODY },
  'api/delegation/[delegation]/template/[format]/route.ts': { for: FOCAL },
  'api/events/[event]/agenda-template/[format]/route.ts': { for: EDIT },
  'api/events/[event]/agenda/draft/route.ts': { for: EDIT },
  'api/events/[event]/calendar/[locale]/route.ts': { for: TEAM, of: 'hidden' },
  'api/events/[event]/export/[format]/route.ts': { for: MANAGE, post: true },
  'api/events/[event]/files/[file]/route.ts': { for: REVIEW, params: (of) => ({ file: of.files.document }) },
  'api/events/[event]/my-agenda/[token]/route.ts': {
    for: TEAM,
    of: 'hidden',
    params: (of) => ({ token: of.feedToken }),
  },
  'api/events/[event]/picture/[version]/route.ts': { for: TEAM, of: 'hidden' },
  'api/events/[event]/programme/[locale]/route.ts': { for: TEAM, of: 'hidden' },
  'api/events/[event]/schedule.ics/route.ts': { for: TEAM, of: 'hidden' },
  'api/events/[event]/schedule.json/route.ts': { for: TEAM, of: 'hidden' },
  'api/events/[event]/schedule.xml/route.ts': { for: TEAM, of: 'hidden' },
  'api/events/[event]/screen/route.ts': { for: TEAM, of: 'hidden' },
  'api/events/[event]/screen/worker/route.ts': { for: TEAM, of: 'hidden' },
  'api/events/[event]/sessions/[session]/calendar/route.ts': { for: TEAM, of: 'hidden' },
  'api/events/[event]/sessions/[session]/files/[file]/route.ts': {
    for: TEAM,
    of: 'hidden',
    params: (of) => ({ file: of.sessionDocument }),
  },
  // Not shown to everybody by anybody yet.
  'api/events/[event]/speakers/[speaker]/files/[file]/route.ts': {
    for: EDIT,
    params: (of) => ({ file: of.files.slides }),
  },
  'api/events/[event]/speakers/[speaker]/photo/[version]/route.ts': {
    for: TEAM,
    of: 'hidden',
    params: (of) => ({ version: of.speakerPhoto }),
  },
  'api/health/route.ts': { for: EVERYBODY },
  // The provider alone, by its signature.
  'api/mail/resend/route.ts': { for: [], post: true },
  'api/mail/unsubscribe/[token]/route.ts': { for: EVERYBODY, params: (of) => ({ token: of.unsubscribe }), post: true },
  // A private link opens by itself, also for who is signed in as somebody else: here, another person's link.
  'api/my/[event]/[token]/certificate/route.ts': { for: [], params: (of) => ({ token: of.foreignToken }) },
  'api/my/[event]/[token]/data/route.ts': { for: [], params: (of) => ({ token: of.foreignToken }) },
  'api/my/[event]/[token]/files/[file]/route.ts': { for: [], params: (of) => ({ token: of.foreignToken }) },
  'api/my/[event]/[token]/sessions/[session]/files/[file]/route.ts': {
    for: [],
    params: (of) => ({ token: of.foreignToken, file: of.sessionDocument }),
  },
  // Here, a link of another kind.
  'api/speaker/[event]/[token]/files/[file]/route.ts': {
    for: [],
    params: (of) => ({ token: of.token, file: of.files.slides }),
  },
  'api/speaker/[event]/[token]/photo/route.ts': { for: [], params: (of) => ({ token: of.token }) },
}

const below = (folder: string, fits: (name: string) => boolean) =>
  readdirSync(path.join(process.cwd(), folder), { recursive: true, encoding: 'utf8' }).filter(fits).sort()

test('every page and every route is in the table', () => {
  const files = below('app', (name) => /(^|\/)(page\.tsx|route\.ts)$/.test(name))
  expect(Object.keys(PAGES).sort()).toEqual(files)
})

function addressOf(file: string, of: Conference, own: Record<string, string> = {}): string {
  const params: Record<string, string> = {
    locale: 'en',
    event: of.event.slug,
    token: file.includes('/speaker/[token]') ? of.speakerToken : of.token,
    speaker: of.speaker,
    category: of.category.slug,
    draft: of.draft,
    submission: of.submission,
    delegation: of.delegation,
    import: of.list,
    member: of.member.id,
    id: of.person.id,
    other: of.twin.id,
    format: 'csv',
    file: of.files.photo,
    version: of.pictureVersion,
    question: of.question.id,
    session: of.agendaSession.id,
    '...missing': 'none/at/all',
    ...own,
  }
  return `/${file}`
    .replace(/\/(page\.tsx|route\.ts|page)$/, '')
    .replace('/(site)', '')
    .replace(/\[([^\]]+)\]/g, (_, name: string) => params[name] ?? 'x')
}

/** What may stand in no answer to somebody, whatever page it is. */
function forbiddenTo(who: Who, isOwnPage: boolean): string[] {
  const { name, email, phone, diet, accessibility, note, passport, travel, member, letter, delegation } = SECRET
  if (isOwnPage) return [note, passport, member, delegation]
  if (MANAGE.includes(who)) return [passport, 'Hiddenbirthplace']
  if (who === 'reviewer') return [passport, diet, accessibility, travel]
  if (who === 'viewer' || who === 'on-site staff')
    return [passport, diet, accessibility, travel, letter, email, phone, note]
  if (who === 'focal point') return [name, email, phone, diet, accessibility, note, passport, travel, letter]
  if (LIMITED.includes(who)) return [name, email, phone, diet, accessibility, note, passport, travel, member, letter]
  return Object.values(SECRET)
}

/** How everybody fares at an address: who is answered, and what they read that they must not. */
async function visits(file: string, page: Page): Promise<Record<string, string>> {
  const of = page.of === 'hidden' ? hidden : conference
  const address = server.url + addressOf(file, of, page.params?.(of))
  const isOwnPage = file.includes('/my/[token]') || file.includes('/sent/')
  const each = PEOPLE.map(async (who) => {
    const headers = { origin: server.url, ...cookieOf(of, who) }
    const post = { method: 'POST', body: new URLSearchParams({ locale: 'en' }) }
    const { status, html } = await ask(address, { ...(page.post ? post : {}), headers })
    const isTurnedAway = status === 404 || (status >= 300 && status < 400)
    const outcome = status === 200 ? 'answered' : isTurnedAway ? 'turned away' : String(status)
    const forbidden = page.for.includes(who) ? forbiddenTo(who, isOwnPage) : Object.values(SECRET)
    const leaks = forbidden.filter((word) => html.includes(word))
    return [who, [outcome, ...leaks].join(' and reads ')] as const
  })
  return Object.fromEntries(await Promise.all(each))
}

test('every address answers those it is for, and tells nobody what is not theirs', async () => {
  const expected: Record<string, Record<string, string>> = {}
  const seen: Record<string, Record<string, string>> = {}
  for (const [file, page] of Object.entries(PAGES)) {
    expected[file] = Object.fromEntries(PEOPLE.map((who) => [who, page.for.includes(who) ? 'answered' : 'turned away']))
    seen[file] = await visits(file, page)
  }
  expect(seen).toEqual(expected)
})

test('what the table keeps from others stands on the pages of those whose it is', async () => {
  const read = async (file: string, who: Who) =>
    (await ask(server.url + addressOf(file, conference), { headers: cookieOf(conference, who) })).html
  const person = await read('[locale]/admin/[event]/registrations/[id]/page.tsx', 'organiser')
  for (const word of [SECRET.name, SECRET.email, SECRET.phone, SECRET.diet, SECRET.accessibility, SECRET.travel])
    expect(person).toContain(word)
  expect(await read('[locale]/(site)/[event]/my/[token]/page.tsx', 'nobody')).toContain(SECRET.name)
  const delegation = await read('[locale]/(site)/delegation/[delegation]/page.tsx', 'focal point')
  for (const word of [SECRET.member, SECRET.delegation]) expect(delegation).toContain(word)
  expect(await read('[locale]/admin/[event]/mail/page.tsx', 'organiser')).toContain(SECRET.letter)
})

// Actions.

type Action = {
  /** Who may; the first of them does it in the end. */
  may: Who[]
  args: (of: Conference) => unknown[]
  form?: Record<string, string | Blob> | ((of: Conference) => Record<string, string | Blob>)
  of?: 'hidden'
  /** Why the act of who may changes no row. */
  still?: string
  /** On one's own account: everybody may, and finds nothing of another's there. */
  isOfOneself?: true
}

const at = (of: Conference) => ({ locale: 'en', event: of.event.slug })
const atPerson = (of: Conference) => ({ ...at(of), registration: of.person.id })
const atDelegation = (of: Conference) => ({ ...at(of), delegation: of.delegation })
const atFocal = (of: Conference) => ({ locale: 'en', delegation: of.delegation })
const atLetter = (of: Conference, number = 1) => ({ ...at(of), number, version: 1 })
const atSession = (of: Conference) => ({ ...at(of), session: of.agendaSession.id, version: 1 })
const atMember = (of: Conference) => ({ ...atFocal(of), member: of.member.id })
const atWording = (of: Conference) => ({
  ...at(of),
  kind: 'accepted',
  in: 'en',
  categoryId: null,
  person: null,
  version: 0,
})
const atTeam = (of: Conference) => ({ ...at(of), user: of.users.get('viewer')!.id })
/** Somebody else's link in this event: of a person of another one. */
const byOwn = (of: Conference) => ({ ...at(of), token: of.token })
const atSpeaker = (of: Conference) => ({ ...at(of), speaker: of.speaker })
/** By the speaker's private link. */
const bySpeaker = (of: Conference) => ({ ...at(of), token: of.speakerToken })
const inThree = (name: string, text = 'Text') =>
  Object.fromEntries(LOCALES.map((locale) => [`${name}.${locale}`, text]))
const picture = new Blob([
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
])
const MEMBER = {
  category: 'delegate',
  memberRole: 'member',
  title: '',
  givenName: 'Dana',
  familyName: 'Example',
  country: 'UZ',
  institution: 'Oliy Majlis',
  position: 'Deputy',
  memberEmail: 'dana@example.org',
  locale: 'en',
}
const EVENT = {
  'name.en': 'Another',
  startsAt: '2027-10-16T10:00',
  endsAt: '2027-10-18T10:00',
  timeZone: 'Asia/Almaty',
  colour: '#0B2E4F',
  contactEmail: 'secretariat@example.org',
}

const own = (act: Partial<Action> = {}): Action => ({ may: TEAM, of: 'hidden', args: (of) => [byOwn(of), {}], ...act })
const account = (act: Partial<Action> = {}): Action => ({ may: SIGNED_IN, args: () => ['en'], ...act })

const ACTIONS: Record<string, Action> = {
  'app/[locale]/admin/[event]/mail/actions.ts#changeAddressAction': {
    may: MANAGE,
    args: (of) => ['en', of.event.slug, of.mail.id, {}],
    form: { email: 'right.address@example.org' },
  },
  'app/[locale]/admin/[event]/mail/actions.ts#resendMailAction': {
    may: MANAGE,
    args: (of) => ['en', of.event.slug, of.mail.id],
  },
  'app/[locale]/admin/[event]/mail/actions.ts#resumeQueueAction': {
    may: OWN,
    args: (of) => ['en', of.event.slug],
    still: 'the queue is not paused',
  },
  'app/[locale]/admin/[event]/mail/actions.ts#retryMailAction': {
    may: MANAGE,
    args: (of) => ['en', of.event.slug, of.mail.id],
  },
  'app/[locale]/admin/mail/actions.ts#holdMailAction': {
    may: ADMINISTRATORS,
    args: () => ['en', false],
    still: 'the queue is not paused',
  },
  'features/registrations/event-changes/actions.ts#tellEventChangeAction': {
    may: MANAGE,
    args: (of) => ['en', of.event.slug],
    still: 'nothing of the event has changed',
  },
  'features/campaigns/actions.ts#actOnCampaignAction': {
    may: MANAGE,
    args: (of) => [{ ...atLetter(of, 2), act: 'approve' }, {}],
  },
  'features/campaigns/actions.ts#attachFileAction': {
    may: MANAGE,
    args: (of) => [atLetter(of), {}],
    form: { campaignFile: picture },
  },
  'features/campaigns/actions.ts#createCampaignAction': {
    may: MANAGE,
    args: (of) => [{ ...at(of), filters: { state: 'accepted' } }, {}],
  },
  'features/campaigns/actions.ts#deleteCampaignAction': { may: MANAGE, args: (of) => [atLetter(of), {}] },
  'features/campaigns/actions.ts#deleteSegmentAction': {
    may: MANAGE,
    args: (of) => [{ ...atLetter(of), segment: of.segment }, {}],
  },
  'features/campaigns/actions.ts#releaseCampaignAction': {
    may: MANAGE,
    args: (of) => [{ ...atLetter(of), count: of.recipients }, {}],
    form: { sendAt: '' },
  },
  'features/campaigns/actions.ts#removeFileAction': {
    may: MANAGE,
    args: (of) => [{ ...atLetter(of), file: of.campaignFile }, {}],
  },
  'features/campaigns/actions.ts#saveAudienceAction': {
    may: MANAGE,
    args: (of) => [atLetter(of), {}],
    form: { state: 'accepted' },
  },
  'features/campaigns/actions.ts#saveSegmentAction': {
    may: MANAGE,
    args: (of) => [atLetter(of), {}],
    form: { segmentName: 'Mine' },
  },
  'features/campaigns/actions.ts#saveTextsAction': {
    may: MANAGE,
    args: (of) => [atLetter(of), {}],
    form: { campaignKind: 'notice', 'subject.en': 'Other', 'body.en': 'Words' },
  },
  'features/campaigns/actions.ts#sendTestAction': {
    may: MANAGE,
    args: (of) => [{ ...atLetter(of), person: of.recipient }, {}],
  },
  'features/campaigns/actions.ts#setApprovalAction': {
    may: OWN,
    args: (of) => [at(of), {}],
    form: { needsMailApproval: 'yes' },
  },
  'features/campaigns/unsubscribing/actions.ts#unsubscribeAction': {
    may: EVERYBODY,
    args: (of) => [{ locale: 'en', token: of.unsubscribe, again: false }, {}],
  },
  'features/automations/actions.ts#saveAutomationAction': {
    may: MANAGE,
    args: (of) => [{ locale: 'en', event: of.event.slug, kind: 'thanks' }, {}],
    form: { automationDaysAfter: '2', automationHour: '11' },
  },
  'features/automations/actions.ts#switchOffAutomationAction': {
    may: MANAGE,
    args: (of) => [{ locale: 'en', event: of.event.slug, kind: 'thanks' }],
  },
  'app/[locale]/admin/[event]/mail/look/actions.ts#removeLogoAction': {
    may: MANAGE,
    args: (of) => [at(of), {}],
    still: 'there is no logo yet',
  },
  'app/[locale]/admin/[event]/mail/look/actions.ts#saveLookAction': {
    may: MANAGE,
    args: (of) => [at(of), {}],
    form: { 'signature.en': 'The Secretariat', replyTo: 'desk@example.org' },
  },
  'app/[locale]/admin/[event]/mail/look/actions.ts#setLogoAction': {
    may: MANAGE,
    args: (of) => [at(of), {}],
    form: { logo: picture },
  },
  'app/[locale]/admin/[event]/mail/wording/actions.ts#removeWordingAction': {
    may: MANAGE,
    args: (of) => [atWording(of), {}],
    still: 'nothing is worded yet',
  },
  'app/[locale]/admin/[event]/mail/wording/actions.ts#saveWordingAction': {
    may: MANAGE,
    args: (of) => [atWording(of), {}],
    form: { subject: 'Subject', heading: 'Heading', body: 'Body' },
  },
  'features/accounts/actions.ts#requestFreshLinkAction': account({
    args: () => [{ locale: 'en', to: null }, {}],
    form: {},
  }),
  'features/accounts/actions.ts#requestSignInAction': {
    may: EVERYBODY,
    args: () => [{ locale: 'en', to: null }, {}],
    form: { email: 'stranger@example.org' },
    still: 'a stranger gets no link',
  },
  'features/accounts/actions.ts#signInAction': {
    may: [],
    args: () => [{ locale: 'en', token: 'guessed', to: null }, {}],
    form: {},
  },
  'features/accounts/actions.ts#signOutAction': { may: EVERYBODY, args: () => ['en'] },
  'features/accounts/passkeys/actions.ts#addPasskeyAction': account({
    args: () => ['en', 'Key', { id: 'x' }],
    still: 'no answer of an authenticator',
  }),
  'features/accounts/passkeys/actions.ts#beginPasskeyAction': account(),
  // Another's: nothing happens, for nobody but its owner.
  'features/accounts/passkeys/actions.ts#removePasskeyAction': account({
    may: OWN,
    isOfOneself: true,
    args: (of) => ['en', of.passkey],
  }),
  'features/accounts/second-factor/actions.ts#askPasskeyAction': { may: WITH_SESSION, args: () => ['en'] },
  'features/accounts/second-factor/actions.ts#beginTotpAction': account(),
  'features/accounts/second-factor/actions.ts#confirmTotpAction': account({
    args: () => ['en', {}],
    form: { oneTimeCode: '000000' },
    still: 'no app was begun',
  }),
  'features/accounts/second-factor/actions.ts#giveCodeAction': {
    may: WITH_SESSION,
    args: () => [{ locale: 'en', to: null }, {}],
    form: { oneTimeCode: '000000' },
    still: 'a wrong code',
  },
  'features/accounts/second-factor/actions.ts#givePasskeyAction': {
    may: WITH_SESSION,
    args: () => [{ locale: 'en', to: null }, { id: 'x' }],
    still: 'no answer of an authenticator',
  },
  'features/accounts/second-factor/actions.ts#makeRecoveryCodesAction': account(),
  'features/accounts/second-factor/actions.ts#removeTotpAction': account({ still: 'there is none' }),
  'features/accounts/sessions/actions.ts#endSessionAction': account({
    may: OWN,
    isOfOneself: true,
    args: (of) => ['en', of.session.id],
  }),
  'features/agenda/editor/actions.ts#editAgendaAction': {
    may: EDIT,
    args: (of) => [at(of), 0, { kind: 'change', id: of.agendaSession.id, version: 1, change: { minutes: 90 } }],
  },
  'features/agenda/editor/session/actions.ts#addDocumentAction': {
    may: EDIT,
    args: (of) => [atSession(of), {}],
    form: { documentFile: picture },
  },
  'features/agenda/editor/session/actions.ts#savePersonAction': {
    may: EDIT,
    args: (of) => [atSession(of), {}],
    form: (of) => ({ sessionSpeaker: of.speaker, sessionRole: of.sessionRole.id }),
  },
  'features/agenda/editor/session/actions.ts#arrangeSessionAction': {
    may: EDIT,
    args: (of) => [{ ...atSession(of), list: 'items' }, {}],
    form: (of) => ({ act: `remove:${of.item.id}` }),
  },
  'features/agenda/editor/session/actions.ts#guestAction': {
    may: MANAGE,
    args: (of) => [atSession(of), {}],
    form: (of) => ({ act: `add:${of.person.id}` }),
  },
  'features/agenda/editor/session/actions.ts#removeDocumentAction': {
    may: EDIT,
    args: (of) => [{ ...atSession(of), file: of.sessionDocument }],
  },
  'features/agenda/editor/session/actions.ts#showDocumentAction': {
    may: EDIT,
    args: (of) => [{ ...atSession(of), file: of.sessionDocument, isPublic: false }],
  },
  'features/agenda/editor/session/actions.ts#removeSessionAction': { may: EDIT, args: (of) => [atSession(of)] },
  'features/agenda/editor/session/actions.ts#saveItemAction': {
    may: EDIT,
    args: (of) => [{ ...atSession(of), item: of.item.id }, {}],
    form: { ...inThree('itemTitle', 'Changed'), itemMinutes: '15' },
  },
  'features/agenda/editor/session/actions.ts#saveSessionAction': {
    may: EDIT,
    args: (of) => [atSession(of), {}],
    form: { ...inThree('sessionTitle', 'Changed'), sessionKind: 'panel', sessionAccess: 'public' },
  },
  'features/agenda/feeds/actions.ts#createFeedAction': own({ args: (of) => [at(of), {}] }),
  'features/agenda/feeds/actions.ts#revokeFeedAction': own({ args: (of) => [{ ...at(of), token: of.feedToken }] }),
  'features/agenda/public/actions.ts#starAction': own({
    args: (of) => [{ ...at(of), path: `/en/${of.event.slug}/agenda` }],
    form: (of) => ({ star: of.agendaSession.id }),
    still: 'the stars are the browser’s',
  }),
  'features/agenda/releases/actions.ts#releaseAction': {
    may: EDIT,
    args: (of) => [{ ...at(of), revision: 1 }, {}],
    form: inThree('releaseNote'),
  },
  'features/agenda/releases/actions.ts#restoreAction': { may: EDIT, args: (of) => [{ ...at(of), number: 1 }, {}] },
  'features/agenda/releases/actions.ts#tellAction': { may: EDIT, args: (of) => [{ ...at(of), number: 1 }, {}] },
  'features/agenda/roles/actions.ts#addUsualSessionRolesAction': { may: EDIT, args: (of) => [at(of)] },
  'features/agenda/roles/actions.ts#arrangeSessionRolesAction': {
    may: EDIT,
    args: (of) => [at(of), {}],
    form: (of) => ({ act: `retire:${of.sessionRole.id}` }),
  },
  'features/agenda/roles/actions.ts#saveSessionRoleAction': {
    may: EDIT,
    args: (of) => [{ ...at(of), role: of.sessionRole.id }, {}],
    form: inThree('sessionRoleName', 'Changed'),
  },
  'features/agenda/rooms/actions.ts#arrangeRoomsAction': {
    may: EDIT,
    args: (of) => [at(of), {}],
    form: (of) => ({ act: `remove:${of.room.id}` }),
  },
  'features/agenda/rooms/actions.ts#saveRoomAction': {
    may: EDIT,
    args: (of) => [{ ...at(of), room: of.room.id }, {}],
    form: { ...inThree('roomName', 'Changed'), roomCapacity: '20', roomBooths: '2' },
  },
  'features/agenda/releases/actions.ts#untellAction': {
    may: EDIT,
    args: (of) => [{ ...at(of), number: 1 }, {}],
    still: 'no letter waits',
  },
  'features/agenda/sign-ups/actions.ts#signUpAction': own({
    args: (of) => [{ ...at(of), token: of.tokenOfAccepted }, of.agendaSession.id, {}],
    form: { 'sign-up': 'take' },
  }),
  'features/agenda/tracks/actions.ts#arrangeTracksAction': {
    may: EDIT,
    args: (of) => [at(of), {}],
    form: (of) => ({ act: `remove:${of.track.id}` }),
  },
  'features/agenda/tracks/actions.ts#saveTrackAction': {
    may: EDIT,
    args: (of) => [{ ...at(of), track: of.track.id }, {}],
    form: { ...inThree('trackName', 'Changed'), trackColour: '#17693A' },
  },
  'features/delegations/actions.ts#addFocalPointAction': {
    may: MANAGE,
    args: (of) => [atDelegation(of), {}],
    form: { name: 'New', email: 'new-focal@example.org', letterLocale: 'en' },
  },
  'features/delegations/actions.ts#addUsualRolesAction': {
    may: MANAGE,
    args: (of) => [at(of)],
  },
  'features/delegations/actions.ts#arrangeRoleAction': {
    may: MANAGE,
    args: (of) => [{ ...at(of), role: of.role.id }],
    form: { to: 'retired' },
  },
  'features/delegations/actions.ts#createDelegationAction': {
    may: MANAGE,
    args: (of) => [at(of), {}],
    form: { ...inThree('delegationName'), delegationKind: 'state', delegationCountry: 'KZ', delegationNote: '' },
  },
  'features/delegations/actions.ts#deleteDelegationAction': {
    may: MANAGE,
    args: (of) => [atDelegation(of)],
    still: 'it has members',
  },
  'features/delegations/actions.ts#removeFocalPointAction': {
    may: MANAGE,
    args: (of) => [{ ...atDelegation(of), focalPoint: of.focalPoint.id }],
  },
  'features/delegations/actions.ts#saveRoleAction': {
    may: MANAGE,
    args: (of) => [{ ...at(of), role: of.role.id }, {}],
    form: inThree('roleName'),
  },
  'features/delegations/actions.ts#setCredentialsAction': {
    may: MANAGE,
    args: (of) => [atDelegation(of), {}],
    form: { credentials: 'accepted' },
  },
  'features/delegations/actions.ts#setFreezeAction': {
    may: MANAGE,
    args: (of) => [atDelegation(of), {}],
    form: { freeze: 'frozen', unfrozenUntil: '' },
  },
  'features/delegations/actions.ts#updateDelegationAction': {
    may: MANAGE,
    args: (of) => [atDelegation(of), {}],
    form: {
      ...inThree('delegationName', 'Changed'),
      delegationKind: 'state',
      delegationCountry: 'KZ',
      delegationNote: '',
    },
  },
  'features/delegations/actions.ts#writeToFocalPointsAction': {
    may: MANAGE,
    args: (of) => [{ ...at(of), round: 'invite' }],
  },
  'features/events/accreditation/actions.ts#setAccreditationAction': {
    may: MANAGE,
    args: (of) => [at(of), {}],
    form: { offerHours: '7', workDays: '1,2', workFrom: '9', workTo: '18', delegationsCloseOn: '' },
  },
  'features/events/actions.ts#changeRoleAction': {
    may: OWN,
    args: (of) => [atTeam(of), {}],
    form: { 'role-of-member': 'organiser' },
  },
  'features/events/actions.ts#createCategoryAction': {
    may: MANAGE,
    args: (of) => [at(of), {}],
    form: { 'name.en': 'Guests', slug: 'guests', form: 'delegate', capacity: '', opensAt: '', closesAt: '' },
  },
  'features/events/actions.ts#createEventAction': {
    may: ADMINISTRATORS,
    args: () => ['en', {}],
    form: { ...EVENT, slug: 'another-event' },
  },
  'features/events/actions.ts#inviteMemberAction': {
    may: OWN,
    args: (of) => [at(of), {}],
    form: { email: 'colleague@example.org', role: 'organiser', language_of_letter: 'en' },
  },
  'features/events/actions.ts#moveEventAction': {
    may: OWN,
    args: (of) => [{ ...at(of), to: 'archived' }, {}],
    form: (of) => ({ confirmation: of.event.slug }),
  },
  'features/events/actions.ts#removeMemberAction': { may: OWN, args: (of) => [atTeam(of)] },
  'features/events/actions.ts#removePictureAction': { may: MANAGE, args: (of) => [at(of)] },
  'features/events/actions.ts#setPictureAction': { may: MANAGE, args: (of) => [at(of), {}], form: { picture } },
  'features/events/actions.ts#setScopeAction': {
    may: OWN,
    args: (of) => [{ ...at(of), user: of.users.get('reviewer')!.id }, {}],
    form: (of) => ({ scopeCategories: of.category.id }),
  },
  'features/events/actions.ts#updateCategoryAction': {
    may: MANAGE,
    args: (of) => [{ ...at(of), category: of.category.slug }, {}],
    form: { 'name.en': 'Changed', capacity: '', opensAt: '', closesAt: '' },
  },
  'features/events/actions.ts#updateEventAction': {
    may: MANAGE,
    args: (of) => [{ ...at(of), part: 'general' }, {}],
    form: { 'name.en': 'Changed' },
  },
  'features/registrations/changes/actions.ts#decideChangeAction': {
    may: REVIEW,
    args: (of) => [{ ...atPerson(of), change: of.change.id }, {}],
    form: { field: 'institution' },
  },
  'features/registrations/companions/actions.ts#addCompanionAction': own({
    form: {
      givenName: 'Erlan',
      familyName: 'Example',
      country: 'KZ',
      consent_processing: 'yes',
      consent_conduct: 'yes',
    },
  }),
  'features/registrations/companions/actions.ts#endCompanionsAction': {
    may: REVIEW,
    args: (of) => [{ ...at(of), registration: of.untold.id }],
  },
  'features/registrations/companions/actions.ts#withdrawCompanionAction': own({
    args: (of) => [{ ...byOwn(of), companion: of.companion.id }],
  }),
  'features/registrations/consents/actions.ts#consentsAction': own({
    args: (of) => [byOwn(of), 1, {}],
    form: { consent_processing: 'yes', consent_conduct: 'yes' },
  }),
  'features/registrations/duplicates/actions.ts#settleDuplicateAction': {
    may: REVIEW,
    args: (of) => [{ ...at(of), pair: [of.person.id, of.twin.id] }, {}],
    form: (of) => ({ keep: of.person.id }),
  },
  'features/registrations/form/actions.ts#discardAction': {
    may: TEAM,
    of: 'hidden',
    args: (of) => [{ ...at(of), category: of.category.slug, draft: of.draft }],
  },
  'features/registrations/form/actions.ts#saveStepAction': {
    may: TEAM,
    of: 'hidden',
    args: (of) => [{ ...at(of), category: of.category.slug, draft: null, step: 'person' }, {}],
    form: { givenName: 'Aigul', familyName: 'Example' },
  },
  'features/registrations/form/actions.ts#sendAction': {
    may: TEAM,
    of: 'hidden',
    args: (of) => [{ ...at(of), category: of.category.slug, draft: of.draft, digest: of.digest }, {}],
    form: {},
    still: 'nobody registers for a draft, its team neither',
  },
  'features/registrations/invitations/actions.ts#createInvitationsAction': {
    may: MANAGE,
    args: (of) => [at(of), {}],
    form: (of) => ({
      invitationKind: 'link',
      invited: '',
      invitationCode: '',
      maxUses: '3',
      invitationCategory: of.category.slug,
      invitationDelegation: '',
      invitationExpires: '',
      invitationLocale: 'en',
    }),
  },
  'features/registrations/invitations/actions.ts#declineInvitationAction': {
    may: TEAM,
    of: 'hidden',
    args: (of) => [{ ...at(of), token: of.invitationToken }, {}],
    form: { declinedReason: 'No time' },
    still: 'a link for many is nobody’s to decline',
  },
  'features/registrations/invitations/actions.ts#enterCodeAction': {
    may: TEAM,
    of: 'hidden',
    args: (of) => [at(of), {}],
    form: { code: 'HIDDENCODE' },
  },
  'features/registrations/invitations/actions.ts#revokeInvitationAction': {
    may: MANAGE,
    args: (of) => [{ ...at(of), invitation: of.invitation.id }],
  },
  'features/registrations/invitations/actions.ts#sendInvitationAgainAction': {
    may: MANAGE,
    args: (of) => [{ ...at(of), invitation: of.invitation.id }],
    still: 'a link is sent to nobody',
  },
  'features/registrations/invitations/actions.ts#takeUpInvitationAction': {
    may: TEAM,
    of: 'hidden',
    args: (of) => [{ ...at(of), token: of.invitationToken }],
  },
  'features/agenda/import/actions.ts#beginImportAction': {
    may: EDIT,
    args: (of) => [at(of), {}],
    form: { pasted: 'Title;Room\nAnother session;Hall B' },
  },
  'features/agenda/import/actions.ts#takeOverAction': {
    may: EDIT,
    args: (of) => [at(of), { file: of.agendaImport, isShifted: false, isUpdating: false }, {}],
  },
  'features/registrations/delegation-list/actions.ts#delegationListAction': {
    may: MANAGE,
    args: (of) => [at(of), { pasted: '' }],
    form: { act: 'enter', pasted: 'Another delegation; UZ; parliament' },
  },
  'features/registrations/members/actions.ts#attachCredentialsAction': {
    may: FOCAL,
    args: (of) => [atFocal(of), {}],
    form: { file: picture },
  },
  'features/registrations/members/actions.ts#memberAction': {
    may: FOCAL,
    args: (of) => [{ ...atMember(of), act: 'remove' }],
  },
  'features/registrations/members/actions.ts#moveMemberAction': {
    may: FOCAL,
    args: (of) => [{ ...atFocal(of), member: of.secondMember.id }],
    form: { to: 'up' },
  },
  'features/registrations/members/actions.ts#removeCredentialsAction': {
    may: FOCAL,
    args: (of) => [{ ...atFocal(of), file: of.files.credentials }],
  },
  'features/registrations/members/actions.ts#reservePlacesAction': {
    may: FOCAL,
    args: (of) => [atFocal(of), {}],
    form: { category: 'delegate', memberRole: 'member', places: '2' },
  },
  'features/registrations/members/actions.ts#saveMemberAction': {
    may: FOCAL,
    args: (of) => [atMember(of), {}],
    form: MEMBER,
  },
  'features/registrations/members/actions.ts#sendDelegationAction': { may: FOCAL, args: (of) => [atFocal(of)] },
  'features/registrations/members/actions.ts#substituteMemberAction': {
    may: FOCAL,
    args: (of) => [atMember(of), {}],
    form: MEMBER,
    still: 'a draft is changed, not substituted',
  },
  'features/registrations/members/list/actions.ts#beginImportAction': {
    may: FOCAL,
    args: (of) => [atFocal(of), {}],
    form: { pasted: 'Given name\tFamily name\nErlan\tExample', category: 'delegate' },
  },
  'features/registrations/members/list/actions.ts#correctImportAction': {
    may: FOCAL,
    args: (of) => [{ ...atFocal(of), list: of.list }, {}],
    form: { '2.givenName': 'Corrected' },
  },
  'features/registrations/members/list/actions.ts#importNextAction': {
    may: FOCAL,
    args: (of) => [{ ...atFocal(of), list: of.list }, {}],
    form: { mode: 'all' },
  },
  'features/registrations/own/actions.ts#answerRequestAction': own({
    args: (of) => [{ ...at(of), token: of.tokenOfAsked }, {}],
    form: { answer: 'Here it is' },
  }),
  'features/registrations/own/actions.ts#correctAction': own({ form: answersTo('delegate', { diet: 'Halal' }) }),
  'features/registrations/own/actions.ts#erasureAction': own({ args: (of) => [byOwn(of)] }),
  'features/registrations/own/actions.ts#offerAction': own({
    args: (of) => [{ ...at(of), token: of.tokenOfOffered }, {}],
    form: { offer: 'accept' },
  }),
  'features/registrations/own/actions.ts#addDocumentAction': own({ form: { file: picture } }),
  'features/registrations/own/actions.ts#removeDocumentAction': own({ args: (of) => [byOwn(of), of.files.document] }),
  'features/registrations/own/actions.ts#photoAction': own({ form: { photo: picture }, still: 'too small a picture' }),
  'features/registrations/own/actions.ts#questionsAction': own({
    form: (of) => ({ [`q_${of.question.id}`]: 'Answer' }),
  }),
  'features/registrations/own/actions.ts#renewLinkAction': own({ args: (of) => [byOwn(of)] }),
  'features/registrations/own/actions.ts#sendLinksAction': own({
    args: (of) => [at(of), {}],
    form: { email: SECRET.email },
  }),
  'features/registrations/own/actions.ts#travelAction': own({ form: { hotel: 'Another' } }),
  'features/registrations/own/actions.ts#travelDocumentAction': own({
    form: {
      nationality: 'KZ',
      documentType: 'ordinary',
      number: 'N1234567',
      issuingCountry: 'KZ',
      issuedOn: '2024-02-03',
      expiresOn: '2034-02-02',
      birthDate: '1980-05-07',
      birthPlace: 'Almaty',
    },
  }),
  'features/registrations/own/actions.ts#withdrawAction': own(),
  'features/registrations/photo/actions.ts#photoExemptAction': {
    may: REVIEW,
    args: (of) => [{ ...atPerson(of), isExempt: true }, {}],
  },
  'features/registrations/photo/actions.ts#photoForAction': {
    may: REVIEW,
    args: (of) => [atPerson(of), {}],
    form: { photo: picture },
    still: 'too small a picture',
  },
  'features/registrations/places/actions.ts#setDelegationQuotasAction': {
    may: MANAGE,
    args: (of) => [atDelegation(of), {}],
    form: { 'places.all': '9' },
  },
  'features/registrations/places/actions.ts#setEventQuotasAction': {
    may: MANAGE,
    args: (of) => [at(of), {}],
    form: { event: '900' },
  },
  'features/registrations/privacy/actions.ts#eraseAction': { may: MANAGE, args: (of) => [atPerson(of)] },
  'features/registrations/privacy/actions.ts#keepOffListsAction': {
    may: MANAGE,
    args: (of) => [{ ...atPerson(of), isKeptOff: true }],
  },
  'features/registrations/privacy/actions.ts#setRetentionAction': {
    may: MANAGE,
    args: (of) => [at(of), {}],
    form: { 'term.passport': '1', 'term.files': '1', 'term.health': '1', 'term.travel': '1' },
  },
  'features/registrations/questions/actions.ts#arrangeAction': {
    may: MANAGE,
    args: (of) => [at(of), {}],
    form: (of) => ({ act: `retire:${of.question.id}` }),
  },
  'features/registrations/questions/actions.ts#saveQuestionAction': {
    may: MANAGE,
    args: (of) => [{ ...at(of), question: of.question.id }, {}],
    form: {
      ...inThree('questionLabel', 'Changed'),
      questionKind: 'text',
      questionTime: 'sign_up',
      questionData: 'registrations',
    },
  },
  'features/registrations/reasons/actions.ts#addUsualReasonsAction': {
    may: MANAGE,
    args: (of) => [at(of)],
  },
  'features/registrations/reasons/actions.ts#retireReasonAction': {
    may: MANAGE,
    args: (of) => [{ ...at(of), reason: of.reason.id, isRetired: true }],
  },
  'features/registrations/reasons/actions.ts#saveReasonAction': {
    may: MANAGE,
    args: (of) => [{ ...at(of), reason: of.reason.id }, {}],
    form: { ...inThree('reasonName', 'Changed'), ...inThree('reasonText'), reasonStates: 'declined' },
  },
  'features/registrations/review/actions.ts#decideAction': {
    may: REVIEW,
    args: (of) => [atPerson(of), 'submitted', {}],
    form: { to: 'accepted', note: '', internalNote: '', inform: 'now' },
  },
  'features/registrations/review/actions.ts#decideManyAction': {
    may: REVIEW,
    args: (of) => [{ ...at(of), query: {}, ids: [of.person.id, of.twin.id], isAll: false }, {}],
    form: { to: 'accepted', note: '', internalNote: '', inform: 'later' },
  },
  'features/registrations/review/actions.ts#informAction': {
    may: REVIEW,
    args: (of) => [at(of), {}],
    form: (of) => ({ person: of.untold.id }),
  },
  'features/registrations/review/actions.ts#setSortKeyAction': {
    may: MANAGE,
    args: (of) => [atPerson(of), {}],
    form: { sortKey: 'AAA, First' },
  },
  // Only who decided takes it back: the owner; to the others nothing happens.
  'features/registrations/review/actions.ts#undoAction': {
    may: ['owner', ...REVIEW],
    args: (of) => [at(of), of.batchId],
  },
  'features/registrations/travel-document/reveal/actions.ts#revealAction': {
    may: ['owner', 'organiser'],
    args: (of) => [atPerson(of), {}],
    form: { reason: 'visa' },
  },
  'features/registrations/waiting-list/actions.ts#setPriorityAction': {
    may: REVIEW,
    args: (of) => [{ ...at(of), registration: of.waiting.id }, {}],
    form: { priority: '1', priorityReason: 'Head of State' },
  },
  'features/speakers/actions.ts#arrangeDocumentAction': {
    may: EDIT,
    args: (of) => [{ ...atSpeaker(of), file: of.files.slides }, {}],
    form: { act: 'publish' },
  },
  'features/speakers/actions.ts#changeSpeakerAction': {
    may: EDIT,
    args: (of) => [{ ...atSpeaker(of), version: 1, isLinked: false }, {}],
    form: { givenName: 'Changed', locale: 'en' },
  },
  'features/speakers/actions.ts#createSpeakerAction': {
    may: EDIT,
    args: (of) => [at(of), {}],
    form: { givenName: 'New', locale: 'en' },
  },
  'features/speakers/actions.ts#linkAction': {
    may: MANAGE,
    args: (of) => [{ ...atSpeaker(of), version: 1 }, {}],
    form: (of) => ({ registration: of.twin.id }),
  },
  'features/speakers/actions.ts#removeSpeakerAction': { may: EDIT, args: (of) => [{ ...atSpeaker(of), version: 1 }] },
  'features/speakers/actions.ts#speakerDocumentAction': {
    may: EDIT,
    args: (of) => [atSpeaker(of), {}],
    form: { file: picture },
  },
  'features/speakers/actions.ts#speakerPhotoAction': {
    may: EDIT,
    args: (of) => [atSpeaker(of), {}],
    form: { act: 'remove' },
  },
  'features/speakers/actions.ts#unlinkAction': {
    may: MANAGE,
    args: (of) => [{ ...at(of), speaker: of.linkedSpeaker, version: 1 }],
  },
  'features/speakers/actions.ts#writeToSpeakersAction': {
    may: EDIT,
    args: (of) => [{ ...at(of), speaker: null, round: 'invite' }, {}],
    form: (of) => ({ person: of.linkedSpeaker }),
  },
  'features/speakers/own/actions.ts#answerAction': own({
    args: (of) => [bySpeaker(of), 'declined', {}],
    form: { speakerAnswer: 'Ill' },
  }),
  'features/speakers/own/actions.ts#ownDocumentAction': own({
    args: (of) => [bySpeaker(of), {}],
    form: { file: picture },
  }),
  'features/speakers/own/actions.ts#ownPhotoAction': own({
    args: (of) => [bySpeaker(of), {}],
    form: { photo: picture },
    still: 'too small a picture',
  }),
  'features/speakers/own/actions.ts#ownProfileAction': own({
    args: (of) => [bySpeaker(of), 1, {}],
    form: { givenName: 'Changed', locale: 'en' },
  }),
  'features/speakers/own/actions.ts#removeOwnDocumentAction': own({
    args: (of) => [bySpeaker(of), of.files.slides],
  }),
}

type Manifest = { node: Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }> }

const manifest = () =>
  JSON.parse(readFileSync(path.join(process.cwd(), '.next/server/server-reference-manifest.json'), 'utf8')) as Manifest

test('every action is in the table', () => {
  const actions = ['app', 'features', 'components', 'lib'].flatMap((folder) =>
    below(folder, (name) => /\.tsx?$/.test(name)).flatMap((name) => {
      const source = readFileSync(path.join(process.cwd(), folder, name), 'utf8')
      if (!/^\s*'use server'/m.test(source)) return []
      return [...source.matchAll(/^export async function (\w+)/gm)].map(([, action]) => `${folder}/${name}#${action}`)
    }),
  )
  expect(Object.keys(ACTIONS).sort()).toEqual(actions.sort())
  // The build offers no other: none within a component, none that another file hands on.
  const offered = Object.values(manifest().node).map(({ filename, exportedName }) => `${filename}#${exportedName}`)
  expect(offered.filter((action) => !actions.includes(action))).toEqual([])
})

/** Calls an action as React does. */
async function call(name: string, { args, form }: Action, of: Conference, who: Who): Promise<string> {
  const [id, { workers }] = Object.entries(manifest().node).find(
    ([, { filename, exportedName }]) => `${filename}#${exportedName}` === name,
  )!
  const body = new FormData()
  const answers = typeof form === 'function' ? form(of) : form
  // React sends a form's fields first, each named after the form.
  for (const [field, answer] of Object.entries(answers ?? {})) body.append(`_1_${field}`, answer)
  body.append('0', JSON.stringify([...args(of), ...(form ? ['$K1'] : [])]))
  const page = Object.keys(workers)[0]!.replace(/^app\//, '')
  const answer = await ask(server.url + addressOf(page, of), {
    method: 'POST',
    body,
    headers: { 'next-action': id, accept: 'text/x-component', origin: server.url, ...cookieOf(of, who) },
  })
  const to = answer.headers.get('x-action-redirect') ?? ''
  if (answer.status === 404) return 'not found'
  if (/^\/en\/sign-in/.test(to)) return 'to sign in'
  if (to) return 'done'
  // What the action gave back is a row of its own among those of the page.
  const row = /"a":"\$@(\w+)"/.exec(answer.html)?.[1]
  const given = row && new RegExp(`^${row}:(.*)$`, 'm').exec(answer.html)?.[1]
  return answer.status === 200 ? `answered ${given?.slice(0, 300)}` : `failed with ${answer.status}`
}

/** What an action did for those who may not, and for the first of those who may; empty: all as it should be. */
async function trespasses(name: string, action: Action): Promise<string[]> {
  const of = await makeConference(action.of === 'hidden' ? 'draft' : 'published')
  const before = await fingerprints()
  const changedSince = async () => {
    const after = await fingerprints()
    return Object.keys(after).filter((table) => after[table] !== before[table])
  }
  const each = PEOPLE.filter((who) => !action.may.includes(who)).map(async (who) => {
    const outcome = await call(name, action, of, who)
    const isRefused = /^(not found|to sign in)$/.test(outcome) || /"(refusal|errors)":/.test(outcome)
    // A gate that lets them through for what is theirs: here, with what is another's, they find nothing.
    const isPast = outcome === 'done' && (LIMITED.includes(who) || action.isOfOneself)
    return isRefused || isPast ? [] : [`${who}: ${outcome}`]
  })
  const wrong = (await Promise.all(each)).flat()
  const spoilt = await changedSince()
  if (spoilt.length > 0) return [...wrong, `changed ${spoilt}`]
  const [first] = action.may
  if (!first) return wrong
  const outcome = await call(name, action, of, first)
  const changed = await changedSince()
  const isThrough = !/^(not found|to sign in|failed)/.test(outcome)
  if (!isThrough) wrong.push(`${first} may not: ${outcome}`)
  if (changed.length > 0 === Boolean(action.still)) wrong.push(`${first} changed “${changed}”: ${outcome}`)
  return wrong
}

test('no action does anything for those who may not, and the same call does it for those who may', async () => {
  const wrong: Record<string, string[]> = {}
  for (const [name, action] of Object.entries(ACTIONS)) {
    const found = await trespasses(name, action)
    // Every fingerprint reads every byte: those of the conferences before are proof of nothing any more.
    await client()`delete from files`
    await client()`delete from event_pictures`
    if (found.length > 0) wrong[name] = found
  }
  expect(wrong).toEqual({})
  // All of it is in the audit by now, and nothing of a person is.
  const entries = await client()`select action, data::text from audit`
  const personal = [...Object.values(SECRET), 'Dana', 'dana@', 'Oliy', 'Halal', '@example.org', 'Hidden', 'colleague']
  expect(entries.filter(({ data }) => personal.some((word) => data.includes(word)))).toEqual([])
  expect(new Set(entries.map(({ action }) => action)).size).toBeGreaterThan(40)
})
