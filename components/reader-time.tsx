'use client'
import { useEffect, useState } from 'react'

/**
 * The same moments on the reader's own clock, where it differs. Digits only, because browsers do not know the dates of
 * every language of ours; nothing is shown without JavaScript.
 * @param label sentence with {time} and {zone}
 */
export function ReaderTime({
  startsAt,
  endsAt,
  timeZone,
  label,
}: {
  startsAt: string
  endsAt: string
  timeZone: string
  label: string
}) {
  const [text, setText] = useState('')
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone
    const start = new Date(startsAt)
    if (!own || clock(start, own) === clock(start, timeZone)) return
    setText(
      label
        .replace('{time}', `${clock(start, own)} – ${clock(new Date(endsAt), own)}`)
        .replace('{zone}', own.replaceAll('_', ' ')),
    )
  }, [startsAt, endsAt, timeZone, label])
  return text ? <p className="hint">{text}</p> : null
}

function clock(date: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: '2-digit',
    month: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(date)
  const part = (type: string) => parts.find((one) => one.type === type)?.value
  return `${part('day')}.${part('month')}, ${part('hour')}:${part('minute')}`
}
