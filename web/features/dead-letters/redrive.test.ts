import { describe, expect, it } from 'vitest'
import { redriveAll, type Step } from './redrive.ts'

const refused = (message: string) => ({ message })

describe('taking up everything that was given up', () => {
  it('goes on from part to part until there is none, and sums up', async () => {
    const parts: Record<string, Step> = {
      start: { redriven: 200, refused: [], nextCursor: 'two' },
      two: { redriven: 198, refused: [refused('too late'), refused('opted out')], nextCursor: 'three' },
      three: { redriven: 5, refused: [refused('removed')], nextCursor: null },
    }
    const asked: Array<string | undefined> = []
    const sum = await redriveAll(async cursor => {
      asked.push(cursor)
      return parts[cursor ?? 'start']!
    })
    expect(asked).toEqual([undefined, 'two', 'three'])
    expect(sum).toEqual({ redriven: 403, refused: 3, reason: 'too late' })
  })

  it('does not chase forever what comes back at once', async () => {
    let asked = 0
    await redriveAll(async () => ({ redriven: 200, refused: [], nextCursor: `${++asked}` }))
    expect(asked).toBe(100)
  })
})
