'use client'
import { useEffect, useState } from 'react'

/**
 * A link to the same page on the reader's own clock, where it differs from `timeZone`.
 * @param href with {zone}
 * @param label with {zone}
 */
export function ZoneLink({ href, label, timeZone }: { href: string; label: string; timeZone: string }) {
  const [own, setOwn] = useState('')
  useEffect(() => setOwn(Intl.DateTimeFormat().resolvedOptions().timeZone), [])
  if (!own || own === timeZone) return null
  return (
    <a href={href.replace('{zone}', encodeURIComponent(own))}>{label.replace('{zone}', own.replaceAll('_', ' '))}</a>
  )
}
