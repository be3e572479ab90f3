import { CONCERNING, type Difference } from '../rules'

/**
 * Of all that changed, what one person is told: of sessions they attend, when, where and what they are; of those they
 * speak in, the parts and their own place too. Who joins or leaves a session is told just that.
 */
export function concerns(
  changed: readonly Difference[],
  person: { speakerId: string | null; speaks: ReadonlySet<string>; attends: ReadonlySet<string> },
): Difference[] {
  const isOwn = ({ speakerId }: Difference) => speakerId !== undefined && speakerId === person.speakerId
  const comesOrGoes = new Set(
    changed
      .filter((each) => isOwn(each) && (each.kind === 'speaker_added' || each.kind === 'speaker_removed'))
      .map(({ sessionId }) => sessionId),
  )
  return changed.filter((each) => {
    const { kind, sessionId } = each
    if (sessionId === null) return false
    if (each.speakerId !== undefined) return isOwn(each)
    if (person.attends.has(sessionId) && CONCERNING.includes(kind)) return true
    if (!person.speaks.has(sessionId) || comesOrGoes.has(sessionId)) return false
    return CONCERNING.includes(kind) || kind === 'items'
  })
}
