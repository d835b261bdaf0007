/** Of a histogram: upper bounds in seconds, the last one infinite, each with how many values are not above it. */
export type Buckets = ReadonlyArray<readonly [bound: number, count: number]>

/** The sum of several histograms with the same bounds; those without a value have none. */
export function addBuckets(all: readonly Buckets[]): Buckets {
  const filled = all.filter(buckets => buckets.length > 0)
  return (filled[0] ?? []).map(([bound], index) => [
    bound,
    filled.reduce((sum, buckets) => sum + buckets[index]![1], 0),
  ])
}

/**
 * The value below which `share` of all values lie, in seconds, taken as evenly spread within its bucket, as Prometheus does. Above
 * the last finite bound nothing is known but that bound.
 */
export function quantile(buckets: Buckets, share: number): number {
  const total = buckets.at(-1)?.[1] ?? 0
  const rank = total * share
  let [low, before] = [0, 0]
  for (const [bound, count] of buckets) {
    if (count >= rank && count > 0) {
      if (!Number.isFinite(bound)) return low
      return low + ((bound - low) * (rank - before)) / Math.max(1, count - before)
    }
    ;[low, before] = [bound, count]
  }
  return 0
}
