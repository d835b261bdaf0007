import { createProgram } from '../../server/app.ts'
import { drainSends } from '../../server/features/messaging/index.ts'
import { openContext } from '../../server/main.ts'
import { loadConfig } from '../../server/platform/config/index.ts'
import { claimWait } from '../../server/platform/pending/metrics.ts'
import type { Buckets } from './quantile.ts'

/** What a worker tells when it finds no more work. */
export interface WorkerReport {
  /** How long its claims of sends took since it was asked last. */
  wait: Buckets
}

/**
 * One worker of the measurement in a process of its own, as `--role=worker` works: asked by the parent, it sends until
 * nothing is due, and reports. `argv[2]`: its settings.
 */
const context = openContext(loadConfig(JSON.parse(process.argv[2]!) as Record<string, string>, []))
createProgram(context)
const wait = claimWait(context.metrics)

process.on('message', () => void work())
process.on('disconnect', () => process.exit())
process.send!('ready')

async function work(): Promise<void> {
  wait.reset()
  await drainSends(context)
  process.send!({ wait: await bucketsOf() } satisfies WorkerReport)
}

async function bucketsOf(): Promise<Buckets> {
  const { values } = await wait.get()
  return values.flatMap(({ labels, value, metricName }) =>
    labels.table === 'send_pending' && metricName?.endsWith('_bucket') ? [[Number(labels.le), value] as const] : [],
  )
}
