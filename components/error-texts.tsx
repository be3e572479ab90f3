'use client'
import { createContext, type ReactNode, useContext } from 'react'

type Texts = { title: string; text: string; again: string }

const Context = createContext<Texts>({ title: 'Something went wrong', text: '', again: 'Try again' })

/** Hands the error page its sentences: it runs in the browser, where the messages are not. */
export function ErrorTexts({ texts, children }: { texts: Texts; children: ReactNode }) {
  return <Context value={texts}>{children}</Context>
}

export function useErrorTexts(): Texts {
  return useContext(Context)
}
