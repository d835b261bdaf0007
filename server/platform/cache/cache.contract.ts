import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { until } from '../../test/until.ts'
import type { Cache } from './port.ts'

let keys = 0
const newKey = () => `t:${process.pid}-${++keys}:thing`

/** What every cache does. `open` makes one more; all are closed after each test. */
export function cacheContract(open: () => Promise<Cache>): void {
  const opened: Cache[] = []
  const cache = async () => {
    const one = await open()
    opened.push(one)
    return one
  }
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(one => one.close()))
  })

  it('gives back a copy of what was set, and nothing for another key', async () => {
    const [one, key] = [await cache(), newKey()]
    const value = { name: 'ورد', list: [1, { deep: true }], nothing: null }
    await one.set(key, value, 60)
    value.list.push(2)
    expect(await one.get(key)).toEqual({ name: 'ورد', list: [1, { deep: true }], nothing: null })
    expect(await one.get(newKey())).toBeUndefined()
  })

  it('forgets after its time, and when told', async () => {
    const [one, short, dropped, kept] = [await cache(), newKey(), newKey(), newKey()]
    await one.set(short, 1, 0.05)
    await one.set(dropped, 2, 60)
    await one.set(kept, 3, 60)
    await one.drop(dropped, newKey())
    await until(async () => (await one.get(short)) === undefined)
    expect(await one.get(dropped)).toBeUndefined()
    expect(await one.get(kept)).toBe(3)
    await one.drop()
  })

  it('makes a value once for parallel callers, and keeps it', async () => {
    const [one, key] = [await cache(), newKey()]
    let made = 0
    const make = async () => {
      await wait(20)
      return { no: ++made }
    }
    const got = await Promise.all(Array.from({ length: 50 }, () => one.getOrMake(key, 60, make)))
    expect(new Set(got.map(value => value.no))).toEqual(new Set([1]))
    expect(await one.getOrMake(key, 60, make)).toEqual({ no: 1 })
  })

  it('keeps no failure', async () => {
    const [one, key] = [await cache(), newKey()]
    const failing = one.getOrMake(key, 60, () => Promise.reject(new Error('away')))
    await expect(failing).rejects.toThrow('away')
    expect(await one.getOrMake(key, 60, async () => 'there')).toBe('there')
  })

  it('does not keep a value that was dropped while it was being made', async () => {
    const [one, key] = [await cache(), newKey()]
    let release = (_value: string) => {}
    const making = one.getOrMake(key, 60, () => new Promise<string>(resolve => (release = resolve)))
    await wait(20)
    await one.drop(key)
    release('old')
    expect(await making).toBe('old')
    expect(await one.get(key)).toBeUndefined()
    expect(await one.getOrMake(key, 60, async () => 'new')).toBe('new')
  })

  it('answers a ping', async () => {
    const one = await cache()
    await one.ping()
  })
}
