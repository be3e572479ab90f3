import { createTranslator } from 'use-intl/core'
import en from '@/messages/en.json' with { type: 'json' }
import kk from '@/messages/kk.json' with { type: 'json' }
import ky from '@/messages/ky.json' with { type: 'json' }
import ru from '@/messages/ru.json' with { type: 'json' }
import tg from '@/messages/tg.json' with { type: 'json' }
import tk from '@/messages/tk.json' with { type: 'json' }
import uz from '@/messages/uz.json' with { type: 'json' }
import type { Refusal } from './errors'
import { inOrderFor, LOCALES, type Locale, type Localized } from './locales'
import { nestQuotes } from './quotes'

type Tree = { [key: string]: string | Tree }

const MESSAGES: Record<Locale, Tree> = { en, ru, kk, uz, ky, tg, tk }

/** The platform knows no plural rules for Tajik and would take the server's own; those of Kyrgyz are the same. */
const RULES_OF: Partial<Record<Locale, Locale>> = { tg: 'ky' }

/**
 * Interface texts in one language: `t('states.accepted')`, values in ICU syntax. Works alike on pages, in
 * actions, in mails and in the worker. Kept on the server: browsers get finished strings.
 */
export function texts(locale: Locale): Texts {
  const known = cache.get(locale)
  if (known) return known
  const translate = createTranslator({
    locale: RULES_OF[locale] ?? locale,
    messages: withFallback(locale),
    onError: raise,
  })
  const say = (key: string, values?: TextValues) => translate(key as never, values as never) as string
  const made = Object.assign((key: string, values?: TextValues) => nestQuotes(say(key, values)), {
    has: (key: string) => translate.has(key as never),
  })
  cache.set(locale, made)
  return made
}

/** Nobody may meet an error because a text is not translated yet: it is then said in a language that is likely known. */
function withFallback(locale: Locale): Tree {
  return inOrderFor(locale).reduceRight<Tree>((below, language) => laidOver(below, MESSAGES[language]), {})
}

function laidOver(below: Tree, above: Tree): Tree {
  const made = { ...below }
  for (const [key, value] of Object.entries(above)) {
    const under = below[key]
    made[key] = typeof value === 'string' || typeof under !== 'object' ? value : laidOver(under, value)
  }
  return made
}

/** A translator keeps what it has parsed, so each language has one for good. */
const cache = new Map<Locale, Texts>()

type TextValues = Record<string, string | number>

/** `t(key, values)`; `t.has(key)`. */
export type Texts = ((key: string, values?: TextValues) => string) & { has: (key: string) => boolean }

/** A text of ours to begin with, in every language, where organisers write their own. */
export function inEveryLanguage(key: string): Localized {
  return Object.fromEntries(LOCALES.map((locale) => [locale, texts(locale)(key)]))
}

/** A refusal as a sentence for the person. */
export function refusalText(t: Texts, refusal: Refusal): string {
  return t(`refusals.${refusal.code}`, refusal.values)
}

function raise(error: Error): never {
  throw error
}
