import { describe, expect, it } from 'vitest'
import { until } from '../../test/until.ts'
import { createPendingWorker, drainInRounds, type PendingWorkerOptions } from './worker.ts'

/** Work that the test lets end. */
function bench(room = 2, changes: Partial<PendingWorkerOptions<number>> = {}) {
  const due: number[] = []
  const begun: number[] = []
  const errors: unknown[] = []
  const ends = new Map<number, PromiseWithResolvers<void>>()
  let claims = 0
  let stopped: AbortSignal | undefined
  const worker = createPendingWorker<number>({
    claim: async active => {
      claims++
      return due.splice(0, room - active.length)
    },
    run: (job, stop) => {
      begun.push(job)
      stopped = stop
      const end = Promise.withResolvers<void>()
      ends.set(job, end)
      return end.promise
    },
    onError: (error, job) => errors.push([job, error]),
    ...changes,
  })
  return {
    worker,
    due,
    begun,
    errors,
    end: (job: number) => ends.get(job)!,
    claims: () => claims,
    stop: () => stopped!,
  }
}

describe('a worker', () => {
  it('drains until nothing is due and nothing is under way', async () => {
    const { worker, due, begun, end } = bench()
    due.push(1, 2, 3)
    let over = false
    const drained = worker.drain().then(() => {
      over = true
    })
    await until(() => begun.length === 2)
    end(1).resolve()
    await until(() => begun.length === 3)
    end(2).resolve()
    await new Promise(resolve => setImmediate(resolve))
    expect(over).toBe(false)
    end(3).resolve()
    await drained
    expect(begun).toEqual([1, 2, 3])
  })

  it('fills a place that became free, while slower work goes on', async () => {
    const { worker, due, begun, end } = bench(2, { pauseMs: 1 })
    due.push(1, 2, 3, 4)
    const drained = worker.drain()
    await until(() => begun.length === 2)
    for (const job of [2, 3]) {
      end(job).resolve()
      await until(() => begun.includes(job + 1))
    }
    end(4).resolve()
    end(1).resolve()
    await drained
    expect(begun).toEqual([1, 2, 3, 4])
  })

  it('looks again when it is woken under way, and the one who wakes does not wait', async () => {
    const { worker, due, begun, end } = bench(2, { pauseMs: 60_000 })
    due.push(1)
    const drained = worker.drain()
    await until(() => begun.length === 1)
    due.push(2)
    await worker.wake()
    await until(() => begun.length === 2)
    end(1).resolve()
    end(2).resolve()
    // The pause would be a minute; new work ends it.
    await worker.wake()
    await drained
  })

  it('claims one after the other, however many wake it', async () => {
    let running = 0
    let most = 0
    const worker = createPendingWorker<number>({
      claim: async () => {
        most = Math.max(most, ++running)
        await new Promise(resolve => setTimeout(resolve, 1))
        running--
        return []
      },
      run: async () => undefined,
      onError: () => undefined,
    })
    await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 ? worker.drain() : worker.wake())))
    expect(most).toBe(1)
  })

  it('goes on after a job that throws, and says which', async () => {
    const { worker, due, errors, begun, end } = bench(1)
    due.push(1, 2)
    const drained = worker.drain()
    await until(() => begun.length === 1)
    const problem = new Error('no')
    end(1).reject(problem)
    await until(() => begun.length === 2)
    end(2).resolve()
    await drained
    expect(errors).toEqual([[1, problem]])
  })

  it('hands on what a claim throws, and claims again at the next call', async () => {
    let broken = true
    const { worker } = bench(1, {
      claim: async () => {
        if (broken) throw new Error('the database is away')
        return []
      },
    })
    await expect(worker.drain()).rejects.toThrow('the database is away')
    broken = false
    await worker.drain()
  })

  it('comes back by itself when something will be due', async () => {
    let asked = 0
    const { worker, due, begun, end } = bench(1, { nextDueMs: () => (asked++ === 0 ? 5 : undefined) })
    await worker.drain()
    due.push(1)
    await until(() => begun.length === 1)
    end(1).resolve()
    await until(() => asked === 2)
  })

  it('takes nothing new once it closes, and is closed when what is under way is over', async () => {
    const { worker, due, begun, end, claims, stop } = bench(1, { nextDueMs: () => 1 })
    due.push(1, 2)
    const drained = worker.drain()
    await until(() => begun.length === 1)
    let closed = false
    const closing = worker.close().then(() => {
      closed = true
    })
    await new Promise(resolve => setImmediate(resolve))
    expect([closed, stop().aborted]).toEqual([false, true])
    end(1).resolve()
    await Promise.all([closing, drained])
    const before = claims()
    await worker.drain()
    await worker.wake()
    expect([begun, due, claims()]).toEqual([[1], [2], before])
  })

  it('finishes what a claim took while it closed', async () => {
    const claimed = Promise.withResolvers<number[]>()
    const { worker, begun, end } = bench(1, { claim: () => claimed.promise })
    const drained = worker.drain()
    const closing = worker.close()
    claimed.resolve([1])
    await until(() => begun.length === 1)
    end(1).resolve()
    await Promise.all([closing, drained])
  })
})

describe('work in rounds', () => {
  it('goes on until a round finds nothing', async () => {
    const rounds = [true, true, false, true]
    await drainInRounds(async () => rounds.shift() ?? false)
    expect(rounds).toEqual([true])
  })
})
