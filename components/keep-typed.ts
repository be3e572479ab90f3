import { type RefObject, useCallback, useEffect } from 'react'

/** Keeps a form's typed text in this tab while it is unsent. Returns what forgets it. */
export function useKeepTyped(form: RefObject<HTMLFormElement | null>, key: string | undefined): () => void {
  useEffect(() => {
    const element = form.current
    if (!element || !key) return
    const store = () => {
      try {
        const typed = [...new FormData(element)].filter(
          ([name, value]) => typeof value === 'string' && !name.startsWith('$'),
        )
        sessionStorage.setItem(key, JSON.stringify(typed))
      } catch {
        // Private windows may have no storage: then only the reload loses what was typed.
      }
    }
    element.addEventListener('input', store)
    element.addEventListener('change', store)
    return () => {
      element.removeEventListener('input', store)
      element.removeEventListener('change', store)
    }
  }, [form, key])
  return useCallback(() => {
    if (key) sessionStorage.removeItem(key)
  }, [key])
}

/** Puts back what was typed in this tab before a reload. */
export function restoreTyped(
  form: HTMLFormElement | null,
  key: string | undefined,
  setValue: (name: string, value: string) => void,
): void {
  if (!form || !key) return
  let typed: [string, string][]
  try {
    typed = JSON.parse(sessionStorage.getItem(key) ?? '[]')
  } catch {
    return
  }
  if (typed.length === 0) return
  const values = new Map(typed)
  for (const control of form.elements) {
    if (control instanceof HTMLInputElement && control.type === 'checkbox' && control.name) {
      control.checked = values.has(control.name)
    } else if (
      (control instanceof HTMLInputElement ||
        control instanceof HTMLTextAreaElement ||
        control instanceof HTMLSelectElement) &&
      values.has(control.name)
    ) {
      if (control.type === 'hidden' || control.type === 'file') continue
      if (control.type === 'radio') (control as HTMLInputElement).checked = values.get(control.name) === control.value
      else {
        // The boxes of a date are not the form library's to fill.
        control.value = values.get(control.name) as string
        setValue(control.name, control.value)
      }
    }
  }
}
