import { describe, expect, it } from 'vitest'
import { judge, type Ledger } from './ledger.ts'

const ids = ['a', 'b', 'c']
const clean: Ledger = {
  offered: new Set(ids),
  acknowledged: new Set(ids),
  stored: new Set(ids),
  processed: new Map(ids.map(id => [id, 1])),
  deadLettered: new Set(),
  pending: 0,
  brokenSequences: 0,
  brokenEvents: 0,
}

describe('the judge of a fault run', () => {
  it('passes a run in which every event was stored and processed once', () => {
    expect(judge(clean)).toMatchObject({ passed: true, lost: 0, duplicated: 0, processed: 3 })
  })

  it.each<[string, Partial<Ledger>, object]>([
    [
      'acknowledged but not stored',
      {
        stored: new Set(['a', 'b']),
        processed: new Map([
          ['a', 1],
          ['b', 1],
        ]),
      },
      { lost: 1 },
    ],
    [
      'stored but never processed',
      {
        processed: new Map([
          ['a', 1],
          ['b', 1],
        ]),
      },
      { lost: 1 },
    ],
    [
      'processed twice',
      {
        processed: new Map([
          ['a', 2],
          ['b', 1],
          ['c', 1],
        ]),
      },
      { duplicated: 1 },
    ],
    [
      'processed without being offered',
      {
        processed: new Map([
          ['a', 1],
          ['b', 1],
          ['c', 1],
          ['x', 1],
        ]),
      },
      { unexpected: 1 },
    ],
    [
      'one lost while another came twice',
      {
        processed: new Map([
          ['a', 2],
          ['b', 1],
        ]),
      },
      { lost: 1, duplicated: 1 },
    ],
    ['work left over', { pending: 1 }, { pending: 1 }],
    ['a gap in a conversation', { brokenSequences: 1 }, { brokenSequences: 1 }],
    ['an event written twice', { brokenEvents: 1 }, { brokenEvents: 1 }],
  ])('fails a run with an event %s', (_, spoiled, found) => {
    expect(judge({ ...clean, ...spoiled })).toMatchObject({ passed: false, ...found })
  })

  it('allows what was stored although the answer got lost', () => {
    expect(judge({ ...clean, acknowledged: new Set(['a']) })).toMatchObject({ passed: true, recovered: 2 })
  })
})
