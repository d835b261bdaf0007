import { describe, expect, it } from 'vitest'
import { readHealth } from './checks.ts'

describe('what the server says about itself', () => {
  it('is read from words and from objects alike', () => {
    const { state, checks } = readHealth({
      status: 'degraded',
      checks: { database: 'ok', queue: { status: 'degraded', waiting: 12 }, cache: { status: 'down' } },
    })
    expect(state).toBe('degraded')
    expect(checks.map(check => [check.name, check.state])).toEqual([
      ['database', 'ok'],
      ['queue', 'degraded'],
      ['cache', 'down'],
    ])
    expect(checks[1]!.facts).toEqual([['waiting', '12']])
  })

  it('figures are flat, and silent where nothing is', () => {
    const waiting = { raw_event_pending: { rows: 3, oldestSeconds: 0 }, send_pending: { rows: 0 } }
    const { checks } = readHealth({
      status: 'ok',
      checks: { intake: { status: 'ok', latencyMs: 1.5, count: 0, waiting } },
    })
    expect(checks[0]).toEqual({
      name: 'intake',
      state: 'ok',
      latencyMs: 1.5,
      facts: [
        ['count', '0'],
        ['waiting raw event pending rows', '3'],
      ],
    })
  })

  it('an unknown word is never taken for well', () => {
    expect(readHealth({ status: 'weird', checks: {} }).state).toBe('down')
  })
})
