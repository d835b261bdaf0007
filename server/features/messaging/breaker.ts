import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  circuitBreaker,
  handleWhenResult,
  type IBreaker,
  SamplingBreaker,
} from 'cockatiel'
import type { Uuid } from '../../platform/ids/index.ts'

/** When the way to a provider counts as broken, and for how long it is left alone. Milliseconds. */
export interface BreakerTimes {
  /** Time over which half of the calls must have failed. */
  window: number
  /** Until one call is tried again. */
  rest: number
}

/** Requirement CB-01. */
export const BREAKER_TIMES: BreakerTimes = { window: 60_000, rest: 30_000 }

/** So many calls in a row that did not get through open it too: a quiet channel never fills a window. */
const IN_A_ROW = 3
/** A probe that has not ended by then counts as none. */
const PROBE_MS = 30_000

/** The breakers of one process, one for each channel that ever failed. */
export interface Breakers {
  /** Milliseconds until a call may be made by this channel; 0: now. While it is half open only one taker gets 0. */
  wait(channelId: Uuid): number
  /** Notes whether a call got through to the provider; a refusal did. */
  note(channel: { id: Uuid; tenantId: Uuid }, through: boolean): Promise<void>
}

interface Line {
  policy: CircuitBreakerPolicy
  openUntil: number
  probeUntil: number
}

type Told = (channel: { id: Uuid; tenantId: Uuid }, open: boolean) => void

/** @param told called when a breaker opens (also again after a probe that failed) and when it closes */
export function createBreakers(told: Told, times: BreakerTimes = BREAKER_TIMES): Breakers {
  const lines = new Map<Uuid, Line>()
  const lineOf = (channel: { id: Uuid; tenantId: Uuid }): Line => {
    const known = lines.get(channel.id)
    if (known) return known
    const policy = circuitBreaker(
      handleWhenResult(through => through === false),
      { halfOpenAfter: times.rest, breaker: new EitherBreaker(times.window) },
    )
    const line: Line = { policy, openUntil: 0, probeUntil: 0 }
    policy.onBreak(() => {
      line.openUntil = performance.now() + times.rest
      told(channel, true)
    })
    policy.onReset(() => told(channel, false))
    lines.set(channel.id, line)
    return line
  }
  return {
    wait: channelId => {
      const line = lines.get(channelId)
      if (!line || line.policy.state === CircuitState.Closed) return 0
      const now = performance.now()
      const left = Math.max(line.openUntil, line.probeUntil) - now
      if (left > 0) return Math.ceil(left)
      line.probeUntil = now + PROBE_MS
      return 0
    },
    note: async (channel, through) => {
      if (through && !lines.has(channel.id)) return
      const line = lineOf(channel)
      line.probeUntil = 0
      try {
        await line.policy.execute(() => through)
      } catch (error) {
        // What was under way when it opened says nothing new.
        if (!(error instanceof BrokenCircuitError)) throw error
      }
    },
  }
}

/** Opens when half of the calls of a window failed, or several in a row. */
class EitherBreaker implements IBreaker {
  readonly #sampling: SamplingBreaker
  #row = 0

  constructor(window: number) {
    this.#sampling = new SamplingBreaker({ threshold: 0.5, duration: window })
  }

  get state(): unknown {
    return this.#sampling.state
  }

  set state(value: unknown) {
    this.#sampling.state = value
  }

  success(state: CircuitState): void {
    this.#row = 0
    this.#sampling.success(state)
  }

  failure(state: CircuitState): boolean {
    this.#row++
    // Both are told, whatever the first one says.
    const half = this.#sampling.failure(state)
    return half || this.#row >= IN_A_ROW
  }
}
