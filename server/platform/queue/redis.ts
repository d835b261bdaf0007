import { Queue as BullQueue, Worker } from 'bullmq'
import { connectRedis, disconnectRedis, pingRedis } from '../redis/index.ts'
import { type BullBackend, settingsOf } from './backend.ts'
import { BullMqQueue, type QueueOptions, USUAL_RETRIES } from './bull.ts'
import type { Queue } from './port.ts'

const PREFIX = 'tawsil'

/** The queue in Redis. While Redis is away, adding a job fails at once, and workers wait. */
export function createRedisQueue(options: QueueOptions): Queue {
  const adding = connectRedis(options.url, 'impatient', options.log, 'tawsil-queue')
  const working = connectRedis(options.url, 'patient', options.log, 'tawsil-worker')
  adding.setMaxListeners(0)
  working.setMaxListeners(0)
  const backend: BullBackend = {
    queue: name => new BullQueue(name, { connection: adding, prefix: PREFIX, streams: { events: { maxLen: 100 } } }),
    worker: (name, process, concurrency) =>
      new Worker(name, process, {
        connection: working,
        prefix: PREFIX,
        concurrency,
        drainDelay: 5,
        runRetryDelay: 1_000,
        settings: settingsOf(options.retries ?? USUAL_RETRIES),
      }),
    ping: () => pingRedis(adding),
    close: async () => {
      await disconnectRedis(adding)
      await disconnectRedis(working)
    },
  }
  return new BullMqQueue(backend, options)
}
