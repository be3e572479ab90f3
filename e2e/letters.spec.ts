import { builtInWording, MAIL_KINDS, type MailKind } from '@/emails/kinds'
import { type Letter, renderLetter } from '@/emails/letter'
import { PLACEHOLDERS, type Placeholder } from '@/emails/wording'
import { LOCALES, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { expect, test } from './fixtures/test'

/*
 * Every letter that leaves by itself, in every language, as mail programs show it: narrow and wide, dark, without
 * pictures, as text alone. They are rendered here and set into pages of a browser that is offline.
 */

const LINK = 'https://conference.example.org/en/forum/my/a-private-link-as-long-as-those-that-are-really-sent-43'

/** Longer than usual, because that is when something sticks out. */
const VALUES: Record<Placeholder, string> = {
  name: 'H.E. Ms Aigul-Anastasia Example-Longfamilyname',
  event: 'Third Interparliamentary Dialogue of Central Asian Countries on Transboundary Water Cooperation',
  date: '30 November – 2 December 2026',
  place: 'Independence Palace, Hall of Congresses, Astana',
  host: 'Senate of the Parliament of the Republic of Example',
  email: 'secretariat.of.the.third.dialogue@parliament.example.org',
  category: 'Head of the delegation of a parliament',
  reference: '4827 9136',
  answer_by: '16 October 2026, 18:00 (Almaty Time, UTC+5)',
  delegation: 'Interparliamentary Assembly of the Example Community',
  session: 'Water, energy and food: what parliaments can do',
  zone: 'Almaty Time, UTC+5',
  inviter: 'Daniyar Example',
  role: 'Reviewer: decides on registrations',
}

const LOGO = { cid: 'logo-0123456789abcdef@plenary', width: 480, height: 160 }

function letterOf(kind: MailKind, locale: Locale): Letter {
  const letter = kind.build({ t: texts(locale), locale, colour: '#0B2E4F', values: VALUES })
  return { ...letter, brand: { ...letter.brand, logo: LOGO }, action: { ...letter.action!, url: LINK } }
}

test.describe.configure({ mode: 'default', timeout: 120_000 })

for (const locale of LOCALES) {
  test(`each letter in ${locale} is whole as text alone and as HTML, small, and asks for one thing`, async () => {
    for (const kind of MAIL_KINDS) {
      const letter = letterOf(kind, locale)
      const { subject, html, text } = await renderLetter(letter)
      const body = html.replace(/<style>.*?<\/style>/s, '')
      const flat = text.replace(/\s+/g, ' ')
      expect(Buffer.byteLength(html), kind.name).toBeLessThan(100_000)
      expect(body.match(/<a /g), kind.name).toHaveLength(1)
      // No picture from elsewhere: nobody learns who opens it.
      expect(body.match(/src="[^"]*"|url\([^)]*\)/g), kind.name).toEqual([`src="cid:${LOGO.cid}"`])
      for (const part of [subject, body, text]) {
        expect(part, kind.name).not.toMatch(/[{}]/)
        expect(part, kind.name).not.toMatch(/\b(mail|speakers|programme|wording)\.[a-z_]+/)
      }
      const said = [
        letter.heading,
        letter.greeting,
        ...letter.paragraphs,
        ...(letter.details ?? []),
        ...letter.facts.flatMap(({ label, value }) => [label, value]),
        letter.action!.label,
        ...(letter.note ? [letter.note.label] : []),
        ...letter.closing,
        ...letter.footer,
      ]
      for (const each of said) expect(flat, kind.name).toContain(each.replace(/\s+/g, ' '))
      expect(text.split('\n'), kind.name).toContain(LINK)
    }
  })

  test(`each letter in ${locale} fits narrow and wide windows and can be read on light and dark paper`, async ({
    page,
  }) => {
    await page.route('**/*', (route) => route.abort())
    const letters = await Promise.all(
      MAIL_KINDS.map(async (kind) => ({ name: kind.name, ...(await renderLetter(letterOf(kind, locale))) })),
    )
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      for (const { name, html } of letters) {
        // A name that nothing answers to is what a program shows that keeps pictures away.
        await page.setContent(html.replace(`cid:${LOGO.cid}`, ''), { waitUntil: 'domcontentloaded' })
        for (const width of [320, 700]) {
          await page.setViewportSize({ width, height: 900 })
          const found = await page.evaluate(inspect)
          expect(found, `${name}, ${colorScheme}, ${width} px`).toEqual({ overflow: 0, faint: [] })
        }
      }
    }
  })
}

/** In the page: by how much it sticks out sideways, and texts whose contrast with what is behind them is below 4.5. */
function inspect(): { overflow: number; faint: string[] } {
  const luminance = (colour: number[]) => {
    const [red, green, blue] = colour.map((channel) => {
      const share = channel / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
  }
  const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number)
  const ground = (element: Element | null): number[] => {
    const [red = 255, green = 255, blue = 255, alpha = 1] = element
      ? channels(getComputedStyle(element).backgroundColor)
      : []
    return alpha === 0 ? ground(element!.parentElement) : [red, green, blue]
  }
  const faint: string[] = []
  for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
    const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
    if (!own || element.offsetParent === null) continue
    const [one, other] = [luminance(channels(getComputedStyle(element).color).slice(0, 3)), luminance(ground(element))]
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
    if (contrast < 4.5) faint.push(`${contrast.toFixed(2)} ${element.textContent?.slice(0, 40)}`)
  }
  const { scrollWidth, clientWidth } = document.documentElement
  return { overflow: scrollWidth - clientWidth, faint }
}

test('the words that organisers begin from are in the gallery’s languages, kind by kind', () => {
  for (const locale of LOCALES)
    for (const kind of MAIL_KINDS) {
      const t = texts(locale)
      expect(t(`wording.kinds.${kind.name}.name`)).not.toBe('')
      expect(builtInWording(kind, t, locale).heading).not.toBe('')
    }
  expect(new Set(MAIL_KINDS.map(({ name }) => name)).size).toBe(MAIL_KINDS.length)
  expect(PLACEHOLDERS.every((name) => texts('en').has(`wording.placeholder.${name}`))).toBe(true)
})
