import { describe, expect, it } from 'vitest'
import { createGroupCommit, type GroupCommitOptions } from './group-commit.ts'

/** Writes that finish when the test says so. */
function controlled(options: Partial<GroupCommitOptions<string>> = {}) {
  const writes: Array<{ items: string[]; done(): void; fail(error: Error): void }> = []
  const group = createGroupCommit<string>({
    sizeOf: item => item.length,
    full: () => new Error('full'),
    write: items => {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      writes.push({ items, done: resolve, fail: reject })
      return promise
    },
    ...options,
  })
  return { group, writes }
}

const turn = () => new Promise<void>(resolve => setImmediate(() => setImmediate(resolve)))

describe('a grouped commit', () => {
  it('writes a lone item at once', async () => {
    const { group, writes } = controlled()
    const added = group.add(['a'])
    await turn()
    expect(writes.map(write => write.items)).toEqual([['a']])
    writes[0]!.done()
    await added
  })

  it('gathers what comes in one turn into one write, in order', async () => {
    const { group, writes } = controlled()
    const added = Promise.all([group.add(['a']), group.add(['b', 'c']), group.add(['d'])])
    await turn()
    expect(writes.map(write => write.items)).toEqual([['a', 'b', 'c', 'd']])
    writes[0]!.done()
    await added
  })

  it('has two writes under way at most, and gathers the rest for the next', async () => {
    const { group, writes } = controlled()
    const added = [group.add(['a'])]
    await turn()
    added.push(group.add(['b']))
    await turn()
    added.push(group.add(['c']), group.add(['d']))
    await turn()
    expect(writes.map(write => write.items)).toEqual([['a'], ['b']])
    expect(group.stats()).toEqual({ waiting: 2, inFlight: 2 })
    writes[0]!.done()
    await turn()
    expect(writes.map(write => write.items)).toEqual([['a'], ['b'], ['c', 'd']])
    for (const write of writes) write.done()
    await Promise.all(added)
  })

  it('acknowledges nothing before its write is done', async () => {
    const { group, writes } = controlled()
    let acknowledged = false
    const added = group.add(['a']).then(() => {
      acknowledged = true
    })
    await turn()
    expect(acknowledged).toBe(false)
    writes[0]!.done()
    await added
    expect(acknowledged).toBe(true)
  })

  it('fails everybody in a write that failed and nobody else', async () => {
    const { group, writes } = controlled()
    const first = Promise.allSettled([group.add(['a']), group.add(['b'])])
    await turn()
    const second = group.add(['c'])
    await turn()
    writes[0]!.fail(new Error('no disk'))
    writes[1]!.done()
    expect((await first).map(result => result.status)).toEqual(['rejected', 'rejected'])
    await second
    expect(group.stats()).toEqual({ waiting: 0, inFlight: 0 })
  })

  it('cuts writes by number and by bytes, but never one caller’s items', async () => {
    const { group, writes } = controlled({ maxItems: 2, maxBytes: 5, maxInFlight: 1 })
    const added = Promise.all(['a', 'b', 'c', 'dddddd', 'e'].map(item => group.add([item])))
    for (let at = 0; at < 4; at++) {
      await turn()
      writes[at]!.done()
    }
    await added
    expect(writes.map(write => write.items)).toEqual([['a', 'b'], ['c'], ['dddddd'], ['e']])
  })

  it('refuses beyond its bounds instead of growing, and takes again when there is room', async () => {
    const { group, writes } = controlled({ maxWaitingItems: 2, maxWaitingBytes: 10 })
    const kept = [group.add(['a']), group.add(['b'])]
    await expect(group.add(['c'])).rejects.toThrow('full')
    await turn()
    writes[0]!.done()
    await Promise.all(kept)
    await expect(group.add(['x'.repeat(11)])).rejects.toThrow('full')
    const last = group.add(['d'])
    await turn()
    writes[1]!.done()
    await last
  })
})
