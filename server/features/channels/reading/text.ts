/** At most `most` UTF-16 units, never half a character, with an ellipsis where something is missing. */
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

/** A number in digits alone: JavaScript writes tiny ones as 5e-7, which is no coordinate to anybody else. */
export const decimal = (value: number): string => DECIMAL.format(value)
