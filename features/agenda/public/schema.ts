import { z } from 'zod'
import { LOCALES } from '@/lib/locales'

const part = z.string().min(1).max(200)

/** Whose agenda it is, and where the form that was sent stands. */
export const agendaPlace = z.object({
  locale: z.enum(LOCALES),
  event: part,
  /** This page's address, to come back to. */
  path: z
    .string()
    .max(2000)
    .regex(/^\/[a-z]{2}\/[^/\\]/),
  /** Of the private link, where the reader came with one. */
  token: part.optional(),
})
export type AgendaPlace = z.infer<typeof agendaPlace>
