/** What a spreadsheet would take for a formula. A phone number is none, and must stay one. */
const FORMULA = /^[=+\-@\t\r]/
const PHONE = /^\+\d{5,15}$/

/** One cell: neutralised when a spreadsheet would run it, in quotes when it needs them. */
export function csvCell(value: string): string {
  const safe = FORMULA.test(value) && !PHONE.test(value) ? `'${value}` : value
  return /["\n\r,;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line (RFC 4180), with its end. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`
