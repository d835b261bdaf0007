import type { Context } from '../../../platform/context.ts'
import { EVENT_CHANNEL } from '../../../platform/events/index.ts'
import { createOutbound, type Outbound, type Resolve, systemResolve } from '../../../platform/outbound/index.ts'
import { createPendingWorker, type PendingWorker } from '../../../platform/pending/index.ts'
import { sparing } from '../../../platform/telemetry/index.ts'
import { type Batch, claimBatches } from './claim.ts'
import { createDeliveryDesk, deliver } from './deliver.ts'
import { fanOut } from './fan-out.ts'

/** So long a pass over the log lets events gather. */
const GATHER_MS = 10
/** After a batch and before the next claim, so that one claim fills several places. */
const CLAIM_PAUSE_MS = 5

/** Webhooks of one process: reads the log on, and calls endpoints. */
export interface WebhookWorker {
  /** Reads the log and calls until nothing is due and nothing is under way. */
  drain(): Promise<void>
  /** There may be calls to make. */
  wake(): Promise<void>
  /** Reads the log on. */
  read(): Promise<void>
  /** From now on hears of each event. */
  follow(): void
  close(): Promise<void>
}

/** @param resolve who says which addresses a name has */
export function createWebhookWorker(context: Context, resolve: Resolve = systemResolve): WebhookWorker {
  const outbound = createOutbound(resolve)
  const worker = workerOf(context, outbound)
  const reader = new LogReader(context)
  return {
    drain: async () => {
      await reader.read()
      await worker.drain()
    },
    wake: worker.wake,
    read: () => reader.read(),
    follow: () => reader.follow(),
    close: async () => {
      await reader.close()
      await worker.close()
    },
  }
}

function workerOf(context: Context, outbound: Outbound): PendingWorker<Batch> {
  const desk = createDeliveryDesk(context)
  return createPendingWorker<Batch>({
    claim: active => claimBatches(context, active),
    run: (batch, stop) => deliver(context, outbound, desk, batch, stop).finally(() => context.queue.noteWork()),
    onError: (err, batch) =>
      context.log.error({ err, tenantId: batch?.tenantId }, 'webhooks of an endpoint were left to their lease'),
    pauseMs: CLAIM_PAUSE_MS,
  })
}

/** Reads the log on when something was written, as long as anybody gets webhooks. */
class LogReader {
  readonly #context: Context
  readonly #trouble: (error: unknown) => void
  #anybody = true
  #timer: NodeJS.Timeout | undefined
  #reading: Promise<void> | undefined
  #again = false
  #closed = false
  #unlisten: Promise<(() => Promise<void>) | undefined> | undefined

  constructor(context: Context) {
    this.#context = context
    this.#trouble = sparing(context.log, 'the event log cannot be read; webhooks wait')
  }

  follow(): void {
    this.#unlisten ??= this.#context.db
      .listen(EVENT_CHANNEL, () => this.#hear())
      .catch((error: unknown) => {
        // The regular look finds what is new anyway.
        this.#trouble(error)
        return undefined
      })
  }

  #hear(): void {
    if (!this.#anybody || this.#closed) return
    if (this.#reading) this.#again = true
    else this.#timer ??= setTimeout(() => this.#readSoon(), GATHER_MS).unref()
  }

  #readSoon(): void {
    this.#timer = undefined
    this.read().catch(this.#trouble)
  }

  async read(): Promise<void> {
    if (this.#closed) return
    this.#reading ??= this.#readOn().finally(() => {
      this.#reading = undefined
      if (this.#again) {
        this.#again = false
        this.#hear()
      }
    })
    await this.#reading
  }

  async #readOn(): Promise<void> {
    this.#anybody = await fanOut(this.#context)
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#reading?.catch(this.#trouble)
    await (await this.#unlisten)?.()
  }
}
