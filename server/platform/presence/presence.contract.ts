import { afterEach, beforeEach, expect, it } from 'vitest'
import { newId } from '../ids/index.ts'
import type { PresenceStore } from './port.ts'

/** What every presence store does. `open` gives one more process's view of the same store, on the given clock. */
export function presenceContract(open: (now: () => number) => PresenceStore): void {
  let time = Date.parse('2026-03-01T10:00:00Z')
  let store: PresenceStore
  let group: string
  const key = (member: string, connection: string) => ({ group, member, connection })
  const present = async () => [...(await store.list(group)).keys()].toSorted()

  beforeEach(() => {
    store = open(() => time)
    group = newId()
  })
  afterEach(() => store.close())

  it('lists each connection of each member with what it said last', async () => {
    await store.put(key('ana', 'one'), { status: 'online' })
    await store.put(key('ana', 'two'), { status: 'busy' })
    await store.put(key('ben', 'one'), { status: 'away' })
    await store.put(key('ana', 'one'), { status: 'away' })
    const statuses = (values: Array<{ status: string }>) => values.map(({ status }) => status).toSorted()
    const shown = [...(await store.list<{ status: string }>(group))].map(([member, values]) => [
      member,
      statuses(values),
    ])
    expect(shown.toSorted()).toEqual([
      ['ana', ['away', 'busy']],
      ['ben', ['away']],
    ])
    expect(statuses(await store.valuesOf(group, 'ana'))).toEqual(['away', 'busy'])
    expect(await store.valuesOf(group, 'nobody')).toEqual([])
  })

  it('forgets a connection that was not renewed within its time, and keeps one that was', async () => {
    await store.put(key('ana', 'one'), {})
    await store.put(key('ben', 'one'), {})
    time += 59_000
    await store.put(key('ben', 'one'), {})
    time += 2_000
    expect(await present()).toEqual(['ben'])
    expect(await store.valuesOf(group, 'ana')).toEqual([])
  })

  it('forgets a connection that ended, and remembers when its member was last seen', async () => {
    await store.put(key('ana', 'one'), {})
    time += 5_000
    await store.remove(key('ana', 'one'))
    expect(await present()).toEqual([])
    expect([...(await store.lastSeen(group))]).toEqual([['ana', time]])
    time += 31 * 86_400_000
    expect([...(await store.lastSeen(group))]).toEqual([])
  })

  it('keeps groups apart', async () => {
    await store.put(key('ana', 'one'), {})
    const other = newId()
    expect([...(await store.list(other))]).toEqual([])
    expect(await store.valuesOf(other, 'ana')).toEqual([])
    expect([...(await store.lastSeen(other))]).toEqual([])
  })
}
