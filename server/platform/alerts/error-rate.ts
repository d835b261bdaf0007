import type { Finding } from './rule.ts'

const WINDOW_MS = 300_000
/** Fewer requests say nothing. */
const ENOUGH = 50
const MANY = 0.05
const TOO_MANY = 0.25

interface Sample {
  at: number
  requests: number
  failed: number
}

/** Which share of requests failed by our fault in the last five minutes, from counters that only grow. */
export class ErrorRate {
  readonly #samples: Sample[] = []

  /** @param counted all requests of this process, and those answered with 500 or above */
  look(counted: Omit<Sample, 'at'>, at: number): Finding[] {
    this.#samples.push({ ...counted, at })
    // One older than the window is kept: the difference to it covers the whole of it.
    while (this.#samples.length > 2 && this.#samples[1]!.at <= at - WINDOW_MS) this.#samples.shift()
    const first = this.#samples[0]!
    const requests = counted.requests - first.requests
    const failed = counted.failed - first.failed
    const share = requests < ENOUGH ? 0 : failed / requests
    if (share < MANY) return []
    const percent = Math.round(share * 100)
    return [
      {
        subject: '',
        severity: share >= TOO_MANY ? 'critical' : 'warning',
        message: `${percent} % of ${requests} requests failed in the last five minutes. The log has their causes.`,
        details: { percent, requests, failed },
      },
    ]
  }
}
