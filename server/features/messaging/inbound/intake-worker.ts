import type { Context } from '../../../platform/context.ts'
import { perContext } from '../../../platform/services.ts'
import { type DeliveryWorker, type LeasedDelivery, withAddresses } from '../../channels/index.ts'
import { DELIVERY_LEASE_SECONDS } from './commit-deliveries.ts'
import { processDeliveries } from './process-deliveries.ts'

/** Batches that are filed at once without a claim. What comes meanwhile is claimed together, which costs less. */
const AT_ONCE = 2

/** The worker that files what this process has just stored. When the process ends, it waits for what is under way. */
export const intakeWorkerOf = perContext(createIntakeWorker, worker => worker.close())

function createIntakeWorker(context: Context): DeliveryWorker & { close(): Promise<void> } {
  const running = new Set<Promise<void>>()
  let closed = false
  let others = false
  const take = (deliveries: readonly LeasedDelivery[]) => {
    const work: Promise<void> = file(context, deliveries)
      // They are claimed again when their lease has run out.
      .catch(error => context.log.error({ err: error }, 'deliveries were left to their lease'))
      .finally(() => {
        running.delete(work)
        context.queue.noteWork()
        if (!others) return
        others = false
        context.queue.wake('intake')
      })
    running.add(work)
  }
  return {
    leaseSeconds: DELIVERY_LEASE_SECONDS,
    isFree: () => !closed && running.size < AT_ONCE,
    take,
    noteOthers: () => {
      others = running.size > 0
    },
    close: async () => {
      closed = true
      while (running.size > 0) await Promise.all(running)
    },
  }
}

async function file(context: Context, deliveries: readonly LeasedDelivery[]): Promise<void> {
  const raws = await withAddresses(context, deliveries)
  const claimed = raws.map((raw, index) => {
    const { id, tenantId, channelId: lane } = raw
    return { claim: { tenantId, id, lane, ref: null, attempts: 0, fence: deliveries[index]!.fence }, raw }
  })
  await processDeliveries(context, claimed)
}
