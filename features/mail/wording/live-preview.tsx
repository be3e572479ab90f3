'use client'
import { useEffect, useRef, useState } from 'react'
import { FRAME_SANDBOX } from '../mailbox/rules'

type Props = {
  /** Of the form whose fields `subject`, `heading` and `body` are shown. */
  formId: string
  /** Shows the saved words when asked for, those of a form when posted to. */
  address: string
  title: string
}

const PAUSE_MS = 350
const FIELDS = ['subject', 'heading', 'body'] as const

/**
 * A letter as it will arrive: as saved, and while somebody types, as typed. Each state has a frame of its own, because
 * posting again into one frame would make every pause in the typing a step of the browser's way back.
 */
export function LivePreview({ formId, address, title }: Props) {
  const [wanted, setWanted] = useState(0)
  const [shown, setShown] = useState(0)
  const posted = useRef(0)
  const form = useRef<HTMLFormElement>(null)

  useEffect(() => {
    const typing = document.getElementById(formId)
    let timer: ReturnType<typeof setTimeout> | undefined
    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(() => setWanted((before) => before + 1), PAUSE_MS)
    }
    typing?.addEventListener('input', later)
    // Typed before scripts ran, or put back after a reload.
    const controls = [...(typing?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('[name]') ?? [])]
    if (controls.some(({ value, defaultValue, name }) => isField(name) && value !== defaultValue)) later()
    return () => {
      clearTimeout(timer)
      typing?.removeEventListener('input', later)
    }
  }, [formId])

  useEffect(() => {
    const typing = document.getElementById(formId)
    if (wanted === 0 || !form.current || !(typing instanceof HTMLFormElement)) return
    const data = new FormData(typing)
    for (const field of FIELDS) {
      const own = form.current.elements.namedItem(field) as HTMLTextAreaElement
      own.value = String(data.get(field) ?? '')
    }
    posted.current = wanted
    form.current.submit()
  }, [wanted, formId])

  const frames = shown === wanted ? [shown] : [shown, wanted]
  return (
    <>
      <form ref={form} method="post" action={address} target={`preview-${wanted}`} hidden>
        {FIELDS.map((name) => (
          <textarea key={name} name={name} aria-hidden="true" tabIndex={-1} readOnly />
        ))}
      </form>
      {frames.map((frame) => (
        <iframe
          key={frame}
          name={`preview-${frame}`}
          src={frame === 0 ? address : undefined}
          title={title}
          sandbox={FRAME_SANDBOX}
          onLoad={() => frame > 0 && frame === posted.current && setShown(frame)}
          className={frame === shown ? 'h-[46rem] w-full border border-rule bg-paper' : 'hidden'}
        />
      ))}
    </>
  )
}

function isField(name: string): boolean {
  return (FIELDS as readonly string[]).includes(name)
}
