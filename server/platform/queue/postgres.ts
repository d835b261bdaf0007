import { createPostgresBackend, withBackend } from 'bullmq'
import pg from 'pg'
import { type BullBackend, settingsOf } from './backend.ts'
import { BullMqQueue, type QueueOptions, USUAL_RETRIES } from './bull.ts'
import type { Queue } from './port.ts'

/** The schema in which the library's tables live; made by the migration. */
const SCHEMA = 'bullmq'

const { Queue: PostgresQueue, Worker: PostgresWorker } = withBackend(createPostgresBackend)

/** The queue in PostgreSQL: nothing else to install. `url` is the program's ordinary connection. */
export function createPostgresQueue(options: QueueOptions): Queue {
  // Each worker keeps one connection for LISTEN; the others are opened and closed as needed.
  const pool = new pg.Pool({
    connectionString: options.url,
    max: 40,
    idleTimeoutMillis: 10_000,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: 'tawsil-queue',
    options: `-c search_path=${SCHEMA}`,
  })
  pool.on('error', () => undefined)
  pool.setMaxListeners(0)
  let open = 0
  pool.on('connect', () => open++).on('remove', () => open--)
  const backend: BullBackend = {
    queue: name => new PostgresQueue(name, { connection: pool, streams: { events: { maxLen: 100 } } }),
    worker: (name, process, concurrency) =>
      new PostgresWorker(name, process, {
        connection: pool,
        concurrency,
        drainDelay: 30,
        runRetryDelay: 1_000,
        settings: settingsOf(options.retries ?? USUAL_RETRIES),
      }),
    ping: async () => void (await pool.query('select 1')),
    close: async () => {
      await pool.end()
      // The pool does not count connections that are just closing. If the database cut one of them now, that would be an error.
      while (open > 0) await new Promise(resolve => pool.once('remove', resolve))
    },
  }
  return new BullMqQueue(backend, options)
}
