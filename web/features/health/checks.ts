import type { Health } from '../../lib/api/types.ts'

export type CheckState = 'ok' | 'degraded' | 'down' | 'off'

export interface Check {
  name: string
  state: CheckState
  /** How long the check took, in milliseconds. */
  latencyMs: number | null
  /** Further facts from the server, ready to be shown. */
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
  const checks = Object.entries(health.checks ?? {}).map(([name, said]): Check => {
    if (typeof said !== 'object' || said === null) return { name, state: stateOf(said), latencyMs: null, facts: [] }
    const { status, state, latencyMs, ...rest } = said as Record<string, unknown>
    const word = status ?? state
    return {
      name,
      state: word === undefined ? 'ok' : stateOf(word),
      latencyMs: typeof latencyMs === 'number' ? latencyMs : null,
      facts: factsOf(rest),
    }
  })
  return { state: stateOf(health.status), checks }
}

/**
 * Figures in one flat list: `connections.total` becomes "connections total". Nested figures that are zero are left out.
 */
function factsOf(rest: Record<string, unknown>, path: string[] = []): Array<[string, string]> {
  return Object.entries(rest).flatMap(([name, value]): Array<[string, string]> => {
    const words = [
      ...path,
      name
        .replace(/_/g, ' ')
        .replace(/([a-z])([A-Z])/g, '$1 $2')
        .toLowerCase(),
    ]
    if (value === null || value === undefined) return []
    if (typeof value === 'object') return factsOf(value as Record<string, unknown>, words)
    if (path.length > 0 && value === 0) return []
    return [[words.join(' '), String(value)]]
  })
}
