import { notFound } from 'next/navigation'
import { cache } from 'react'
import { publicEvent } from '@/features/events/access'
import { getCategory } from '@/features/events/queries'

/** Gate of the form: an event that the public may see, and a category it has. Anything else is not found. */
export const registrable = cache(async (eventSlug: string, categorySlug: string) => {
  const event = await publicEvent(eventSlug)
  const category = await getCategory(event, categorySlug)
  return category ? { event, category } : notFound()
})
