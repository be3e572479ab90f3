import { sql } from '../../database'

/** The least that a page with somebody else's HTML can be. */
export default async function Page() {
  const [page] = await sql`select html from pages where id = 1`
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the bench's own page, with what the product has just sent
  return <div dangerouslySetInnerHTML={{ __html: page.html }} />
}
