/** What makes a spreadsheet calculate. The wide forms are read as the narrow ones in some of them. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/
/** A number in its standard form can do nothing, and must stay a number that can be copied. */
const PHONE = /^\+\d{6,15}$/

/** A cell that no spreadsheet takes for a formula. */
export const harmless = (cell: string): string => (FORMULA.test(cell) && !PHONE.test(cell) ? `'${cell}` : cell)

/** The same cell as somebody meant it. */
export const meant = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell

/** One line of a file, with the line's end. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`

const quoted = (cell: string): string => {
  const safe = harmless(cell)
  return /[",;\r\n\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
