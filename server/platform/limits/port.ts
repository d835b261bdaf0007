export interface LimitRule {
  /** Part of the key, and the name in metrics. */
  name: string
  points: number
  /** Seconds in which `points` may be used. */
  perSeconds: number
}

export interface LimitState {
  allowed: boolean
  limit: number
  remaining: number
  /** Unix time in seconds at which the window is full again. */
  resetAt: number
  /** Seconds to wait when not allowed, else 0. */
  retryAfter: number
}

/** Counted limits, shared by all processes when Redis is there. */
export interface Limits {
  take(rule: LimitRule, key: string, points?: number): Promise<LimitState>
  close(): Promise<void>
}
