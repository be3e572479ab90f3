import { z } from 'zod'
import { LOCALES } from '@/lib/locales'
import { STEPS } from './form/rules'

// Forms carry these along, so a browser may have changed them: what does not fit is not found.
const part = z.string().regex(/^[\w-]{1,100}$/)
const category = z.object({ locale: z.enum(LOCALES), event: part, category: part })

/** Where in the form the person is; no draft: at its beginning. */
export const formPlace = category.extend({ draft: part.nullable(), step: z.enum(STEPS) })
export type FormPlace = z.infer<typeof formPlace>

/** An unfinished form. */
export const draftPlace = category.extend({ draft: part })
export type DraftPlace = z.infer<typeof draftPlace>

/** An unfinished form with the fingerprint of the answers that the person checked. */
export const checkedPlace = draftPlace.extend({ digest: part })
export type CheckedPlace = z.infer<typeof checkedPlace>

/** Whose own page it is. */
export const ownPlace = z.object({ locale: z.enum(LOCALES), event: part, token: part })
export type OwnPlace = z.infer<typeof ownPlace>
