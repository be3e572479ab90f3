'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const EVERY_MS = 3000
/** Without a sign of anybody for as long, the page asks no more: a session left alone must end. */
const ALONE_MS = 5 * 60 * 1000

/** Reads the page anew every few seconds while somebody looks at it. Without JavaScript, reloading does the same. */
export function KeepFresh() {
  const router = useRouter()
  useEffect(() => {
    let seen = Date.now()
    const note = () => {
      seen = Date.now()
    }
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible' && Date.now() - seen < ALONE_MS) router.refresh()
    }, EVERY_MS)
    const signs = ['pointermove', 'keydown', 'touchstart'] as const
    for (const sign of signs) document.addEventListener(sign, note, { passive: true })
    return () => {
      clearInterval(timer)
      for (const sign of signs) document.removeEventListener(sign, note)
    }
  }, [router])
  return null
}
