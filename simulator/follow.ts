import type { Activity } from './activity.ts'
import type { FaultRule } from './faults.ts'
import type { Entry } from './journal.ts'
import type { Random } from './random.ts'
import { createScheduler, planStatuses, type StatusFaults, type StatusName, type StatusTiming } from './statuses.ts'

/** A message that the provider accepted, as its statuses speak of it. */
export interface Followed {
  provider: 'twilio' | 'waha'
  /** The number or session it was sent from. */
  channel: string
  to: string
  attemptId?: string | undefined
  id: string
}

interface FollowerDeps {
  activity: Activity
  random: Random
  timing: () => StatusTiming
  faults: () => StatusFaults
  record(entry: Omit<Entry, 'seq' | 'at'>): Entry
}

/** Runs the life of accepted messages: each status when its time comes, dropped, doubled or late as the script says. */
export interface Follower<M extends Followed> {
  /** `rule` may doom it (`undeliverable`): then its only status is `failed`, with the rule's code. */
  follow(message: M, rule: FaultRule | null): void
  forget(): void
}

/** @param tell posts one status of one message */
export function createFollower<M extends Followed>(
  deps: FollowerDeps,
  tell: (message: M, status: StatusName, code: number | undefined) => void,
): Follower<M> {
  const scheduler = createScheduler<() => void>({ max: 1, windowMs: 0 }, deps.activity, (_key, actions) => {
    for (const act of actions) act()
  })
  return {
    follow: (message, rule) => {
      const doomed = rule?.fault === 'undeliverable'
      const plan = planStatuses(deps.timing(), deps.faults(), deps.random, doomed)
      const note = (status: StatusName, dropped: boolean) => {
        const { provider, channel, to, attemptId, id } = message
        const about = { provider, phoneNumberId: channel, to, attemptId, wamid: id }
        deps.record({ kind: 'status', type: status, ...about, ...(dropped && { note: { dropped } }) })
      }
      for (const status of plan.dropped) note(status, true)
      for (const { status, postedMs } of plan.posted) {
        const act = () => {
          note(status, false)
          tell(message, status, doomed ? (rule.code ?? undefined) : undefined)
        }
        scheduler.schedule(message.id, act, postedMs)
      }
    },
    forget: scheduler.forget,
  }
}
