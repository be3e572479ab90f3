import { redirect } from 'next/navigation'
import { sql } from '../../database'

async function insert(form) {
  'use server'
  await sql`insert into notes (name, email) values (${form.get('name')}, ${form.get('email')})`
  redirect('/')
}

/** The least that a form that writes to the database can be. */
export default function Page() {
  return (
    <form action={insert}>
      <input name="name" />
      <input name="email" />
      <button type="submit">Send</button>
    </form>
  )
}
