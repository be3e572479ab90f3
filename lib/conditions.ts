/** One term of a condition: the answer to the field `name` is `value`, or has it among its choices. */
export type Condition = { name: string; value: string }

/** True where all terms of one group hold, and where there are no groups. Small, because browsers load it. */
export function holds(groups: readonly (readonly Condition[])[] | undefined, answers: Record<string, string>): boolean {
  if (!groups?.length) return true
  return groups.some((group) => group.every(({ name, value }) => (answers[name] ?? '').split(',').includes(value)))
}
