import type { FigureState } from './rules'

/** From the bottom of a stack to its top: who takes part, who may, who does not. */
export const STACK: readonly FigureState[] = ['accepted', 'submitted', 'waiting_list', 'declined', 'withdrawn']

/** What a state's area is filled with: told apart in black and white too. */
export function fillOf(state: FigureState): string {
  return `url(#pattern-${state})`
}

/** The patterns that `fillOf` names; once on a page. */
export function Patterns() {
  const tile = { width: 6, height: 6, patternUnits: 'userSpaceOnUse' as const }
  return (
    <svg aria-hidden="true" focusable="false" width="0" height="0" className="absolute">
      <defs>
        <pattern id="pattern-accepted" {...tile}>
          <rect width="6" height="6" className="fill-success" />
        </pattern>
        <pattern id="pattern-submitted" {...tile}>
          <rect width="6" height="6" className="fill-tint" />
          <path d="M-1.5 1.5 L1.5 -1.5 M0 6 L6 0 M4.5 7.5 L7.5 4.5" className="stroke-link" strokeWidth="2" />
        </pattern>
        <pattern id="pattern-waiting_list" {...tile}>
          <rect width="6" height="6" className="fill-tint" />
          <circle cx="3" cy="3" r="1.75" className="fill-warning" />
        </pattern>
        <pattern id="pattern-declined" {...tile}>
          <rect width="6" height="6" className="fill-tint" />
          <rect width="6" height="2.5" className="fill-danger" />
        </pattern>
        <pattern id="pattern-withdrawn" {...tile}>
          <rect width="6" height="6" className="fill-paper" />
          <rect width="1" height="6" className="fill-muted" />
        </pattern>
      </defs>
    </svg>
  )
}

/** The key to a pattern, beside its name. */
export function Swatch({ state }: { state: FigureState }) {
  return (
    <svg aria-hidden="true" focusable="false" width="18" height="14" className="inline-block shrink-0">
      <rect x="0.5" y="0.5" width="17" height="13" fill={fillOf(state)} className="stroke-muted" />
    </svg>
  )
}
