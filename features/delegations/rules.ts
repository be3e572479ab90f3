/**
 * True where a focal point may change nothing any more: frozen by hand, or past the event's closing date. Opening it for
 * one delegation goes before both. Organisers are not bound by it.
 */
export function isFrozen(
  event: { delegationsCloseAt: Date | null; state: string },
  delegation: { frozenAt: Date | null; unfrozenUntil: Date | null },
  now: Date,
): boolean {
  if (event.state === 'archived') return true
  if (delegation.unfrozenUntil && now < delegation.unfrozenUntil) return false
  return delegation.frozenAt !== null || (event.delegationsCloseAt !== null && now >= event.delegationsCloseAt)
}
