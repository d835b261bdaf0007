/** How a line does: of its last ten heartbeats. */
export interface Quality {
  /** Round trip on average; null before the first answer. */
  latencyMs: number | null
  /** Share of heartbeats that were not answered in time, 0 to 1. */
  loss: number
  /** At most every so many milliseconds updates are sent. */
  everyMs: number
}

const SAMPLES = 10
/** An answer later than this counts as lost: whoever looks at the screen has noticed. */
const LATE_MS = 5_000

/** Updates are sent less often on a line that is slow: all of them, more at a time. */
export function everyMsOf(latencyMs: number | null): number {
  if (latencyMs === null || latencyMs < 100) return 100
  return latencyMs < 500 ? 500 : 2_000
}

/** Measures one line by the heartbeats that its transport sends anyway. */
export class LineQuality {
  readonly #now: () => number
  readonly #samples: Array<number | 'lost'> = []
  #asked: number | undefined

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** A heartbeat was sent. */
  asked(): void {
    if (this.#asked !== undefined) this.#add('lost')
    this.#asked = this.#now()
  }

  /** Its answer came. @returns the round trip in milliseconds; undefined for an answer that nobody waits for */
  answered(): number | undefined {
    if (this.#asked === undefined) return undefined
    const took = this.#now() - this.#asked
    this.#asked = undefined
    this.#add(took > LATE_MS ? 'lost' : took)
    return took
  }

  quality(): Quality {
    const times = this.#samples.filter(sample => sample !== 'lost')
    const latencyMs = times.length === 0 ? null : Math.round(times.reduce((sum, ms) => sum + ms, 0) / times.length)
    const loss = this.#samples.length === 0 ? 0 : 1 - times.length / this.#samples.length
    return { latencyMs, loss, everyMs: everyMsOf(latencyMs) }
  }

  #add(sample: number | 'lost'): void {
    this.#samples.push(sample)
    if (this.#samples.length > SAMPLES) this.#samples.shift()
  }
}
