import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { newId } from '../../../platform/ids/index.ts'
import { type Breakers, type BreakerTurn, createBreakers } from './breaker.ts'

const REST = 60
let told: BreakerTurn[] = []
let breakers: Breakers
const channel = { id: newId(), tenantId: newId() }
const fail = async (times: number) => {
  for (let no = 0; no < times; no++) await breakers.note(channel, false)
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
  told = []
  breakers = createBreakers((_channel, turn) => told.push(turn), { window: 60_000, rest: REST })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the breaker of a channel', () => {
  it('stays closed while calls get through', async () => {
    await breakers.note(channel, true)
    await fail(2)
    await breakers.note(channel, true)
    await fail(2)
    expect(breakers.wait(channel.id)).toBe(0)
  })

  it('opens when several in a row do not, for that channel alone', async () => {
    await fail(3)
    expect(told).toEqual(['open'])
    expect(breakers.wait(channel.id)).toBeGreaterThan(0)
    expect(breakers.wait(newId())).toBe(0)
  })

  /** F: a call that failed, S: one that got through. */
  const calls = async (row: string) => {
    for (const call of row) await breakers.note(channel, call === 'S')
  }

  it('opens when more than half of at least ten calls of a window failed, and not before', async () => {
    await calls('FSFFSFFSF')
    expect(told, 'six of nine').toEqual([])
    await calls('SF')
    expect(told, 'seven of eleven').toEqual(['open'])
  })

  it('stays closed at exactly half, and opens at the next failure', async () => {
    await calls('FSFSFSFSSF')
    expect(told, 'five of ten').toEqual([])
    await calls('F')
    expect(told, 'six of eleven').toEqual(['open'])
  })

  it('forgets the calls of a window that is over', async () => {
    breakers = createBreakers((_channel, turn) => told.push(turn), { window: 200, rest: REST })
    await calls('FSFFSFFSF')
    vi.advanceTimersByTime(300)
    await calls('SF')
    expect(told).toEqual([])
  })

  it('lets one call through after its rest, and closes when it got through', async () => {
    await fail(3)
    vi.advanceTimersByTime(REST + 10)
    expect(breakers.wait(channel.id)).toBe(0)
    expect(breakers.wait(channel.id)).toBeGreaterThan(0)
    await breakers.note(channel, true)
    expect(told).toEqual(['open', 'half_open', 'closed'])
    expect(breakers.wait(channel.id)).toBe(0)
  })

  it('rests again when that call did not', async () => {
    await fail(3)
    vi.advanceTimersByTime(REST + 10)
    expect(breakers.wait(channel.id)).toBe(0)
    await fail(1)
    expect(breakers.wait(channel.id)).toBeGreaterThan(0)
    expect(told.at(-1)).toBe('open')
  })
})
