import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { publicEvent } from '@/features/events/access'
import { accentShades } from '@/lib/colour'

/** Gives an event's pages its colour. */
export default async function EventLayout({ children, params }: { children: ReactNode; params: Promise<{ event: string }> }) {
  const event = await publicEvent((await params).event)
  const nonce = (await headers()).get('x-nonce') ?? undefined
  const { light, dark } = accentShades(event.colour)
  return (
    <>
      <style nonce={nonce} suppressHydrationWarning>{`:root{--accent-light:${light};--accent-dark:${dark}}`}</style>
      {children}
    </>
  )
}
