import { expect, test } from '@playwright/test'
import { Document, type PDFDocument } from 'mupdf'
import { freshDatabase } from '@/e2e/fixtures/database'
import { makeCategory, makeEvent, makeRegistration, privateToken } from '@/e2e/fixtures/world'
import type { Locale } from '@/lib/locales'
import { ownCertificate } from './queries'

let database: Awaited<ReturnType<typeof freshDatabase>>

test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())

async function person(values: object = {}) {
  const event = await makeEvent()
  const category = await makeCategory(event)
  const accepted = { state: 'accepted', toldState: 'accepted', ...values }
  const registration = await makeRegistration(event, category, accepted as never)
  const ask = (now: Date) => ownCertificate(event.slug, privateToken(registration.id), now)
  return { event, ask, after: new Date(event.endsAt.getTime() + 1000) }
}

const read = (file: unknown) => {
  const pdf = Document.openDocument(Buffer.from(file as Uint8Array), 'application/pdf') as PDFDocument
  const text = pdf.loadPage(0).toStructuredText('').asText()
  return { pages: pdf.countPages(), text: text.replace(/\s+/g, ' ') }
}

const TITLES: Partial<Record<Locale, string>> = {
  en: 'Certificate of participation',
  ru: 'Сертификат участника',
  kk: 'Қатысушы сертификаты',
}
for (const [locale, title] of Object.entries(TITLES)) {
  test(`the certificate in ${locale} is one page with the name, in the person’s language`, async () => {
    const { ask, after } = await person({ locale, familyName: 'Өтеғалиқызы', givenName: '#strong[Ә]' })
    const { pages, text } = read(await ask(after))
    expect(pages).toBe(1)
    expect(text).toContain(title)
    expect(text).toContain('#strong[Ә]')
    expect(text).toContain('Өтеғалиқызы')
  })
}

test('the longest names still stand on one page', async () => {
  const long = 'Абдрахманова-Құрманғалиева '.repeat(4).trim()
  const { ask, after } = await person({
    locale: 'kk',
    familyName: long,
    nativeName: long,
    position: 'Комитет төрағасының орынбасары '.repeat(6),
    institution: 'Парламент Мәжілісінің Әлеуметтік-мәдени даму комитеті '.repeat(3),
  })
  expect(read(await ask(after)).pages).toBe(1)
})

test('there is none before the end, for who was not accepted, or for another link', async () => {
  const accepted = await person()
  expect(await accepted.ask(new Date(accepted.event.endsAt.getTime() - 1000))).toBeNull()
  const declined = await person({ state: 'declined', toldState: 'declined' })
  expect(await declined.ask(declined.after)).toBeNull()
  const secretly = await person({ toldState: 'submitted' })
  expect(await secretly.ask(secretly.after)).toBeNull()
  expect(await ownCertificate(accepted.event.slug, 'unknown', accepted.after)).toBeNull()
})
