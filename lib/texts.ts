import { createTranslator } from 'use-intl/core'
import en from '@/messages/en.json' with { type: 'json' }
import kk from '@/messages/kk.json' with { type: 'json' }
import ru from '@/messages/ru.json' with { type: 'json' }
import type { Refusal } from './errors'
import type { Locale } from './locales'
import { nestQuotes } from './quotes'

const MESSAGES: Record<Locale, typeof en> = { en, ru: ru as typeof en, kk: kk as typeof en }

/**
 * Interface texts in one language: `t('states.accepted')`, values in ICU syntax. Works alike on pages, in
 * actions, in mails and in the worker. Kept on the server: browsers get finished strings.
 */
export function texts(locale: Locale): Texts {
  const known = cache.get(locale)
  if (known) return known
  const translate = createTranslator({ locale, messages: MESSAGES[locale], onError: raise })
  const say = (key: string, values?: TextValues) => translate(key as never, values as never) as string
  const made = Object.assign((key: string, values?: TextValues) => nestQuotes(say(key, values)), {
    has: (key: string) => translate.has(key as never),
  })
  cache.set(locale, made)
  return made
}

/** A translator keeps what it has parsed, so each language has one for good. */
const cache = new Map<Locale, Texts>()

type TextValues = Record<string, string | number>

/** `t(key, values)`; `t.has(key)`. */
export type Texts = ((key: string, values?: TextValues) => string) & { has: (key: string) => boolean }

/** A refusal as a sentence for the person. */
export function refusalText(t: Texts, refusal: Refusal): string {
  return t(`refusals.${refusal.code}`, refusal.values)
}

function raise(error: Error): never {
  throw error
}
