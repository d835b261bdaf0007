/** The longest pause: so long after the trouble is over, at most, the work goes on. */
export const LONGEST_PAUSE_SECONDS = 600

/** Seconds until the next try, after `failed` earlier tries: they double, vary by a quarter at random, and end at ten minutes. */
export const retryPause = (firstSeconds: number, failed: number): number =>
  Math.min(firstSeconds * 2 ** failed * (0.75 + Math.random() / 2), LONGEST_PAUSE_SECONDS)
