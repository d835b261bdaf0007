import { describe, expect, it } from 'vitest'
import { newId, type Uuid } from '../../../../platform/ids/index.ts'
import { allotFiles } from './fetcher.ts'

/** Claims of tenants that all have more files than may be fetched at once, from sources that never answer. */
function fill(tenants: readonly Uuid[]): Uuid[] {
  const taken: Uuid[] = []
  for (;;) {
    const { limit, perTenant, busy } = allotFiles(taken)
    const want = tenants.filter(id => !busy.includes(id))
    const has = (id: Uuid) => taken.filter(one => one === id).length
    const next = want.flatMap(id => Array<Uuid>(Math.max(0, perTenant - has(id))).fill(id)).slice(0, limit)
    if (next.length === 0) return taken
    taken.push(...next)
  }
}

describe('places for files', () => {
  it('are left for others when the sources of three businesses hang', () => {
    const taken = fill([newId(), newId(), newId()])
    expect(allotFiles(taken)).toMatchObject({ limit: expect.any(Number), perTenant: 1 })
    expect(allotFiles(taken).limit).toBeGreaterThan(0)
  })

  it('are four for one business, and never more than there are', () => {
    expect(fill([newId()])).toHaveLength(4)
    expect(fill(Array.from({ length: 50 }, newId))).toHaveLength(12)
  })
})
