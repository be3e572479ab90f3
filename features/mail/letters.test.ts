import { expect, test } from '@playwright/test'
import { signInLetter, teamInvitationLetter } from '@/emails/account'
import { type Letter, renderLetter } from '@/emails/letter'
import { REGISTRATION_LETTERS, type RegistrationLetterKind, registrationLetter } from '@/emails/registration'
import { LOCALES, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'

function letterOf(
  kind: RegistrationLetterKind,
  locale: Locale,
  changes: { name?: string; note?: string } = {},
): Letter {
  return registrationLetter(kind, {
    t: texts(locale),
    locale,
    event: {
      name: 'Example Forum',
      when: '16–17 October 2026',
      where: 'Example Hall, Tashkent',
      colour: '#0B2E4F',
      contactEmail: 'secretariat@example.org',
      host: 'Example Secretariat',
    },
    person: `Dr ${changes.name ?? 'Aigul Example'}`,
    category: 'Delegate',
    reference: '4827 9136',
    note: changes.note,
    link: 'https://conference.example.org/en/forum/my/token',
  })
}

const GREETINGS: Partial<Record<Locale, string>> = {
  en: 'Dear Dr Aigul Example,',
  ru: 'Здравствуйте, Dr Aigul Example.',
  kk: 'Құрметті Dr Aigul Example,',
}

for (const locale of LOCALES) {
  for (const kind of REGISTRATION_LETTERS) {
    test(`the letter "${kind}" in ${locale} greets the person and names the reference, in both parts`, async () => {
      const { subject, html, text } = await renderLetter(letterOf(kind, locale))
      expect(subject).toContain('Example Forum')
      expect(html).toContain(`<html lang="${locale}"`)
      for (const part of [text, html]) {
        expect(part).toContain(GREETINGS[locale] ?? 'Aigul Example')
        expect(part).toContain('4827 9136')
        expect(part).toContain('https://conference.example.org/en/forum/my/token')
        expect(part.replace(/<style>.*?<\/style>/s, '')).not.toContain('{')
        expect(part).not.toMatch(/\bmail\.[a-z]/)
      }
      expect(html).not.toMatch(/<img|src=|url\(/)
    })
  }
}

const ACCEPTANCE: Partial<Record<Locale, RegExp>> = {
  en: /accept|confirm|welcome|approv/i,
  ru: /принят|подтвержд|одобр/i,
  kk: /қабылда|раста|мақұлда/i,
}
const NEGATED: Partial<Record<Locale, string>> = {
  en: 'This is not yet a confirmation.',
  ru: 'Это ещё не подтверждение участия.',
  kk: 'Бұл хат қатысуыңыз расталғанын білдірмейді.',
}

for (const locale of LOCALES) {
  test(`"received" in ${locale} can never be taken for "accepted"`, async () => {
    const { subject, text } = await renderLetter(letterOf('received', locale))
    const words = text.replace(/\s+/g, ' ')
    const [negated, acceptance] = [NEGATED[locale], ACCEPTANCE[locale]]
    test.skip(!negated || !acceptance, 'nobody has written down yet what it says there')
    expect(words).toContain(negated)
    expect(`${subject} ${words.replace(negated!, '')}`).not.toMatch(acceptance!)
    expect((await renderLetter(letterOf('accepted', locale))).text).toMatch(acceptance!)
  })

  test(`the letters to organisers in ${locale} carry their link`, async () => {
    const t = texts(locale)
    const link = 'https://conference.example.org/sign-in/token'
    const signIn = await renderLetter(signInLetter({ t, locale, link, minutes: 10, name: 'Aigul Example' }))
    const invitation = await renderLetter(
      teamInvitationLetter({
        t,
        locale,
        event: { name: 'Example Forum', colour: '#0B2E4F' },
        role: 'viewer',
        inviter: 'Aigul Example',
        link,
      }),
    )
    expect(signIn.text).toContain('10')
    expect(signIn.text).toContain('Aigul Example')
    expect(invitation.text).toContain('Example Forum')
    for (const { html, text } of [signIn, invitation]) {
      expect(text.split('\n')).toContain(link)
      expect(html).toContain(`href="${link}"`)
    }
  })
}

test('the text part keeps the lines of a note, wraps at 78 characters and leaves the link whole', async () => {
  const note = `First line.\nSecond line, ${'long '.repeat(40)}end.`
  const { text, html } = await renderLetter(letterOf('accepted', 'en', { note }))
  expect(text).toContain('  First line.\n  Second line, long')
  expect(html).toContain('First line.<br/>Second line')
  const tooLong = text.split('\n').filter((line) => [...line].length > 78)
  expect(tooLong).toEqual([])
  expect(text.split('\n')).toContain('https://conference.example.org/en/forum/my/token')
})

test('a subject has no line breaks, controls or marks that turn text round, whatever the event is called', async () => {
  const { subject } = await renderLetter({
    ...letterOf('accepted', 'en'),
    subject: '  Hello\r\nBcc: everyone@example.org\u2028\u202e\u0000 there ',
  })
  expect(subject).toBe('Hello Bcc: everyone@example.org there')
})

test('markup in names and notes stays text', async () => {
  const { html } = await renderLetter(
    letterOf('accepted', 'en', { name: '<b>Aigul</b>', note: '<script>alert(1)</script>' }),
  )
  expect(html).toContain('&lt;b&gt;Aigul')
  expect(html).not.toContain('<script')
})
