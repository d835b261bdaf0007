import type { Health } from '../../lib/types.ts'

export type CheckState = 'ok' | 'degraded' | 'down' | 'off'

export interface Check {
  name: string
  state: CheckState
  /** What else the server says, ready to read. */
  facts: Array<[name: string, value: string]>
}

const WORDS: Record<string, CheckState> = {
  ok: 'ok',
  up: 'ok',
  healthy: 'ok',
  connected: 'ok',
  true: 'ok',
  degraded: 'degraded',
  slow: 'degraded',
  warning: 'degraded',
  off: 'off',
  unused: 'off',
  none: 'off',
  idle: 'off',
}

const stateOf = (word: unknown): CheckState => WORDS[String(word).toLowerCase()] ?? 'down'

/** Reads what the server says about itself, whatever checks it has: a word, or an object with `status` and figures. */
export function readHealth(health: Health): { state: CheckState; checks: Check[] } {
  const checks = Object.entries(health.checks).map(([name, said]): Check => {
    if (typeof said !== 'object' || said === null) return { name, state: stateOf(said), facts: [] }
    const { status, state, ...rest } = said as Record<string, unknown>
    const word = status ?? state
    return { name, state: word === undefined ? 'ok' : stateOf(word), facts: factsOf(rest) }
  })
  return { state: stateOf(health.status), checks }
}

function factsOf(rest: Record<string, unknown>): Array<[string, string]> {
  return Object.entries(rest)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)])
}
