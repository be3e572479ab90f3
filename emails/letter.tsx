/** @jsxImportSource react */
import { render } from '@react-email/render'
import { type CSSProperties, Fragment, type ReactNode } from 'react'
import type { Locale } from '@/lib/locales'
import { inert, type PlaceholderValues } from './wording'

/** What a mail says, before it has a shape: both parts, HTML and text, are made from this. */
export type Letter = {
  locale: Locale
  subject: string
  /** The line that mail programs show after the subject. */
  preview: string
  /** Whose letter it is; `colour` is #rrggbb, dark enough for white text. */
  brand: { name: string; colour: string; logo?: LetterLogo }
  heading: string
  greeting: string
  /** What the letter says; organisers may put words of their own in its place. */
  paragraphs: string[]
  /** Sentences that stand below whatever the paragraphs say. */
  details?: string[]
  /** `isLarge`: to be read out on the telephone. */
  facts: { label: string; value: string; isLarge?: boolean }[]
  /** Words of a person, lines kept. */
  note?: { label: string; text: string }
  action?: { label: string; url: string; hint?: string }
  /** A farewell, then who signs. */
  closing: string[]
  footer: string[]
  /** Where the reader ends letters like this. */
  leave?: { label: string; url: string }
  /** What stands for the placeholders in organisers' own words. */
  values?: PlaceholderValues
}

/** A picture that comes with the mail under the name `cid`, shown in half its pixels. */
export type LetterLogo = { cid: string; width: number; height: number }

/** The mail as it is sent: a subject without line breaks, the HTML part and the text part. */
export async function renderLetter(written: Letter): Promise<{ subject: string; html: string; text: string }> {
  // It holds a name as its bearer gave it.
  const letter = { ...written, greeting: inert(written.greeting) }
  return {
    subject: oneLine(letter.subject),
    html: await render(<LetterDocument {...letter} />),
    text: plainText(letter),
  }
}

const SERIF = "Georgia, 'Times New Roman', serif"
const SANS = "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
const INK = '#17212B'
const MUTED = '#4A5663'
const IVORY = '#FAF8F3'
const GOLD = '#B8892B'
const LINE = '#E6E0D2'

/** Mail programs that know `prefers-color-scheme` get dark paper; the others may invert as they like. */
const DARK = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .ground { background-color: #10161D !important; }
  .sheet { background-color: #18212B !important; border-color: #2E3945 !important; }
  .ink, .ink a { color: #F1EDE3 !important; }
  .muted, .muted a { color: #B6BFC9 !important; }
  .line { border-color: #2E3945 !important; }
  .quiet { background-color: #202B36 !important; }
  .button { border: 1px solid #6B7785 !important; }
}
@media (max-width: 480px) {
  .pad { padding-left: 24px !important; padding-right: 24px !important; }
  .outer { padding-left: 0 !important; padding-right: 0 !important; padding-top: 0 !important; }
  .heading { font-size: 24px !important; line-height: 31px !important; }
  .label, .value { display: block !important; width: auto !important; padding-right: 0 !important; padding-left: 0 !important; }
  .label { padding-bottom: 0 !important; border-bottom: 0 !important; }
  .value { padding-top: 0 !important; }
}
`

/** Written from right to left: Arabic, Persian, Dari. */
const RIGHT_TO_LEFT: readonly string[] = ['ar', 'fa', 'prs']

function LetterDocument(letter: Letter) {
  const { brand, note, action } = letter
  const dir = RIGHT_TO_LEFT.includes(letter.locale) ? 'rtl' : 'ltr'
  // Mail programs know no logical properties, and some keep no dir of html and body.
  const [start, end] = dir === 'rtl' ? (['Right', 'Left'] as const) : (['Left', 'Right'] as const)
  return (
    <html lang={letter.locale} dir={dir}>
      {/* biome-ignore lint/style/noHeadElement: a mail is not a page of Next's */}
      <head>
        <meta httpEquiv="Content-Type" content="text/html; charset=UTF-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <title>{oneLine(letter.subject)}</title>
        <style>{DARK}</style>
      </head>
      <body className="ground" style={{ margin: 0, padding: 0, backgroundColor: IVORY }}>
        <div style={{ display: 'none', maxHeight: 0, overflow: 'hidden', opacity: 0 }}>{letter.preview}</div>
        <Table className="ground" dir={dir} style={{ backgroundColor: IVORY }}>
          <tr>
            <td align="center" className="outer" style={{ padding: '32px 16px' }}>
              <Table
                width={600}
                dir={dir}
                className="sheet"
                style={{ maxWidth: 600, backgroundColor: '#FFFFFF', border: `1px solid ${LINE}` }}
              >
                <tr>
                  <td style={{ backgroundColor: brand.colour, height: 6, fontSize: 0, lineHeight: 0 }}>&nbsp;</td>
                </tr>
                {brand.logo && (
                  <Row padding="28px 48px 0">
                    <Logo {...brand.logo} />
                  </Row>
                )}
                <Row padding={brand.logo ? '16px 48px 0' : '24px 48px 0'}>
                  <div
                    className="muted"
                    style={{
                      ...text(15, 22),
                      fontFamily: SERIF,
                      color: MUTED,
                      borderBottom: `1px solid ${GOLD}`,
                      paddingBottom: 16,
                    }}
                  >
                    {brand.name}
                  </div>
                </Row>
                <Row padding="32px 48px 0">
                  <h1
                    className="ink heading"
                    style={{
                      margin: 0,
                      fontFamily: SERIF,
                      fontWeight: 400,
                      fontSize: 28,
                      lineHeight: '36px',
                      color: INK,
                      wordBreak: 'break-word',
                    }}
                  >
                    {letter.heading}
                  </h1>
                </Row>
                <Row padding="20px 48px 0">
                  <Paragraph>{letter.greeting}</Paragraph>
                  {[...letter.paragraphs, ...(letter.details ?? [])].map((paragraph, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs never move
                    <Paragraph key={index}>{paragraph}</Paragraph>
                  ))}
                </Row>
                {note && (
                  <Row padding="8px 48px 16px">
                    <Table className="quiet" style={{ backgroundColor: IVORY }}>
                      <tr>
                        <td style={{ [`border${start}`]: `3px solid ${GOLD}`, padding: '14px 20px' }}>
                          <div className="muted" style={{ ...text(14, 20), color: MUTED, paddingBottom: 4 }}>
                            {note.label}
                          </div>
                          <div className="ink" style={text(16, 25)}>
                            <Lines>{note.text}</Lines>
                          </div>
                        </td>
                      </tr>
                    </Table>
                  </Row>
                )}
                {letter.facts.length > 0 && (
                  <Row padding="4px 48px 20px">
                    <Table className="line" style={{ borderTop: `1px solid ${LINE}` }}>
                      {letter.facts.map((fact) => (
                        <tr key={fact.label}>
                          <td
                            className="label muted line"
                            style={{ ...text(14, 22), ...cell, color: MUTED, width: 150, [`padding${end}`]: 16 }}
                          >
                            {fact.label}
                          </td>
                          <td
                            className="value ink line"
                            style={{
                              ...(fact.isLarge ? { ...text(24, 30), fontFamily: SERIF } : text(16, 24)),
                              ...cell,
                            }}
                          >
                            <Lines>{fact.value}</Lines>
                          </td>
                        </tr>
                      ))}
                    </Table>
                  </Row>
                )}
                {action && (
                  <Row padding="4px 48px 20px">
                    <Button {...action} colour={brand.colour} />
                    {action.hint && (
                      <div className="muted" style={{ ...text(14, 21), color: MUTED, paddingTop: 12 }}>
                        {action.hint}
                      </div>
                    )}
                  </Row>
                )}
                <Row padding="8px 48px 36px">
                  {letter.closing.map((line, index) => (
                    <div
                      // biome-ignore lint/suspicious/noArrayIndexKey: lines never move
                      key={index}
                      className="ink"
                      style={{ ...text(16, 25), ...(index > 0 && { fontFamily: SERIF }) }}
                    >
                      {line}
                    </div>
                  ))}
                </Row>
              </Table>
              <Table width={600} dir={dir} style={{ maxWidth: 600 }}>
                <Row padding="20px 48px 8px">
                  {letter.footer.map((line) => (
                    <div key={line} className="muted" style={{ ...text(13, 20), color: MUTED, paddingBottom: 6 }}>
                      {line}
                    </div>
                  ))}
                  {letter.leave && (
                    <div className="muted" style={{ ...text(13, 20), color: MUTED, paddingTop: 6 }}>
                      <a href={letter.leave.url} style={{ color: MUTED }}>
                        {letter.leave.label}
                      </a>
                    </div>
                  )}
                </Row>
              </Table>
            </td>
          </tr>
        </Table>
      </body>
    </html>
  )
}

const cell: CSSProperties = { verticalAlign: 'top', paddingTop: 9, paddingBottom: 9, borderBottom: `1px solid ${LINE}` }

function text(fontSize: number, lineHeight: number): CSSProperties {
  return { fontFamily: SANS, fontSize, lineHeight: `${lineHeight}px`, color: INK, wordBreak: 'break-word' }
}

/** A table for layout only, which screen readers read as if it were none. */
function Table({
  width = '100%',
  dir,
  style,
  ...rest
}: {
  width?: number | string
  dir?: 'ltr' | 'rtl'
  className?: string
  style?: CSSProperties
  children: ReactNode
}) {
  const { children, className } = rest
  return (
    <table
      role="presentation"
      width={width}
      dir={dir}
      cellPadding={0}
      cellSpacing={0}
      border={0}
      className={className}
      style={{ width: '100%', ...style }}
    >
      <tbody>{children}</tbody>
    </table>
  )
}

function Row({ padding, children }: { padding: string; children: ReactNode }) {
  return (
    <tr>
      <td className="pad" style={{ padding }}>
        {children}
      </td>
    </tr>
  )
}

function Paragraph({ children }: { children: string }) {
  return (
    <p className="ink" style={{ ...text(16, 26), margin: '0 0 16px' }}>
      <Lines>{children}</Lines>
    </p>
  )
}

/** On white of its own, which nobody sees on a light sheet, so that it can be seen on a dark one. The name stands below. */
function Logo({ cid, width, height }: LetterLogo) {
  return (
    <img
      src={`cid:${cid}`}
      alt=""
      width={Math.round(width / 2)}
      height={Math.round(height / 2)}
      style={{ display: 'block', border: 0, maxWidth: '100%', height: 'auto', backgroundColor: '#FFFFFF' }}
    />
  )
}

function Lines({ children }: { children: string }) {
  return children.split(/\r\n|\r|\n/).map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines never move
    <Fragment key={index}>
      {index > 0 && <br />}
      {line}
    </Fragment>
  ))
}

/** Outlook ignores padding on links, so the cell has it too, in Outlook's own word. */
function Button({ label, url, colour }: { label: string; url: string; colour: string }) {
  const outlook = { msoPaddingAlt: '14px 28px' } as CSSProperties
  return (
    <table role="presentation" cellPadding={0} cellSpacing={0} border={0}>
      <tbody>
        <tr>
          <td align="center" className="button" style={{ backgroundColor: colour, borderRadius: 4, ...outlook }}>
            <a
              href={url}
              style={{
                ...text(16, 22),
                display: 'inline-block',
                padding: '14px 28px',
                color: '#FFFFFF',
                fontWeight: 600,
                textDecoration: 'none',
              }}
            >
              {label}
            </a>
          </td>
        </tr>
      </tbody>
    </table>
  )
}

const WIDTH = 78

function plainText(letter: Letter): string {
  const { note, action } = letter
  const blocks = [
    wrap(letter.brand.name),
    `${wrap(letter.heading)}\n${'-'.repeat(Math.min(WIDTH, [...letter.heading].length))}`,
    wrap(letter.greeting),
    ...[...letter.paragraphs, ...(letter.details ?? [])].map((paragraph) => wrap(paragraph)),
    ...(note ? [`${note.label}:\n${wrap(note.text, '  ')}`] : []),
    ...(letter.facts.length > 0 ? [letter.facts.map(factLines).join('\n')] : []),
    ...(action ? [`${action.label}:\n${action.url}`] : []),
    ...(action?.hint ? [wrap(action.hint)] : []),
    ...(letter.closing.length > 0 ? [letter.closing.map((line) => wrap(line)).join('\n')] : []),
    `-- \n${letter.footer.map((line) => wrap(line)).join('\n')}`,
    ...(letter.leave ? [`${letter.leave.label}:\n${letter.leave.url}`] : []),
  ]
  return `${blocks.join('\n\n')}\n`
}

function factLines({ label, value }: { label: string; value: string }): string {
  const line = `${label}: ${value}`
  return line.includes('\n') || [...line].length > WIDTH ? `${label}:\n${wrap(value, '  ')}` : line
}

/** Lines of at most 78 characters, each after `indent`; line breaks of the text are kept, longer words stay whole. */
function wrap(paragraphs: string, indent = ''): string {
  return paragraphs
    .split(/\r\n|\r|\n/)
    .map((paragraph) => {
      const lines = ['']
      for (const word of paragraph.split(/[ \t]+/).filter(Boolean)) {
        const line = lines.at(-1)!
        if (line && [...indent, ...line, ...word].length + 1 > WIDTH) lines.push(word)
        else lines[lines.length - 1] = line ? `${line} ${word}` : word
      }
      return lines.map((line) => (line ? indent + line : '')).join('\n')
    })
    .join('\n')
}

/** Without line breaks and other controls, so that nothing in a name can become a header or turn the text round. */
function oneLine(subject: string): string {
  return subject
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
    .slice(0, 240)
}
