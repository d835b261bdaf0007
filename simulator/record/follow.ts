import type { FaultRule } from '../misbehaviour/faults.ts'
import {
  createScheduler,
  planStatuses,
  type StatusFaults,
  type StatusName,
  type StatusTiming,
} from '../misbehaviour/statuses.ts'
import type { NamedProvider } from '../provider.ts'
import type { Random } from '../random.ts'
import type { Activity } from './activity.ts'
import type { Entry } from './journal.ts'

/** A message that the provider accepted, as its statuses speak of it. */
export interface Followed {
  provider: NamedProvider
  /** The number or session it was sent from. */
  channel: string
  to: string
  attemptId?: string | undefined
  id: string
}

interface FollowerDeps<M> {
  activity: Activity
  random: Random
  timing: () => StatusTiming
  faults: () => StatusFaults
  record(entry: Omit<Entry, 'seq' | 'at'>): Entry
  /** Statuses that come at once, before all others. */
  first?: StatusName[]
  /** The message has reached a status, whether it is reported or not. */
  happen(message: M, status: StatusName, code: number | undefined): void
  /** One status of one message leaves. */
  tell(message: M, status: StatusName, code: number | undefined): void
}

/** Runs the life of accepted messages: each status when its time comes, dropped, doubled or late as the script says. */
export interface Follower<M extends Followed> {
  /** With the rule `undeliverable` the only status is `failed`, with the code of the rule. */
  follow(message: M, rule: FaultRule | null): void
  forget(): void
}

/** A follower that keeps time for every message by itself. */
export function createFollower<M extends Followed>(deps: FollowerDeps<M>): Follower<M> {
  const scheduler = createScheduler<() => void>({ max: 1, windowMs: 0 }, deps.activity, (_key, actions) => {
    for (const act of actions) act()
  })
  const note = (message: M, status: StatusName, dropped: boolean) => {
    const { provider, channel, to, attemptId, id } = message
    const about = { provider, phoneNumberId: channel, to, attemptId, wamid: id }
    deps.record({ kind: 'status', type: status, ...about, ...(dropped && { note: { dropped } }) })
  }
  return {
    follow: (message, rule) => {
      const doomed = rule?.fault === 'undeliverable'
      const code = doomed ? rule.code : undefined
      const plan = planStatuses(deps.timing(), deps.faults(), deps.random, doomed, deps.first)
      for (const { status, happensMs } of plan.truth) {
        scheduler.schedule(message.id, () => deps.happen(message, status, code), happensMs)
      }
      for (const status of plan.dropped) note(message, status, true)
      for (const { status, postedMs } of plan.posted) {
        const act = () => {
          note(message, status, false)
          deps.tell(message, status, code)
        }
        scheduler.schedule(message.id, act, postedMs)
      }
    },
    forget: scheduler.forget,
  }
}
