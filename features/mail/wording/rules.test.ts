import { expect, test } from '@playwright/test'
import { builtInWording, MAIL_KINDS, mailKind } from '@/emails/kinds'
import { renderLetter } from '@/emails/letter'
import { brokenPlaceholders, PLACEHOLDERS, type Placeholder } from '@/emails/wording'
import { LOCALES, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { checkWording, type Dress, dressed, type Wording, warningsOf, worded, wordingFor } from './rules'

const SAMPLE = Object.fromEntries(PLACEHOLDERS.map((name) => [name, `the ${name}`])) as Record<Placeholder, string>
const NOTHING: Dress = { wordings: [], signature: {}, replyTo: '', logo: null }

function letterOf(name: string, values: Partial<Record<Placeholder, string>> = {}, locale: Locale = 'en') {
  return mailKind(name)!.build({ t: texts(locale), locale, colour: '#0B2E4F', values: { ...SAMPLE, ...values } })
}

const wording = (values: Partial<Wording> = {}): Wording => ({
  kind: 'accepted',
  locale: 'en',
  categoryId: null,
  subject: 'Subject',
  heading: 'Heading',
  body: 'Body.',
  ...values,
})

for (const locale of LOCALES) {
  test(`each built-in text in ${locale} is a template with the placeholders of its kind and no others`, () => {
    for (const kind of MAIL_KINDS.filter(({ isOfEvent }) => isOfEvent)) {
      const template = builtInWording(kind, texts(locale), locale)
      const whole = Object.values(template).join('\n')
      expect(brokenPlaceholders(whole, kind.placeholders), kind.name).toEqual([])
      expect(template.subject, kind.name).toContain('{event}')
      expect(template.body.length, kind.name).toBeGreaterThan(40)
    }
  })

  test(`a letter in ${locale} that is saved in its built-in words says what it said before`, () => {
    for (const kind of MAIL_KINDS.filter(({ isOfEvent }) => isOfEvent)) {
      const letter = letterOf(kind.name, {}, locale)
      const said = worded(letter, builtInWording(kind, texts(locale), locale))
      expect({ ...said, preview: '' }, kind.name).toEqual({ ...letter, preview: '' })
    }
  })
}

test("the category's words go before the general ones, and no other language's are ever taken", () => {
  const general = wording({ body: 'general' })
  const own = wording({ body: 'own', categoryId: 'category' })
  const russian = wording({ body: 'russian', locale: 'ru' })
  const all = [russian, general, own]
  const find = (locale: Locale, categoryId?: string) => wordingFor(all, { kind: 'accepted', locale, categoryId })?.body
  expect(find('en', 'category')).toBe('own')
  expect(find('en', 'another')).toBe('general')
  expect(find('en')).toBe('general')
  expect(find('ru', 'category')).toBe('russian')
  expect(find('kk', 'category')).toBeUndefined()
  expect(wordingFor(all, { kind: 'declined', locale: 'en' })).toBeNull()
})

test('facts, note, button, greeting, details and the last lines stay whatever the organisers write', () => {
  for (const { name } of MAIL_KINDS.filter(({ isOfEvent }) => isOfEvent)) {
    const letter = letterOf(name)
    const said = dressed(letter, { ...NOTHING, wordings: [wording({ kind: name })] }, { kind: name })
    const kept = ({ greeting, facts, note, action, details, closing, footer }: typeof letter) => ({
      greeting,
      facts,
      note,
      action,
      details,
      closing,
      footer,
    })
    expect(kept(said), name).toEqual(kept(letter))
    expect([said.subject, said.heading, said.paragraphs]).toEqual(['Subject', 'Heading', ['Body.']])
  }
})

test('the end of an offer stands among the facts, so that no wording can lose it', () => {
  expect(letterOf('offered').facts.map(({ value }) => value)).toContain('the answer_by')
})

const HOSTILE = [
  '<b>bold</b><script>alert(1)</script>',
  'http://evil.example/path',
  'evil.example',
  'mailto:thief@evil.example',
  '{reference}',
  'two\r\n\r\nparagraphs\u2028and\u202eturned',
]

for (const name of HOSTILE)
  test(`a person called ${JSON.stringify(name)} brings neither markup nor link nor placeholder into a letter`, async () => {
    const letter = worded(letterOf('accepted', { name, reference: 'REF' }), {
      subject: 'For {name}',
      heading: '{name}',
      body: 'Dear {name},\n\nyour place is kept, {name}.',
    })
    expect(letter.paragraphs).toHaveLength(2)
    const { html, text, subject } = await renderLetter({ ...letter, facts: [] })
    expect(html).not.toMatch(/<b>|<script/)
    for (const part of [subject, html, text])
      expect(part).not.toMatch(/https?:\/\/evil|evil\.example|thief@evil|REF|[\u2028\u202e]/)
    expect(html.match(/href="/g)).toHaveLength(1)
  })

test('quotation marks within an event’s name nest in the organisers’ words as in the built-in ones', () => {
  const letter = worded(letterOf('accepted', { event: 'Форум «Диалог»' }, 'ru'), wording({ body: 'На «{event}».' }))
  expect(letter.paragraphs).toEqual(['На «Форум „Диалог“».'])
})

test('braces that no value goes into are refused at their field', () => {
  const known = ['name', 'event'] as const
  for (const [text, written] of [
    ['Dear {nmae}', '{nmae}'],
    ['Dear {Name}', '{Name}'],
    ['Dear { name }', '{ name }'],
    ['Dear {name', '{name'],
    ['Dear name}', '}'],
    ['Dear {name}, {link}', '{link}'],
  ])
    expect(() => checkWording({ subject: 'x', heading: 'x', body: text! }, known)).toThrow(
      expect.objectContaining({
        code: 'wording_unknown',
        field: 'body',
        values: { written, known: '{name}, {event}' },
      }),
    )
  checkWording({ subject: '{event}', heading: 'x', body: 'Dear {name}' }, known)
})

test('a language that is missing beside others, and braces of old, are warned of', () => {
  const languages = ['en', 'ru', 'kk'] as const
  const known = ['name'] as const
  expect(warningsOf([], known, languages)).toEqual([])
  expect(
    warningsOf(
      [wording(), wording({ locale: 'ru', body: '{gone}' }), wording({ categoryId: 'own', locale: 'kk' })],
      known,
      languages,
    ),
  ).toEqual([
    { is: 'missing', locale: 'kk', categoryId: null },
    { is: 'broken', locale: 'ru', categoryId: null, written: '{gone}' },
    { is: 'missing', locale: 'en', categoryId: 'own' },
    { is: 'missing', locale: 'ru', categoryId: 'own' },
  ])
})

test("the event's signature takes the place of the host's name in its language only", () => {
  const dress = { ...NOTHING, signature: { en: 'The Secretariat\n\nHall 1', ru: '  ' } }
  expect(dressed(letterOf('accepted'), dress, { kind: 'accepted' }).closing).toEqual([
    'With respect,',
    'The Secretariat',
    'Hall 1',
  ])
  expect(dressed(letterOf('accepted', {}, 'ru'), dress, { kind: 'accepted' }).closing.at(-1)).toBe('the host')
  expect(dressed(letterOf('team_invitation'), dress, { kind: 'team_invitation' }).closing).toEqual([])
})

test('a letter in Dari or Arabic is laid out from right to left', async () => {
  for (const locale of ['prs', 'ar', 'fa']) {
    const { html } = await renderLetter({ ...letterOf('information_requested'), locale: locale as Locale })
    expect(html).toContain(`<html lang="${locale}" dir="rtl"`)
    expect(html.match(/<table[^>]*dir="rtl"/g)).toHaveLength(3)
    expect(html).toContain('border-right:3px')
    expect(html).not.toMatch(/border-left:3px|padding-right:16px/)
  }
  expect((await renderLetter(letterOf('information_requested'))).html).not.toContain('rtl')
})

test('forms of address keep their full stops as they are', () => {
  expect(
    worded(letterOf('accepted', { name: 'H.E. Ms Aigul Example' }), wording({ body: '{name}' })).paragraphs,
  ).toEqual(['H.E. Ms Aigul Example'])
})
