/** What a merged registration gives to the one that is kept, where that has no answer of its own. */
export const FILLED = ['title', 'patronymic', 'nativeName', 'phone', 'interpretation', 'diet', 'accessibility'] as const

/** Maps of answers whose missing entries are filled the same way. */
export const FILLED_MAPS = ['details', 'answers', 'travel'] as const

type Text = Record<(typeof FILLED)[number], string>
type Maps = Record<(typeof FILLED_MAPS)[number], Record<string, string>>

/** The kept registration's columns with what only the other one knew. */
export function filledFrom(kept: Text & Maps, other: Text & Maps): Text & Maps {
  const texts = FILLED.map((name) => [name, kept[name] || other[name]] as const)
  const maps = FILLED_MAPS.map((name) => {
    const own = Object.entries(kept[name]).filter(([, answer]) => answer)
    return [name, { ...other[name], ...Object.fromEntries(own) }] as const
  })
  return Object.fromEntries([...texts, ...maps]) as Text & Maps
}
