export interface Summary {
  /** Milliseconds. */
  p50: number
  p95: number
  p99: number
}

export function summarize(milliseconds: number[]): Summary {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

export const median = (values: number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Three significant digits: more would claim a precision that a noisy machine does not have. */
export const round = (value: number): number => Number(value.toPrecision(3))
