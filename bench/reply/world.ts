import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** What happened when customers wrote at a fixed rate. */
export interface Offered {
  /** Milliseconds from the call of the webhook to the arrival of the answer at the provider, of those answered. */
  delays: number[]
  unanswered: number
  /** Customers without an answer, counted once a second while they wrote. */
  waiting: number[]
  sends: number
  /** Webhooks that the program did not take and that were delivered again. */
  refused: number
}

/** What happened while a fixed number of customers always waited for an answer. */
export interface Saturated {
  answered: number
  unanswered: number
  seconds: number
  sends: number
  refused: number
}

/** What the process outside is asked to do. */
export type Order =
  | { do: 'aim'; port: number; businesses: number }
  | { do: 'offer'; perSecond: number; count: number }
  | { do: 'saturate'; seconds: number; outstanding: number }

/** Provider and customers, in a process of their own, so that their work is not counted to the program. */
export interface World {
  twinUrl: string
  pid: number
  aimAt(port: number, businesses: number): void
  /** Everybody is new, writes once, and waits at most 20 s after the last one wrote. */
  offer(perSecond: number, count: number): Promise<Offered>
  /** Customers are new; when one is answered the next writes. Ends when the last is answered. */
  saturate(seconds: number, outstanding: number): Promise<Saturated>
  close(): void
}

export async function openWorld(answerMs: number): Promise<World> {
  const child: ChildProcess = fork(join(import.meta.dirname, 'outside.ts'), [`${answerMs}`])
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]
  const ended = once(child, 'exit').then(() => ({ error: 'the process outside ended' }))
  const ask = async <T>(order: Order): Promise<T> => {
    const answer = once(child, 'message') as Promise<[{ result: T } | { error: string }]>
    child.send(order)
    const got = await Promise.race([answer.then(([first]) => first), ended])
    if ('error' in got) throw new Error(got.error)
    return got.result
  }
  return {
    twinUrl: url,
    pid: child.pid!,
    aimAt: (port, businesses) => void child.send({ do: 'aim', port, businesses } satisfies Order),
    offer: (perSecond, count) => ask<Offered>({ do: 'offer', perSecond, count }),
    saturate: (seconds, outstanding) => ask<Saturated>({ do: 'saturate', seconds, outstanding }),
    close: () => {
      if (child.connected) child.disconnect()
    },
  }
}
