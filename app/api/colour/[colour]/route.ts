import { accentShades, isColour } from '@/lib/colour'

/**
 * A colour as a stylesheet of the accent's two shades. A file of its own, because a page's nonce does not outlive the
 * browser's moves from page to page, and inline styles need it.
 */
export async function GET(_request: Request, { params }: { params: Promise<{ colour: string }> }): Promise<Response> {
  const colour = `#${(await params).colour}`
  if (!isColour(colour)) return new Response(null, { status: 404 })
  const { light, dark } = accentShades(colour)
  return new Response(`:root{--accent-light:${light};--accent-dark:${dark}}`, {
    headers: { 'content-type': 'text/css', 'cache-control': 'public, max-age=31536000, immutable' },
  })
}
