import type { Metrics } from '../telemetry/index.ts'

/** Upper bounds in seconds. Close to each other around 5 ms, the most that a claim should take. */
const BUCKETS = [0.0005, 0.001, 0.002, 0.003, 0.004, 0.005, 0.0075, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/** How long a claim takes from being asked until its rows are there, waiting for others included, whatever for. */
export const claimWait = (metrics: Metrics) =>
  metrics.histogram(
    'claim_wait_seconds',
    'Time from asking for work until its rows are there, waiting for others included',
    ['table'],
    BUCKETS,
  )
