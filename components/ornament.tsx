/** The one ornament: a band of rhombs, as woven borders across the region have it. Purely decorative. */
export function Ornament() {
  return (
    <svg aria-hidden="true" focusable="false" width="100%" height="12" className="block text-gold">
      <defs>
        <pattern id="rhombs" width="24" height="12" patternUnits="userSpaceOnUse">
          <path d="M12 1 L22 6 L12 11 L2 6 Z" fill="none" stroke="currentColor" strokeWidth="1" />
          <path d="M12 4 L16 6 L12 8 L8 6 Z" fill="currentColor" />
          <path d="M0 5 L2 6 L0 7 Z M24 5 L22 6 L24 7 Z" fill="currentColor" />
        </pattern>
      </defs>
      <rect width="100%" height="12" fill="url(#rhombs)" />
    </svg>
  )
}
