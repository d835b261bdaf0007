/** No pause is longer: whoever waits learns within it that the trouble is over. */
export const LONGEST_PAUSE_SECONDS = 600

/** Seconds until the next try after `failed` tries before this one: doubling, a quarter up or down at random, ten minutes at most. */
export const retryPause = (firstSeconds: number, failed: number): number =>
  Math.min(firstSeconds * 2 ** failed * (0.75 + Math.random() / 2), LONGEST_PAUSE_SECONDS)
