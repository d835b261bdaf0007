import { describe, expect, it } from 'vitest'
import { firstIdOf, newId, newIdAfter, readId, showId } from './index.ts'

describe('ids', () => {
  it('are version 7 and carry the time they were made', () => {
    const before = Date.now()
    const id = newId()
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    const time = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
    expect(time).toBeGreaterThanOrEqual(before - 1)
    expect(time).toBeLessThanOrEqual(Date.now() + 1)
  })

  it('are unique and sort in the order they were made, however fast', () => {
    const ids = Array.from({ length: 20_000 }, newId)
    expect(new Set(ids).size).toBe(ids.length)
    expect([...ids].sort()).toEqual(ids)
  })

  it('can be made to sort after one from a clock that is ahead', () => {
    const ahead = 'ffffffff-0000-7000-8000-000000000000'
    expect(newIdAfter(ahead) > ahead).toBe(true)
    expect(newIdAfter(ahead)).toMatch(/^ffffffff-0001-7/)
    expect(newIdAfter(null) < ahead).toBe(true)
    const past = newId()
    expect(newIdAfter(past) > past).toBe(true)
  })

  it('are read back from the form in which they are shown, and only as what they are', () => {
    const id = newId()
    expect(readId('conversation', showId('conversation', id))).toBe(id)
    expect(readId('conversation', id)).toBe(id)
    expect(readId('conversation', showId('message', id))).toBeNull()
    expect(readId('conversation', 'conv_nothing')).toBeNull()
  })
})

it('makes the lower bound of the ids of a moment', () => {
  const moment = new Date()
  const made = newId()
  expect(firstIdOf(moment) <= made).toBe(true)
  expect(firstIdOf(new Date(Date.now() + 1)) > made).toBe(true)
  expect(firstIdOf(new Date('1970-01-01T00:00:00.001Z'))).toBe('00000000-0001-7000-8000-000000000000')
})
