/** Quotation marks within quotation marks: an event's name that carries its own stands in ours. «А „Б“», “A ‘B’”. */
export function nestQuotes(text: string): string {
  if (!/«[^»]*«|“[^”]*“/.test(text)) return text
  let depth = 0
  return text.replace(/[«»]|[“”]/g, (mark) => {
    const [isOpening, inner] = NESTED[mark]!
    const level = isOpening ? ++depth : depth--
    depth = Math.max(depth, 0)
    return level > 1 ? inner : mark
  })
}

const NESTED: Record<string, [isOpening: boolean, inner: string]> = {
  '«': [true, '„'],
  '»': [false, '“'],
  '“': [true, '‘'],
  '”': [false, '’'],
}
