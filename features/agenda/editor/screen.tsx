'use client'
import { useCallback, useRef, useSyncExternalStore } from 'react'

const WIDE = '(min-width: 48rem)'

/** True once scripts run on a screen that a grid fits on. */
export function useIsWide(): boolean | null {
  return useSyncExternalStore(
    (told) => {
      const media = matchMedia(WIDE)
      media.addEventListener('change', told)
      return () => media.removeEventListener('change', told)
    },
    () => matchMedia(WIDE).matches,
    () => null as unknown as boolean,
  )
}

/** One function for good, which does what its last version does. */
export function useEvent<T extends unknown[]>(run: (...given: T) => void): (...given: T) => void {
  const last = useRef(run)
  last.current = run
  return useCallback((...given: T) => last.current(...given), [])
}
