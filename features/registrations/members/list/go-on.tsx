'use client'
import { useEffect } from 'react'

/** Presses the form's button by itself, so that a long list goes on; without it, the person does. */
export function GoOn({ form }: { form: string }) {
  useEffect(() => {
    document.querySelector<HTMLFormElement>(`#${form}`)?.requestSubmit()
  })
  return null
}
