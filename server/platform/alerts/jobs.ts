import type { Context } from '../context.ts'
import { dueWorkOf } from '../pending/index.ts'
import { deleteOldAlerts, nextNoticeMs } from './alert.sql.ts'
import { ErrorRate } from './error-rate.ts'
import { evaluateAlerts, keepOwnFindings, NOTICE_QUEUE } from './evaluate.ts'
import { tellNotices } from './notify.ts'
import { platformRules } from './platform-rules.ts'
import type { AlertRule } from './rule.ts'
import { openSinks } from './sinks.ts'

const LOOK_EVERY_MS = 60_000
const DAY_MS = 86_400_000
const KEPT_DAYS = 400

/** Found by each process that serves requests, about itself. */
const ERROR_RATE = 'error_rate'

/** Looks at all rules every minute, in one of the processes, and tells operators in whichever is free. */
export function alertJobs(context: Context, rules: readonly AlertRule[]): void {
  const { queue, db } = context
  const sinks = openSinks(context.config)
  const watch = {
    rules: [...platformRules(context), ...rules],
    sinks: [...sinks.keys()],
    fromProcesses: [ERROR_RATE],
  }
  queue.every('look for alerts', LOOK_EVERY_MS, () => evaluateAlerts(context, watch))
  queue.handle(NOTICE_QUEUE, () => tellNotices(context, sinks))
  dueWorkOf(context).watch(NOTICE_QUEUE, nextNoticeMs)
  queue.every('forget old alerts', DAY_MS, async () => {
    await db.system('alerts are of the whole installation', tx => tx.run(deleteOldAlerts(KEPT_DAYS)))
  })
}

/** Watches which share of this process's requests fails. */
export function watchRequests(context: Context): void {
  const rate = new ErrorRate()
  const rule: AlertRule = {
    type: ERROR_RATE,
    look: async () => {
      const found = rate.look(await countRequests(context), Date.now())
      return found.map(finding => ({ ...finding, subject: context.processes.id }))
    },
  }
  const watch = { rules: [rule], sinks: [...openSinks(context.config).keys()] }
  const look = async () => {
    await keepOwnFindings(context, watch)
    return LOOK_EVERY_MS
  }
  context.queue.repeat('watch requests', look, LOOK_EVERY_MS)
}

/** From the metric that every answer is counted in. */
async function countRequests({ metrics }: Context): Promise<{ requests: number; failed: number }> {
  const { values } = (await metrics.registry.getSingleMetric('http_request_seconds')?.get()) ?? { values: [] }
  let [requests, failed] = [0, 0]
  for (const { labels, value, ...rest } of values) {
    if ((rest as { metricName?: string }).metricName !== 'http_request_seconds_count') continue
    requests += value
    if (Number(labels.status) >= 500) failed += value
  }
  return { requests, failed }
}
