'use client'
import { useErrorTexts } from '@/components/error-texts'

/** What nobody foresaw. The error itself is in the log; no word of it comes here. */
export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  const texts = useErrorTexts()
  return (
    <main className="mx-auto max-w-3xl px-4 py-16">
      <h1>{texts.title}</h1>
      <p className="mt-4">{texts.text}</p>
      <button type="button" onClick={reset} className="button button-primary mt-6">
        {texts.again}
      </button>
    </main>
  )
}
