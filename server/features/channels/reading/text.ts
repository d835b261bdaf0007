/** At most `most` UTF-16 units, never half a character, with an ellipsis where something was cut. */
export function cut(value: string, most: number): string {
  if (value.length <= most) return value
  let kept = ''
  for (const { segment } of new Intl.Segmenter().segment(value)) {
    if (kept.length + segment.length > most - 1) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}

const DECIMAL = new Intl.NumberFormat('en', { maximumFractionDigits: 20, useGrouping: false, signDisplay: 'negative' })

/**
 * A number written in digits alone: JavaScript writes very small ones as 5e-7, which nobody else reads as a coordinate.
 */
export const decimal = (value: number): string => DECIMAL.format(value)
