import { SESSION_KINDS } from '@/db/schema/agenda'
import type { EditedEvent } from '@/features/events/access'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { clashPatterns } from '../clashes/queries'
import type { ClashContext } from '../clashes/rules'
import type { EditorView } from './agenda-editor'
import { type Day, EDITOR_TEXTS, type EditorSpeaker, type EditorTexts } from './rules'
import { languageOptions } from './session/rules'

/** A place for a value stays one: the browser fills it. */
const PLACES = Object.fromEntries(
  ['title', 'time', 'room', 'kind', 'clash', 'minutes', 'day', 'name', 'role', 'what', 'titles', 'who'].map((name) => [
    name,
    `{${name}}`,
  ]),
)

/** All that the editor's browser needs in the page's language. */
export function editorView(
  locale: Locale,
  event: EditedEvent,
  days: Day[],
  speakers: EditorSpeaker[],
  clashContext: ClashContext,
): EditorView {
  const t = texts(locale)
  return {
    place: { locale, event: event.slug },
    base: `/${locale}/admin/${event.slug}/agenda`,
    days,
    speakers,
    kinds: Object.fromEntries(SESSION_KINDS.map((kind) => [kind, t(`agenda.kinds.${kind}`)])),
    written: event.languages,
    languages: Object.fromEntries(languageOptions(locale).map(({ value, label }) => [value, label])),
    texts: Object.fromEntries(EDITOR_TEXTS.map((name) => [name, t(`editor.texts.${name}`, PLACES)])) as EditorTexts,
    clashContext,
    clashPatterns: clashPatterns(locale),
    keyLabels: {
      title: t('review.keys.title'),
      on: t('review.keys.on'),
      off: t('review.keys.off'),
      send: t('review.keys.send'),
      leave: t('review.keys.leave'),
    },
  }
}
