const TAG =
  /<\/?(?:a|abbr|article|b|blockquote|body|br|center|code|dd|del|div|dl|dt|em|figure|font|h[1-6]|head|hr|html|i|iframe|img|ins|kbd|li|ol|p|pre|q|s|section|small|span|strike|strong|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul|var)(?:\s[^<>]*)?\/?>/gi

/** Names that abstracts of our time have; a sign by its number is read in any case. */
const SIGNS: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  sbquo: '‚',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  laquo: '«',
  raquo: '»',
  middot: '·',
  bull: '•',
  deg: '°',
  euro: '€',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
}

/** Signs written by their names or numbers; what is no sign stays as it is. */
export function signs(text: string, named: Readonly<Record<string, string>> = SIGNS): string {
  return text.replace(/&(?:([a-z]{2,8})|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, (whole, name, decimal, hex) => {
    if (name) return (Object.hasOwn(named, name) ? named[name] : named[name.toLowerCase()]) ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** The words of an abstract that may be HTML, with its paragraphs, points and addresses. Markdown stays as it is. */
export function htmlText(text: string): string {
  const bare = text
    .replace(/\r\n?/g, '\n')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(script|style)\b[^<>]*>[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<a\s[^<>]*?href\s*=\s*["']?([^"'<>\s]+)[^<>]*>([^<>]*)<\/a>/gi, (_, address: string, words: string) =>
      !words.trim() || words.trim() === address ? address : `${words} (${address})`,
    )
    .replace(/<li(?:\s[^<>]*)?>\s*/gi, '\n– ')
    .replace(/<br\s*\/?>[ \t]*\n?|<\/(?:div|dt|dd|tr|ul|ol|dl|pre)>/gi, '\n')
    .replace(/<\/(?:p|h[1-6]|blockquote|table|section|article)>/gi, '\n\n')
    .replace(TAG, '')
  return signs(bare)
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
