import { describe, expect, it } from 'vitest'
import { createTenantBatch, type TenantItems } from './tenant-batch.ts'

type All = ReadonlyArray<TenantItems<number>>

/** A batch whose work waits until it is let go; every batch is noted. */
function held() {
  const batches: All[] = []
  const gates: Array<() => void> = []
  const batch = createTenantBatch<number, number>(async all => {
    batches.push(all)
    await new Promise<void>(go => gates.push(go))
    return all.map(({ items }) => items.map(item => item * 2))
  })
  const turn = () => new Promise<void>(done => setImmediate(() => setImmediate(done)))
  const letGo = async () => {
    gates.shift()?.()
    await turn()
  }
  return { batch, batches, turn, letGo }
}

const sizes = (all: All) => all.map(({ tenantId, items }) => [tenantId, items.length])

describe('what is done for several tenants together', () => {
  it('is one batch for all calls of the same turn, and each gets its own result', async () => {
    const { batch, batches, turn, letGo } = held()
    const results = Promise.all([batch('a', 1), batch('b', 2), batch('a', 3)])
    await turn()
    await letGo()
    expect(await results).toEqual([2, 4, 6])
    expect(batches.map(sizes)).toEqual([
      [
        ['a', 2],
        ['b', 1],
      ],
    ])
  })

  it('a tenant has one batch under way at a time, in the order of its calls', async () => {
    const { batch, batches, turn, letGo } = held()
    const results = [batch('a', 1)]
    await turn()
    results.push(batch('a', 2), batch('a', 3))
    await turn()
    expect(batches.map(sizes)).toEqual([[['a', 1]]])
    await letGo()
    await letGo()
    expect(await Promise.all(results)).toEqual([2, 4, 6])
    expect(batches.map(sizes)).toEqual([[['a', 1]], [['a', 2]]])
  })

  it('a batch that has enough items leaves the other tenants to the next, and nobody is left out', async () => {
    const { batch, batches, turn, letGo } = held()
    const calls = ['a', 'b', 'c', 'd', 'e', 'f'].flatMap(tenantId =>
      Array.from({ length: 12 }, (_, no) => batch(tenantId, no)),
    )
    for (let round = 0; round < 4; round++) {
      await turn()
      await letGo()
    }
    await Promise.all(calls)
    expect(batches.map(all => all.map(({ tenantId }) => tenantId).join(''))).toEqual(['ab', 'cd', 'ef'])
  })

  it('many tenants with one item each share few batches', async () => {
    const { batch, batches, turn, letGo } = held()
    const calls = Array.from({ length: 32 }, (_, no) => batch(`tenant ${no}`, no))
    await turn()
    expect(batches.map(all => all.length)).toEqual([16, 16])
    await letGo()
    await letGo()
    await Promise.all(calls)
  })
})

describe('a batch that fails', () => {
  it('is tried by tenant, then by item, so that only the item at fault fails', async () => {
    const batch = createTenantBatch<number, number>(async all => {
      if (all.some(({ items }) => items.includes(13))) throw new Error('unlucky')
      return all.map(({ items }) => [...items])
    })
    const results = await Promise.allSettled([batch('a', 1), batch('a', 13), batch('a', 2), batch('b', 3)])
    expect(results.map(result => (result.status === 'fulfilled' ? result.value : 'failed'))).toEqual([
      1,
      'failed',
      2,
      3,
    ])
  })

  it('is not tried in parts while the database is away', async () => {
    let tries = 0
    const batch = createTenantBatch<number, number>(async () => {
      tries++
      throw Object.assign(new Error('the server is shutting down'), { code: '57P01' })
    })
    const results = await Promise.allSettled([batch('a', 1), batch('b', 2)])
    expect(results.map(result => result.status)).toEqual(['rejected', 'rejected'])
    expect(tries).toBe(1)
  })
})
