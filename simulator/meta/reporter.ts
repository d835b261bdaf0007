import type { FaultRule } from '../misbehaviour/faults.ts'
import { createScheduler, planStatuses, type Scheduler, type StatusName } from '../misbehaviour/statuses.ts'
import type { Outcome } from '../webhooks.ts'
import { contactOf } from './inbound/inbound.ts'
import { type Platform, postWebhook } from './platform.ts'
import { type SentMessage, type StatusReport, statusPayload } from './status.payload.ts'

/** Tells the business the statuses of its messages. */
export interface Reporter {
  /** Starts the statuses of an accepted send. `rule` may make it fail (`undeliverable`). */
  follow(sent: SentMessage, rule: FaultRule | null): void
  /** Posts one status now, outside any plan. */
  report(report: StatusReport): Promise<Outcome> | null
  forget(): void
}

/** A reporter that batches statuses of a number falling due together. */
export function createReporter(platform: Platform): Reporter {
  const { options, activity } = platform
  const batch = { max: options.statusBatchMax, windowMs: options.statusBatchWindowMs }
  const scheduler: Scheduler<StatusReport> = createScheduler(batch, activity, (phoneNumberId, reports) => {
    void post(platform, phoneNumberId, reports)
  })
  return {
    follow: (sent, rule) => follow(platform, scheduler, sent, rule),
    report: report => post(platform, report.sent.phoneNumberId, [report]),
    forget: scheduler.forget,
  }
}

function follow(
  platform: Platform,
  scheduler: Scheduler<StatusReport>,
  sent: SentMessage,
  rule: FaultRule | null,
): void {
  const doomed = rule?.fault === 'undeliverable'
  const faults = platform.statusFaults()
  const { random } = platform.calls
  const plan = planStatuses(platform.timing(), faults, random, doomed)
  for (const status of plan.dropped) record(platform, sent, status, { dropped: true })
  for (const { status, happensMs, postedMs } of plan.posted) {
    const report: StatusReport = {
      sent,
      status,
      timestamp: Math.floor((sent.acceptedAtMs + happensMs) / 1000),
      ...(doomed && rule.code !== undefined && { code: rule.code }),
      ...((faults.withoutCallbackData ?? 0) > random() && { withoutCallbackData: true }),
    }
    scheduler.schedule(sent.phoneNumberId, report, postedMs)
  }
}

function post(platform: Platform, phoneNumberId: string, reports: StatusReport[]): Promise<Outcome> | null {
  const number = platform.numbers.find(phoneNumberId)
  if (!number) return null
  const people = new Set(
    reports.map(report => platform.people.get(report.sent.to)).filter(person => person !== undefined),
  )
  for (const report of reports) record(platform, report.sent, report.status)
  return postWebhook(platform, number, 'status', {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: number.displayPhoneNumber, phone_number_id: number.id },
    // Known customers appear with their profile, as in current fixtures; older ones lack the block.
    ...(people.size > 0 && { contacts: [...people].map(contactOf) }),
    statuses: reports.map(statusPayload),
  })
}

function record(platform: Platform, sent: SentMessage, status: StatusName, note?: Record<string, unknown>): void {
  platform.calls.record({
    kind: 'status',
    type: status,
    phoneNumberId: sent.phoneNumberId,
    to: sent.to,
    attemptId: sent.attemptId,
    wamid: sent.wamid,
    ...(note && { note }),
  })
}
