/** A cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it (OWASP). */
export function safeCell(text: string): string {
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
}

/** One line of a CSV as Excel reads it in our countries: semicolons, every cell in quotes. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${safeCell(cell).replaceAll('"', '""')}"`).join(';')}\r\n`
}

export const EXPORT_FORMATS = ['csv', 'xlsx'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]
