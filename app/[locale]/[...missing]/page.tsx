import { notFound } from 'next/navigation'

/** Unknown addresses inside a language get that language's page. */
export default function Missing(): never {
  notFound()
}
