import type { FaultRule } from '../misbehaviour/faults.ts'
import { bareAddress } from '../provider.ts'

/** When each customer last wrote to each number: outside 24 hours only templates are delivered, if the script says so. */
export interface Windows {
  heard(business: string, customer: string, atMs?: number): void
  /**
   * The fault rule for a message: the given one if there is one. Otherwise `undeliverable` with `code`, when the message is no
   * template and the window is closed: providers accept such a message and report the failure later.
   */
  judge(
    message: { business: string; customer: string; template: boolean; code: number },
    rule: FaultRule | null,
  ): FaultRule | null
  clear(): void
}

const WINDOW_MS = 24 * 60 * 60 * 1000

/** @param enforced may change while the twin runs */
export function createWindows(enforced: () => boolean): Windows {
  const last = new Map<string, number>()
  const key = (business: string, customer: string) => `${bareAddress(business)} ${bareAddress(customer)}`
  return {
    heard: (business, customer, atMs = Date.now()) => {
      const known = last.get(key(business, customer)) ?? 0
      last.set(key(business, customer), Math.max(known, atMs))
    },
    judge: ({ business, customer, template, code }, rule) => {
      if (rule || template || !enforced()) return rule
      const open = Date.now() - (last.get(key(business, customer)) ?? 0) < WINDOW_MS
      return open ? null : { fault: 'undeliverable', code }
    },
    clear: () => last.clear(),
  }
}
