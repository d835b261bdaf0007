import { setTimeout as wait } from 'node:timers/promises'
import type { JobData, Queue } from '../platform/queue/index.ts'

/** The queue of tests: jobs run in this process, once, as soon as they are added; what a handler throws is kept. */
export interface InlineQueue extends Queue {
  /** Every job added so far, also of names that nobody handles here. */
  readonly added: ReadonlyArray<{ name: string; data: JobData }>
  readonly errors: readonly unknown[]
  /** Waits until nothing runs and nothing waits. */
  idle(): Promise<void>
}

/** Schedules never fire by themselves: a test calls the sweep it is about. */
export function createInlineQueue(): InlineQueue {
  const handlers = new Map<string, (data: JobData) => Promise<void>>()
  const added: Array<{ name: string; data: JobData }> = []
  const errors: unknown[] = []
  const running = new Set<Promise<void>>()
  let closed = false

  const run = (name: string, data: JobData, delayMs: number) => {
    const handler = handlers.get(name)
    if (!handler || closed) return
    const job: Promise<void> = wait(delayMs)
      .then(() => (closed ? undefined : handler(data)))
      .catch(error => void errors.push(error))
      .finally(() => running.delete(job))
    running.add(job)
  }
  return {
    added,
    errors,
    add: async (name, data, options) => {
      added.push({ name, data })
      run(name, data, options?.delayMs ?? 0)
    },
    wake: name => run(name, {}, 0),
    handle: (name, handler) => void handlers.set(name, handler),
    every: () => undefined,
    repeat: () => undefined,
    noteWork: () => undefined,
    counts: async () => ({}),
    ping: async () => undefined,
    idle: async () => {
      while (running.size > 0) await Promise.all(running)
    },
    close: async () => {
      closed = true
      await Promise.all(running)
    },
  }
}
