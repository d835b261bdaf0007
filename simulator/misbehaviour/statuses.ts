import type { Random } from '../random.ts'
import type { Activity } from '../record/activity.ts'

/** The states a provider reports for an accepted message; `queued` is Twilio's alone. */
export type StatusName = 'queued' | 'sent' | 'delivered' | 'read' | 'failed'

/** When each status is reported after acceptance, in milliseconds. `null`: never. */
export interface StatusTiming {
  sentMs: number | null
  deliveredMs: number | null
  readMs: number | null
}

/** How the reporting of statuses misbehaves. Probabilities are 0…1 and drawn per status (`reorder`: per message). */
export interface StatusFaults {
  /** The status is posted again, `copies` times. */
  duplicate?: number
  copies?: number
  /** The statuses of the message are posted in the opposite order; their timestamps keep the true one. */
  reorder?: number
  /** The status is never posted. */
  drop?: number
  /** Only these may be dropped. Default: all. */
  dropOnly?: StatusName[]
  /** Extra delay of every status: a number, or a range to draw from. */
  delayMs?: number | [number, number]
  /** The status does not echo `biz_opaque_callback_data`: no document promises the echo for every status. */
  withoutCallbackData?: number
}

/** One status to post. */
export interface PlannedStatus {
  status: StatusName
  /** When it happens, in ms after acceptance: the timestamp inside the webhook. */
  happensMs: number
  /** When it is posted, in ms after acceptance. */
  postedMs: number
}

/** What a plan produced, with what was left out, so that the journal can say so. */
export interface StatusPlan {
  /** What happens to the message, in order, whether it is reported or not. */
  truth: { status: StatusName; happensMs: number }[]
  posted: PlannedStatus[]
  dropped: StatusName[]
}

const COPY_SPACING_MS = 5

/** Plans the statuses of one message. Pure but for the random source. `first` happen at once, before all others. */
export function planStatuses(
  timing: StatusTiming,
  faults: StatusFaults,
  random: Random,
  undeliverable: boolean,
  first: StatusName[] = [],
): StatusPlan {
  const life = undeliverable ? failedOnly(timing) : lifeOf(timing)
  const truth = [...(life.length > 0 ? first : []).map(status => ({ status, happensMs: 0 })), ...life]
  const times = truth.map(event => event.happensMs)
  if (chance(faults.reorder, random)) times.reverse()
  const plan: StatusPlan = { truth, posted: [], dropped: [] }
  for (const [index, event] of truth.entries()) {
    if (mayDrop(event.status, faults) && chance(faults.drop, random)) {
      plan.dropped.push(event.status)
      continue
    }
    const postedMs = times[index]! + extraDelay(faults.delayMs, random)
    const copies = chance(faults.duplicate, random) ? (faults.copies ?? 1) : 0
    for (let copy = 0; copy <= copies; copy++) {
      plan.posted.push({ ...event, postedMs: postedMs + copy * COPY_SPACING_MS })
    }
  }
  return plan
}

function lifeOf(timing: StatusTiming): { status: StatusName; happensMs: number }[] {
  const events: { status: StatusName; happensMs: number | null }[] = [
    { status: 'sent', happensMs: timing.sentMs },
    { status: 'delivered', happensMs: timing.deliveredMs },
    { status: 'read', happensMs: timing.readMs },
  ]
  return events.filter((event): event is { status: StatusName; happensMs: number } => event.happensMs !== null)
}

function failedOnly(timing: StatusTiming): { status: StatusName; happensMs: number }[] {
  return [{ status: 'failed', happensMs: timing.sentMs ?? 0 }]
}

function mayDrop(status: StatusName, faults: StatusFaults): boolean {
  return faults.dropOnly === undefined || faults.dropOnly.includes(status)
}

function chance(probability: number | undefined, random: Random): boolean {
  return probability !== undefined && probability > 0 && random() < probability
}

function extraDelay(delay: StatusFaults['delayMs'], random: Random): number {
  if (delay === undefined) return 0
  if (typeof delay === 'number') return delay
  return delay[0] + random() * (delay[1] - delay[0])
}

/** Runs actions later and collects what falls due together into one webhook, as a provider does under load. */
export interface Scheduler<Item> {
  /** Hands `item` to the group `key` after `delayMs`. */
  schedule(key: string, item: Item, delayMs: number): void
  /** Cancels everything not yet handed over. */
  forget(): void
}

/** Limits of the collection: at most `max` items per webhook, gathered for at most `windowMs`. */
export interface BatchOptions {
  max: number
  windowMs: number
}

/** A scheduler that calls `flush(key, items)` with one to `max` items. */
export function createScheduler<Item>(
  options: BatchOptions,
  activity: Activity,
  flush: (key: string, items: Item[]) => void,
): Scheduler<Item> {
  const groups = new Map<string, Item[]>()
  const timers = new Set<NodeJS.Timeout>()
  const after = (ms: number, action: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      action()
    }, ms)
    timers.add(timer)
  }
  const release = (key: string) => {
    const items = groups.get(key)
    if (!items) return
    groups.delete(key)
    // `flush` counts its own work before the items end here. Otherwise a test could see that nothing is left to do too early.
    flush(key, items)
    for (const _ of items) activity.end()
  }
  const collect = (key: string, item: Item) => {
    const group = groups.get(key)
    if (group) group.push(item)
    else {
      groups.set(key, [item])
      after(options.windowMs, () => release(key))
    }
    if (groups.get(key)!.length >= options.max) release(key)
  }
  return {
    schedule: (key, item, delayMs) => {
      activity.begin()
      after(delayMs, () => collect(key, item))
    },
    forget: () => {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
      groups.clear()
    },
  }
}
