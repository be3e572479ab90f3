import { sql } from '../database'

/** The least that a page with something from the database can be. */
export default async function Page() {
  const [note] = await sql`select name from notes where id = 1`
  return <h1>{note.name}</h1>
}
