import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { until } from '../../test/until.ts'
import type { QueueOptions } from './bull.ts'
import type { Queue } from './port.ts'

let names = 0
/** A name that no other test uses: tests share one store. */
export const newName = () => `work-${process.pid}-${++names}`

type Told = Pick<QueueOptions, 'closeWithinMs' | 'namesInStore' | 'retries' | 'alone'>

/**
 * What every queue does. `open` gives one more process's view of the same store; all views are closed after each test.
 * Time: the retry test needs about 8 seconds.
 */
export function queueContract(open: (options?: Told) => Queue): void {
  const opened: Queue[] = []
  const queue = (options?: Told) => {
    const one = open(options)
    opened.push(one)
    return one
  }
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(one => one.close()))
  })

  it('runs an added job with its data, once, in one of the processes that handle its name', async () => {
    const [a, b, adder, name] = [queue(), queue(), queue(), newName()]
    const seen: unknown[] = []
    for (const one of [a, b]) one.handle(name, async data => void seen.push(data.no))
    for (let no = 0; no < 20; no++) await adder.add(name, { no })
    await until(() => seen.length === 20)
    await wait(200)
    expect(seen.toSorted((x, y) => Number(x) - Number(y))).toEqual(Array.from({ length: 20 }, (_, no) => no))
  })

  it('runs a job that was added before anyone handled its name', async () => {
    const [adder, name] = [queue(), newName()]
    await adder.add(name, { no: 1 })
    const seen: unknown[] = []
    queue().handle(name, async data => void seen.push(data))
    await until(() => seen.length === 1)
    expect(seen).toEqual([{ no: 1 }])
  })

  it('calls a queue in the store as it is told, and counts it under its own name', async () => {
    const [name, stored] = [newName(), newName()]
    const renamed = queue({ namesInStore: { [name]: stored } })
    await renamed.add(name, { no: 1 })
    expect((await renamed.counts())[name]).toMatchObject({ waiting: 1 })
    const seen: unknown[] = []
    queue().handle(stored, async data => void seen.push(data))
    await until(() => seen.length === 1)
    expect(seen).toEqual([{ no: 1 }])
  })

  it('refuses a name in the store under which other work runs', () => {
    const [name, other] = [newName(), newName()]
    const renamed = queue({ namesInStore: { [name]: other } })
    renamed.handle(other, async () => undefined)
    expect(() => renamed.handle(name, async () => undefined)).toThrow(`The queue "${other}" has other work already`)
  })

  it('holds a delayed job back', async () => {
    const [one, name] = [queue(), newName()]
    const began = performance.now()
    let ranAfter = 0
    one.handle(name, async () => {
      ranAfter = performance.now() - began
    })
    await one.add(name, {}, { delayMs: 700 })
    await until(() => ranAfter > 0)
    expect(ranAfter).toBeGreaterThanOrEqual(690)
  })

  it('adds one job for a key that has not started, and one more while it runs', async () => {
    const [one, name] = [queue(), newName()]
    const seen: unknown[] = []
    for (let no = 0; no < 5; no++) await one.add(name, { no }, { key: 'conversation-1', delayMs: no === 0 ? 300 : 0 })
    let release = () => {}
    const released = new Promise<void>(resolve => {
      release = resolve
    })
    one.handle(name, async data => {
      seen.push(data.no)
      await released
    })
    await until(() => seen.length === 1)
    await one.add(name, { no: 100 }, { key: 'conversation-1' })
    await one.add(name, { no: 101 }, { key: 'conversation-1' })
    release()
    await until(() => seen.length === 2)
    await wait(300)
    expect(seen).toEqual([0, 101])
    await one.add(name, { no: 200 }, { key: 'conversation-1' })
    await until(() => seen.length === 3)
  })

  it('runs a drain after the last of many wakes, and far less often than it was woken', async () => {
    const [one, name] = [queue(), newName()]
    let unseen = 0
    let runs = 0
    let running = 0
    let most = 0
    one.handle(
      name,
      async () => {
        runs++
        most = Math.max(most, ++running)
        await wait(5)
        unseen = 0
        running--
      },
      { concurrency: 2 },
    )
    for (let no = 0; no < 2_000; no++) {
      unseen++
      one.wake(name)
      if (no % 100 === 0) await wait(1)
    }
    await until(() => unseen === 0 && running === 0)
    await wait(100)
    expect(unseen).toBe(0)
    expect(most).toBeLessThanOrEqual(2)
    expect(runs).toBeLessThan(200)
  })

  it('carries a wake to a process that handles the name', async () => {
    const [worker, api, name] = [queue(), queue(), newName()]
    let runs = 0
    worker.handle(name, async () => void runs++)
    for (let no = 1; no <= 5; no++) {
      const before = runs
      api.wake(name)
      await until(() => runs > before, { what: `run ${no}` })
    }
  })

  it('runs again for a wake that comes while the drain runs in another process', async () => {
    const [worker, api, name] = [queue(), queue(), newName()]
    let release = () => {}
    const released = new Promise<void>(resolve => {
      release = resolve
    })
    let runs = 0
    worker.handle(name, async () => {
      runs++
      if (runs === 1) await released
    })
    api.wake(name)
    await until(() => runs === 1)
    api.wake(name)
    await wait(300)
    expect(runs).toBe(1)
    release()
    await until(() => runs === 2)
  })

  it('puts no wake into the store while nobody else runs, and does what it was woken for all the same', async () => {
    const [alone, name] = [queue({ alone: () => true }), newName()]
    const { promise: held, resolve: release } = Promise.withResolvers<void>()
    let runs = 0
    alone.handle(name, async () => {
      runs++
      await held
    })
    alone.wake(name)
    await until(() => runs === 1)
    alone.wake(name)
    const watcher = queue()
    // Comes after what the wake would have put there.
    await watcher.add(name, {}, { delayMs: 60_000 })
    expect((await watcher.counts())[name]).toMatchObject({ waiting: 1 })
    release()
    await until(() => runs === 2)
  })

  it('tries a job that fails three times, waiting longer each time, and then counts it as failed', async () => {
    const [one, name] = [queue(), newName()]
    const at: number[] = []
    one.handle(name, async () => {
      at.push(performance.now())
      throw new Error('the provider is away')
    })
    await one.add(name, {})
    await until(async () => (await one.counts())[name]?.failed === 1, { timeout: 15_000, interval: 100 })
    const [first = 0, second = 0, third = 0] = at
    expect(at).toHaveLength(3)
    expect(second - first).toBeGreaterThan(950)
    expect(third - second).toBeGreaterThan(1_950)
    expect(third - second).toBeLessThan(6_000)
  }, 20_000)

  it('tries a job as often as it was told to, from the first pause that it was told on', async () => {
    const [one, name] = [queue({ retries: { attempts: 5, firstSeconds: 0.1 } }), newName()]
    const at: number[] = []
    one.handle(name, async () => {
      at.push(performance.now())
      throw new Error('the provider is away')
    })
    await one.add(name, {})
    await until(async () => (await one.counts())[name]?.failed === 1, { timeout: 15_000, interval: 50 })
    const pauses = at.slice(1).map((moment, index) => moment - at[index]!)
    expect(pauses).toHaveLength(4)
    for (const [no, pause] of pauses.entries()) {
      expect(pause).toBeGreaterThan(100 * 2 ** no * 0.75 - 10)
      expect(pause).toBeLessThan(100 * 2 ** no * 1.25 + 900)
    }
  })

  it('wakes a drain again that failed', async () => {
    const [one, name] = [queue(), newName()]
    let runs = 0
    one.handle(name, async () => {
      if (++runs === 1) throw new Error('the database is away')
    })
    one.wake(name)
    await until(() => runs === 2)
  })

  it('fires a schedule in one of its processes, every interval', async () => {
    const [a, b, name] = [queue(), queue(), newName()]
    const at: number[] = []
    for (const one of [a, b]) one.every(name, 300, async () => void at.push(performance.now()))
    await until(() => at.length >= 6, { timeout: 10_000 })
    // Two processes that start in the same moment may both fire at first.
    const gaps = at.slice(2).map((moment, index) => moment - at[index + 1]!)
    expect(gaps.filter(gap => gap < 150)).toEqual([])
  })

  it('goes on with a schedule when the process that fired it has ended', async () => {
    const [a, b, name] = [queue(), queue(), newName()]
    const fired = { a: 0, b: 0 }
    a.every(name, 200, async () => void fired.a++)
    b.every(name, 200, async () => void fired.b++)
    await until(() => fired.a + fired.b >= 3)
    await a.close()
    const before = fired.b
    await until(() => fired.b >= before + 3)
  })

  it('fires schedules of different intervals, each by its own', async () => {
    const [one, quick, slow] = [queue(), newName(), newName()]
    const fired = { quick: 0, slow: 0 }
    one.every(slow, 60_000, async () => void fired.slow++)
    one.every(quick, 100, async () => void fired.quick++)
    await until(() => fired.quick >= 5 && fired.slow >= 1)
    expect(fired.slow).toBe(1)
  })

  it('fires a schedule after its new interval when that was shortened', async () => {
    const [before, after, name] = [queue(), queue(), newName()]
    let fired = 0
    before.every(name, 3_600_000, async () => void fired++)
    await until(() => fired === 1)
    await before.close()
    after.every(name, 200, async () => void fired++)
    await until(() => fired >= 3)
  })

  it('repeats in every process, when it was told to, and sooner after work', async () => {
    const [a, b, name] = [queue(), queue(), newName()]
    const runs = { a: 0, b: 0 }
    a.repeat(newName(), async () => (++runs.a < 3 ? 1 : 3_600_000), 10)
    b.repeat(newName(), async () => (++runs.b < 3 ? 1 : 3_600_000), 3_600_000)
    await until(() => runs.a === 3 && runs.b === 3)
    a.handle(name, async () => undefined)
    a.wake(name)
    await until(() => runs.a === 4)
    expect(runs.b).toBe(3)
    a.noteWork()
    await until(() => runs.a === 5)
    expect(runs.b).toBe(3)
  })

  it('repeats again what failed', async () => {
    const one = queue()
    let runs = 0
    const fail = async () => {
      if (++runs === 1) throw new Error('the database is away')
      return 3_600_000
    }
    one.repeat(newName(), fail, 3_600_000)
    await until(() => runs === 2)
  })

  it('waits at its end for what it repeats, and repeats no more', async () => {
    const one = queue()
    let ended = 0
    const work = async () => {
      await wait(200)
      ended++
      return 1
    }
    one.repeat(newName(), work, 1)
    await until(() => ended === 1)
    await one.close()
    const before = ended
    await wait(300)
    expect(ended).toBe(before)
  })

  it('counts what waits and what runs', async () => {
    const [one, name] = [queue(), newName()]
    await one.add(name, {})
    await one.add(name, {}, { delayMs: 60_000 })
    expect((await one.counts())[name]).toEqual({ waiting: 2, active: 0, failed: 0 })
    let release: (() => void) | undefined
    one.handle(name, () => new Promise(resolve => (release = resolve)))
    await until(async () => release && (await one.counts())[name]?.active === 1)
    release?.()
    await until(async () => (await one.counts())[name]?.active === 0)
    expect((await one.counts())[name]?.waiting).toBe(1)
  })

  it('lets running work finish when it closes, and starts nothing more', async () => {
    const [one, name] = [queue(), newName()]
    const ended: string[] = []
    let began = 0
    one.handle(name, async data => {
      began++
      await wait(400)
      ended.push(data.no === undefined ? 'drain' : 'job')
    })
    await one.add(name, { no: 1 })
    one.wake(name)
    await until(() => began === 2)
    await one.close()
    expect(ended.toSorted()).toEqual(['drain', 'job'])
    one.wake(name)
    await wait(100)
    expect(began).toBe(2)
  })

  it('leaves a job behind that does not end, and closes all the same', async () => {
    const [one, name] = [queue({ closeWithinMs: 300 }), newName()]
    let began = false
    one.handle(name, () => {
      began = true
      return new Promise(() => undefined)
    })
    await one.add(name, {})
    await until(() => began)
    const started = performance.now()
    await one.close()
    expect(performance.now() - started).toBeLessThan(4_000)
  })

  it('answers a ping', async () => {
    await queue().ping()
  })
}
