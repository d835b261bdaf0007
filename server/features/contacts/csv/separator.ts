export const SEPARATORS = [',', ';', '\t', '|'] as const
export type Separator = (typeof SEPARATORS)[number]

const LINES = 20
const SAMPLE = 20_000

/** The sign between the cells: the one that cuts the first lines into equally many cells, and most of them. */
export function separatorOf(text: string): Separator {
  const lines = countedLines(text.slice(0, SAMPLE)).slice(0, LINES)
  const scored = SEPARATORS.map(separator => {
    const counts = lines.map(line => line.get(separator) ?? 0)
    const first = counts[0] ?? 0
    const alike = counts.filter(count => count === first).length
    return { separator, score: first === 0 ? 0 : first * (alike / counts.length) }
  })
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).separator
}

/** How often each separator stands in each line, outside of quotes. */
function countedLines(text: string): Array<Map<string, number>> {
  const lines: Array<Map<string, number>> = []
  let line = new Map<string, number>()
  let quoted = false
  let empty = true
  for (const sign of text) {
    if (sign === '"') quoted = !quoted
    if (!quoted && (sign === '\n' || sign === '\r')) {
      if (!empty) lines.push(line)
      line = new Map()
      empty = true
      continue
    }
    empty = false
    if (!quoted && (SEPARATORS as readonly string[]).includes(sign)) line.set(sign, (line.get(sign) ?? 0) + 1)
  }
  // The last line may have been cut off.
  if (!empty && lines.length === 0) lines.push(line)
  return lines
}
