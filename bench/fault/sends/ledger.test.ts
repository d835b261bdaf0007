import { describe, expect, it } from 'vitest'
import { judgeSends, type SendLedger } from './ledger.ts'

const A = '0198c0de-0000-7000-8000-00000000000a'
const B = '0198c0de-0000-7000-8000-00000000000b'
const GOOD: SendLedger = {
  intended: new Set([A, B]),
  accepted: new Map([
    [`${A}.1`, 1],
    [`${B}.2`, 1],
  ]),
  ambiguous: new Set([`${A}.1`]),
  statuses: new Map([
    [A, 'delivered'],
    [B, 'sent'],
  ]),
  everUnknown: new Set([A]),
  listed: new Set(),
  refusedForGood: new Set(),
  endedAttempts: new Set(),
  calledAttempts: new Set([`${A}.1`]),
  acknowledgedInbound: new Set(['in-1']),
  filedInbound: new Map([['in-1', 1]]),
  pending: 0,
}
const changed = (change: Partial<SendLedger>) => judgeSends({ ...GOOD, ...change })

describe('the judge of sends', () => {
  it('passes a run in which everything came once', () => {
    expect(judgeSends(GOOD)).toMatchObject({ passed: true, intended: 2, confirmed: 2, duplicated: 0, lost: 0 })
  })

  it('counts a lost answer that the provider’s own report had settled before', () => {
    const verdict = changed({ ambiguous: new Set([`${A}.1`, `${B}.2`]) })
    expect(verdict).toMatchObject({ passed: true, ambiguousInjected: 2, settledEarly: 1, unnoticed: 0, everUnknown: 1 })
  })

  it.each<[what: string, change: Partial<SendLedger>, found: object]>([
    [
      'one attempt accepted twice',
      {
        accepted: new Map([
          [`${A}.1`, 2],
          [`${B}.1`, 1],
        ]),
      },
      { duplicated: 1 },
    ],
    [
      'two attempts of one message accepted',
      {
        accepted: new Map([
          [`${A}.1`, 1],
          [`${A}.2`, 1],
          [`${B}.1`, 1],
        ]),
      },
      { duplicated: 1 },
    ],
    ['a message said to be sent that nobody took', { accepted: new Map([[`${A}.1`, 1]]) }, { lost: 1 }],
    [
      'one that was taken and said to have failed',
      {
        statuses: new Map([
          [A, 'failed'],
          [B, 'sent'],
        ]),
        refusedForGood: new Set([A]),
      },
      { lost: 1 },
    ],
    [
      'one that never left',
      {
        statuses: new Map([
          [A, 'queued'],
          [B, 'sent'],
        ]),
        accepted: new Map([[`${B}.1`, 1]]),
      },
      { neverAttempted: 1 },
    ],
    [
      'an unknown one that nobody is shown',
      {
        statuses: new Map([
          [A, 'unknown'],
          [B, 'sent'],
        ]),
      },
      { lost: 1, unknownNow: 1 },
    ],
    [
      'a lost answer that was taken for a refusal and tried again',
      {
        ambiguous: new Set([`${A}.1`, `${B}.1`]),
        accepted: new Map([
          [`${A}.1`, 1],
          [`${B}.2`, 1],
        ]),
      },
      { ambiguousInjected: 2, unnoticed: 1 },
    ],
    [
      'a final refusal that was tried again',
      { endedAttempts: new Set([`${A}.2`]), calledAttempts: new Set([`${A}.2`, `${A}.3`]) },
      { retriedForGood: 1 },
    ],
    ['a customer’s message that is gone', { filedInbound: new Map() }, { inboundLost: 1 }],
    ['a customer’s message that is there twice', { filedInbound: new Map([['in-1', 2]]) }, { inboundDuplicated: 1 }],
    ['work that is left', { pending: 3 }, { pending: 3 }],
  ])('notices %s', (_what, change, found) => {
    expect(changed(change)).toMatchObject({ ...found, passed: false })
  })
})
