import type { ReactNode } from 'react'
import { publicEvent } from '@/features/events/access'

/** Gives an event's pages its colour. */
export default async function EventLayout({
  children,
  params,
}: {
  children: ReactNode
  params: Promise<{ event: string }>
}) {
  const { colour } = await publicEvent((await params).event)
  return (
    <>
      <link rel="stylesheet" href={`/api/colour/${colour.slice(1)}`} />
      {children}
    </>
  )
}
