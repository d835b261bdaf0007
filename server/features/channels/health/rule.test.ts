import { describe, expect, it } from 'vitest'
import { degradationOf, type Evidence } from './rule.ts'

const WELL: Evidence = { accepted: 40, refused: 1, unreached: 0, reports: 80, silentHours: 0.1, expectedInbound: 2 }

describe('a channel that says it is connected', () => {
  it.each<[string, Partial<Evidence>, string | undefined]>([
    ['does its work', {}, undefined],
    ['has done nothing yet', { accepted: 0, refused: 0, reports: 0, silentHours: null, expectedInbound: 0 }, undefined],
    ['is refused more often than not', { accepted: 4, refused: 6 }, 'failures'],
    ['does not get through', { accepted: 3, unreached: 9 }, 'failures'],
    ['failed a few times only', { accepted: 2, refused: 4 }, undefined],
    ['brings no reports', { reports: 0 }, 'reports'],
    ['sent too little to expect reports', { accepted: 5, reports: 0 }, undefined],
    ['fell silent though it is usually busy', { silentHours: 3, expectedInbound: 25 }, 'silence'],
    ['is silent as it is at every night', { silentHours: 9, expectedInbound: 1 }, undefined],
    ['is silent for minutes', { silentHours: 0.5, expectedInbound: 40 }, undefined],
  ])('%s', (_says, change, by) => {
    expect(degradationOf({ ...WELL, ...change })?.by).toBe(by)
  })

  it('tells people what is wrong and where to look', () => {
    expect(degradationOf({ ...WELL, silentHours: 6.4, expectedInbound: 36 })?.reason).toBe(
      'No message came for 6 hours; usually about 36 do in this time. Check the webhook at the provider.',
    )
  })
})
