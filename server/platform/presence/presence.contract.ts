import { afterEach, beforeEach, expect, it } from 'vitest'
import { newId } from '../ids/index.ts'
import type { PresenceStore } from './port.ts'

/** What every presence store does. `open` gives one more process's view of the same store, on the given clock. */
export function presenceContract(open: (now: () => number) => PresenceStore): void {
  let time = Date.parse('2026-03-01T10:00:00Z')
  let store: PresenceStore
  let group: string
  const entry = (member: string, connection: string, value = {}) => ({ group, member, connection, value })
  const present = async () =>
    (await store.list(group)).map(({ member, connection }) => `${member}/${connection}`).toSorted()

  beforeEach(() => {
    store = open(() => time)
    group = newId()
  })
  afterEach(() => store.close())

  it('lists each connection of each member with what it said last', async () => {
    await store.put(entry('ana', 'one', { status: 'online' }), 60)
    await store.put(entry('ana', 'two', { status: 'busy' }), 60)
    await store.put(entry('ben', 'one', { status: 'away' }), 60)
    await store.put(entry('ana', 'one', { status: 'away' }), 60)
    const shown = (await store.list(group)).map(({ member, connection, value }) => [member, connection, value.status])
    expect(shown.toSorted()).toEqual([
      ['ana', 'one', 'away'],
      ['ana', 'two', 'busy'],
      ['ben', 'one', 'away'],
    ])
  })

  it('forgets a connection that was not renewed within its time, and keeps one that was', async () => {
    await store.put(entry('ana', 'one'), 60)
    await store.put(entry('ben', 'one'), 60)
    time += 59_000
    await store.put(entry('ben', 'one'), 60)
    time += 2_000
    expect(await present()).toEqual(['ben/one'])
  })

  it('forgets a connection that ended, and remembers when its member was last seen', async () => {
    await store.put(entry('ana', 'one'), 60)
    time += 5_000
    await store.remove(entry('ana', 'one'))
    expect(await present()).toEqual([])
    expect([...(await store.lastSeen(group))]).toEqual([['ana', time]])
    time += 31 * 86_400_000
    expect([...(await store.lastSeen(group))]).toEqual([])
  })

  it('keeps groups apart', async () => {
    await store.put(entry('ana', 'one'), 60)
    const other = newId()
    expect(await store.list(other)).toEqual([])
    expect([...(await store.lastSeen(other))]).toEqual([])
  })
}
