import { describe, expect, it } from 'vitest'
import { judgeReplies, type PlacedOrder, type ReplyLedger } from './ledger.ts'

const SAID = '0198c0de-0000-7000-8000-00000000000a'
const PLACED = '0198c0de-0000-7000-8000-00000000000b'
const TAKEN_BACK = '0198c0de-0000-7000-8000-00000000000d'
const PHONE = '15556000000'
const ORDER: PlacedOrder = { customer: PHONE, wish: 'Water × 2', events: 1 }
/** One customer greets, confirms an order, and later writes where a person has the conversation. */
const GOOD: ReplyLedger = {
  sends: {
    intended: new Set([SAID, PLACED]),
    accepted: new Map([
      [`${SAID}.1`, 1],
      [`${PLACED}.2`, 1],
    ]),
    ambiguous: new Set(),
    statuses: new Map([
      [SAID, 'read'],
      [PLACED, 'read'],
    ]),
    everUnknown: new Set(),
    listed: new Set(),
    refusedForGood: new Set(),
    endedAttempts: new Set(),
    calledAttempts: new Set([`${SAID}.1`, `${PLACED}.1`, `${PLACED}.2`]),
    acknowledgedInbound: new Set(['hello', 'confirm', 'later']),
    filedInbound: new Map([
      ['hello', 1],
      ['confirm', 1],
      ['later', 1],
    ]),
    pending: 0,
  },
  written: new Set(['hello', 'confirm', 'later']),
  turns: [
    { id: 'turn-1', inputs: ['hello'], bubbles: [SAID] },
    { id: 'turn-2', inputs: ['confirm'], bubbles: [PLACED] },
  ],
  replaced: new Set(),
  leftToPeople: new Set(['later']),
  confirmed: new Map([[PHONE, { messageId: 'confirm', wish: 'Water × 2' }]]),
  orders: [ORDER],
  statusesBehind: 0,
  deadLetters: 0,
  brokenSequences: 0,
  brokenEvents: 0,
}
const changed = (change: Partial<ReplyLedger>) => judgeReplies({ ...GOOD, ...change })
const sends = (change: Partial<ReplyLedger['sends']>): Partial<ReplyLedger> => ({ sends: { ...GOOD.sends, ...change } })
const [FIRST, SECOND] = GOOD.turns as [ReplyLedger['turns'][number], ReplyLedger['turns'][number]]

describe('the judge of replies', () => {
  it('passes a run in which every message was answered once and the order placed once', () => {
    const verdict = judgeReplies(GOOD)
    expect(verdict).toMatchObject({ passed: true, answered: 2, leftToPeople: 1, ordersPlaced: 1, said: 2 })
    expect(Object.values(verdict.mustBeNone).every(count => count === 0)).toBe(true)
  })

  it('passes one turn for several messages, and counts them', () => {
    const turns = [{ id: 'turn-1', inputs: ['hello', 'confirm'], bubbles: [SAID, PLACED] }]
    expect(changed({ turns })).toMatchObject({ passed: true, answered: 2, answeredTogether: 2 })
  })

  it('passes an answer of unknown outcome that people are shown', () => {
    const unknown = sends({
      statuses: new Map([
        [SAID, 'unknown'],
        [PLACED, 'read'],
      ]),
      listed: new Set([SAID]),
      everUnknown: new Set([SAID]),
    })
    expect(changed(unknown)).toMatchObject({ passed: true, answered: 1, answeredUnknown: 1 })
  })

  it('passes an answer that the provider had refused for a while when a newer one took its place', () => {
    const calledAttempts = new Set([...GOOD.sends.calledAttempts, `${TAKEN_BACK}.1`])
    const replaced = new Set([TAKEN_BACK])
    expect(changed({ ...sends({ calledAttempts }), replaced })).toMatchObject({ passed: true, replaced: 1 })
  })

  it('passes an order whose confirmation was stored although its sender got no answer', () => {
    const acknowledgedInbound = new Set(['hello', 'later'])
    expect(changed(sends({ acknowledgedInbound }))).toMatchObject({ passed: true, ordersPlaced: 1 })
  })

  it.each<[what: string, change: Partial<ReplyLedger>, found: object]>([
    [
      'a message that is gone',
      {
        ...sends({
          filedInbound: new Map([
            ['confirm', 1],
            ['later', 1],
          ]),
        }),
      },
      { inboundLost: 1 },
    ],
    [
      'a message that is there twice',
      sends({
        filedInbound: new Map([
          ['hello', 2],
          ['confirm', 1],
          ['later', 1],
        ]),
      }),
      { inboundDuplicated: 1 },
    ],
    ['a message that nobody wrote', { written: new Set(['hello', 'confirm']) }, { inboundUnexpected: 1 }],
    ['a message without an answer', { turns: [SECOND] }, { unanswered: 1 }],
    ['a turn that says nothing', { turns: [{ ...FIRST, bubbles: [] }, SECOND] }, { unanswered: 1 }],
    ['a message that no person is shown', { leftToPeople: new Set() }, { unanswered: 1 }],
    ['two answers to one message', { turns: [FIRST, SECOND, { ...FIRST, id: 'turn-3' }] }, { answeredTwice: 1 }],
    [
      'one answered by itself and with another',
      { turns: [FIRST, { ...SECOND, inputs: ['hello', 'confirm'] }] },
      { answeredTwice: 1 },
    ],
    [
      'one unanswered while another was answered twice',
      { turns: [FIRST, { ...SECOND, inputs: ['hello'] }] },
      { unanswered: 1, answeredTwice: 1 },
    ],
    ['an answer to nothing', { turns: [FIRST, SECOND, { id: 'turn-3', inputs: [], bubbles: [SAID] }] }, { unasked: 1 }],
    [
      'an answer that the provider took twice',
      sends({
        accepted: new Map([
          [`${SAID}.1`, 2],
          [`${PLACED}.2`, 1],
        ]),
      }),
      { acceptedTwice: 1 },
    ],
    [
      'an answer that the provider took although another is said to have taken its place',
      {
        ...sends({ accepted: new Map([...GOOD.sends.accepted, [`${TAKEN_BACK}.1`, 1]]) }),
        replaced: new Set([TAKEN_BACK]),
      },
      { replacedYetSent: 1, unknownToUs: 0 },
    ],
    [
      'a message at the provider that the database does not know',
      sends({ calledAttempts: new Set(['0198c0de-0000-7000-8000-00000000000c.1']) }),
      { unknownToUs: 1 },
    ],
    [
      'an answer that never left',
      sends({
        accepted: new Map([[`${PLACED}.2`, 1]]),
        statuses: new Map([
          [SAID, 'queued'],
          [PLACED, 'read'],
        ]),
      }),
      { neverSent: 1 },
    ],
    [
      'an answer that is said to have failed although the provider took it',
      sends({
        statuses: new Map([
          [SAID, 'failed'],
          [PLACED, 'read'],
        ]),
      }),
      { wrongOutcome: 2 },
    ],
    ['a confirmed order that is missing', { orders: [] }, { ordersMissing: 1 }],
    ['an order placed twice', { orders: [ORDER, ORDER] }, { ordersTwice: 1 }],
    ['an order of something else', { orders: [{ ...ORDER, wish: 'Rice × 2' }] }, { ordersWrong: 1 }],
    ['an order of another number', { orders: [{ ...ORDER, wish: 'Water × 4' }] }, { ordersWrong: 1 }],
    ['an order that was told twice', { orders: [{ ...ORDER, events: 2 }] }, { ordersWrong: 1 }],
    ['an order that nobody confirmed', { confirmed: new Map() }, { ordersWrong: 1 }],
    ['a status that did not arrive', { statusesBehind: 1 }, { statusesBehind: 1 }],
    ['work that was given up', { deadLetters: 1 }, { deadLetters: 1 }],
    ['work that is left', sends({ pending: 3 }), { pending: 3 }],
    ['a gap in a conversation', { brokenSequences: 1 }, { brokenSequences: 1 }],
    ['an event written twice', { brokenEvents: 1 }, { brokenEvents: 1 }],
  ])('notices %s', (_what, change, found) => {
    const { passed, mustBeNone } = changed(change)
    expect({ passed, ...mustBeNone }).toMatchObject({ passed: false, ...found })
  })
})
