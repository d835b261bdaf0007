import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  circuitBreaker,
  handleWhenResult,
  type IBreaker,
} from 'cockatiel'
import type { Uuid } from '../../../platform/ids/index.ts'

/** When the way to a provider counts as broken, and how long it is then left alone. In milliseconds. */
export interface BreakerTimes {
  /** The time over which half of the calls must have failed. */
  window: number
  /** How long until one call is tried again. */
  rest: number
}

/** Requirement CB-01. */
export const BREAKER_TIMES: BreakerTimes = { window: 60_000, rest: 30_000 }

/**
 * The breaker opens at a failure when `failed > calls / 2` and `calls >= 10` in the last window, which moves on by
 * sixths. A refused call reached the provider, so it is no failure. Time-outs of every provider count alike, however
 * long each waits.
 */
const ENOUGH_CALLS = 10
const BUCKETS = 6
/** This many failed calls in a row open it too, because a quiet channel never fills a window. */
const IN_A_ROW = 3
/** A probe that has not ended by then is forgotten. */
const PROBE_MS = 30_000
/** How often a send that waits for a probe asks for its result. */
const BEHIND_PROBE_MS = 1_000
/** The policy counts whole milliseconds of another clock, so the two clocks may differ by this much. */
const CLOCKS_MS = 5

export interface BrokenChannel {
  id: Uuid
  tenantId: Uuid
}

/** What happens to a breaker; `open` also after each failed probe. */
export type BreakerTurn = 'open' | 'half_open' | 'closed'

/** The breakers of one process: one for each channel that has ever failed. */
export interface Breakers {
  /**
   * Milliseconds until a call may be made by this channel; 0: now. While the breaker is half open, only one caller gets
   * 0.
   */
  wait(channelId: Uuid): number
  /** Whether calls may be made freely: it is neither open nor waiting for a probe. Changes nothing. */
  isClosed(channelId: Uuid): boolean
  /** The caller that got 0 makes no call, so another one may be the probe. */
  pass(channelId: Uuid): void
  /**
   * Notes whether a call reached the provider; a refused call did.
   *
   * @param shownAway whether people see that the channel's provider is away, told by any process. A call that gets
   * through ends that too,
   * so that nothing stays shown by a process that has ended.
   */
  note(channel: BrokenChannel, through: boolean, shownAway?: boolean): Promise<void>
}

interface Line {
  policy: CircuitBreakerPolicy
  channel: BrokenChannel
  openUntil: number
  probeUntil: number
}

type Told = (channel: BrokenChannel, turn: BreakerTurn) => void

/** @param told called when a breaker changes its state */
export function createBreakers(told: Told, times: BreakerTimes = BREAKER_TIMES): Breakers {
  const lines = new Map<Uuid, Line>()
  const lineOf = (channel: BrokenChannel): Line => {
    const known = lines.get(channel.id)
    if (known) return known
    const made = lineFor(channel, told, times)
    lines.set(channel.id, made)
    return made
  }
  return {
    wait: channelId => {
      const line = lines.get(channelId)
      if (!line || line.policy.state === CircuitState.Closed) return 0
      const now = performance.now()
      if (line.openUntil > now) return Math.ceil(line.openUntil - now)
      if (line.probeUntil > now) return Math.ceil(Math.min(BEHIND_PROBE_MS, line.probeUntil - now))
      line.probeUntil = now + PROBE_MS
      told(line.channel, 'half_open')
      return 0
    },
    isClosed: channelId => (lines.get(channelId)?.policy.state ?? CircuitState.Closed) === CircuitState.Closed,
    pass: channelId => {
      const line = lines.get(channelId)
      if (line) line.probeUntil = 0
    },
    note: async (channel, through, shownAway = false) => {
      if (through && !lines.has(channel.id)) {
        if (shownAway) told(channel, 'closed')
        return
      }
      const line = lineOf(channel)
      const wasClosed = line.policy.state === CircuitState.Closed
      const probed = !wasClosed && line.openUntil <= performance.now()
      line.probeUntil = 0
      const heard = await tell(line, through)
      if (!through) return
      // The policy uses the wall clock. When that clock was set back, the policy would ignore a probe for as long.
      const disbelieved = !heard && probed
      if (disbelieved) lines.delete(channel.id)
      if (disbelieved || (wasClosed && shownAway)) told(channel, 'closed')
    },
  }
}

function lineFor(channel: BrokenChannel, told: Told, times: BreakerTimes): Line {
  const policy = circuitBreaker(
    handleWhenResult(through => through === false),
    { halfOpenAfter: times.rest, breaker: new EitherBreaker(times.window) },
  )
  const line: Line = { policy, channel, openUntil: 0, probeUntil: 0 }
  policy.onBreak(() => {
    line.openUntil = performance.now() + times.rest + CLOCKS_MS
    told(channel, 'open')
  })
  policy.onReset(() => told(channel, 'closed'))
  return line
}

/** @returns false when the breaker is open: the result of a call that began before it opened says nothing new. */
async function tell({ policy }: Line, through: boolean): Promise<boolean> {
  try {
    await policy.execute(() => through)
    return true
  } catch (error) {
    if (!(error instanceof BrokenCircuitError)) throw error
    return false
  }
}

interface Bucket {
  /** Which sixth of a window, counted from the start of the process. */
  no: number
  calls: number
  failed: number
}

/**
 * Opens when half of the calls of a window failed, or several in a row. The library's own window moves on by one part
 * with each call, so that on a quiet channel failures of an hour ago would still count; this window goes by time.
 */
class EitherBreaker implements IBreaker {
  readonly #bucketMs: number
  #buckets: Bucket[] = []
  #row = 0

  constructor(window: number) {
    this.#bucketMs = window / BUCKETS
  }

  get state(): unknown {
    return { buckets: this.#buckets, row: this.#row }
  }

  success(state: CircuitState): void {
    this.#row = 0
    // After a successful probe the count starts again.
    if (state === CircuitState.HalfOpen) this.#buckets = []
    this.#now().calls++
  }

  failure(state: CircuitState): boolean {
    this.#row++
    const now = this.#now()
    now.calls++
    now.failed++
    if (state !== CircuitState.Closed || this.#row >= IN_A_ROW) return true
    const total = (part: 'calls' | 'failed') => this.#buckets.reduce((sum, bucket) => sum + bucket[part], 0)
    return total('calls') >= ENOUGH_CALLS && total('failed') > total('calls') / 2
  }

  /** The current bucket; buckets older than a window are removed. */
  #now(): Bucket {
    const no = Math.floor(performance.now() / this.#bucketMs)
    this.#buckets = this.#buckets.filter(bucket => bucket.no > no - BUCKETS)
    const last = this.#buckets.at(-1)
    if (last?.no === no) return last
    const made = { no, calls: 0, failed: 0 }
    this.#buckets.push(made)
    return made
  }
}
