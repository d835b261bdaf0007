import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { startOf } from '../../platform/events/cursor.ts'
import type { ChannelName } from './audience.ts'
import { Listener } from './listener.ts'
import type { LogEntry } from './live-event.ts'
import type { LiveEvent } from './schema.ts'

const TENANT = '0198c0de-0000-7000-8000-000000000001'

/** The n-th event of a log, two to a transaction. */
const entry = (no: number, type = 'order.created'): LogEntry => ({
  tenantId: TENANT,
  at: { txid: BigInt(1 + Math.floor(no / 2)), position: no },
  type,
  createdAt: new Date(),
  event: () => ({ id: `${no}` }) as LiveEvent,
})

function listener(options: { catchingUp: boolean; channels?: ChannelName[]; permissions?: string[] }) {
  const sent: number[] = []
  const { channels = ['orders'], permissions = ['orders:read'] } = options
  const made = new Listener({
    principal: {
      kind: 'user',
      tenantId: TENANT,
      id: TENANT,
      name: '',
      role: 'agent',
      permissions: new Set(permissions as never[]),
      systemAdmin: false,
      authenticatedAt: new Date(),
    },
    channels: new Set(channels),
    cursor: startOf(0n),
    catchingUp: options.catchingUp,
    send: event => sent.push(Number(event.id)),
  })
  return { made, sent }
}

describe('a listener', () => {
  it('sends each event once and in order, however past and present interleave', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.array(fc.boolean(), { maxLength: 80 }), (joinedAt, steps) => {
        const { made, sent } = listener({ catchingUp: true })
        let [live, past] = [joinedAt, 0]
        // The present starts where the follower stood; the past is read from the beginning, up to what is written by then.
        for (const present of steps) {
          if (present) made.follow(entry(live++))
          else made.recall([past, past + 1, past + 2].filter(no => no < live).map(no => entry(no)))
          if (!present) past = Math.min(past + 3, live)
        }
        while (past < live) made.recall([entry(past++)])
        expect(made.caughtUp()).toBe(true)
        for (let no = 0; no < 3; no++) made.follow(entry(live++))
        expect(sent).toEqual(Array.from({ length: live }, (_, no) => no))
      }),
    )
  })

  it('reads on when more came meanwhile than it holds', () => {
    const { made, sent } = listener({ catchingUp: true })
    for (let no = 0; no < 5_000; no++) made.follow(entry(no))
    expect(made.caughtUp()).toBe(false)
    expect(made.cursor.position).toBe(1_999)
    made.follow(entry(5_000))
    made.recall(Array.from({ length: 3_001 }, (_, no) => entry(2_000 + no)))
    expect(made.caughtUp()).toBe(true)
    expect(sent).toEqual(Array.from({ length: 5_001 }, (_, no) => no))
  })

  it('hears only what its person may read, and moves on all the same', () => {
    const { made, sent } = listener({
      catchingUp: false,
      channels: ['orders', 'messages'],
      permissions: ['orders:read'],
    })
    made.follow(entry(1, 'message.received'))
    made.follow(entry(2, 'order.updated'))
    made.follow(entry(3, 'membership.changed'))
    made.follow(entry(4, 'nonsense'))
    expect(sent).toEqual([2])
    expect(made.cursor.position).toBe(4)
  })
})
