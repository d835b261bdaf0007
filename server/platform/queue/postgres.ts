import { createPostgresBackend, withBackend } from 'bullmq'
import pg from 'pg'
import { type BullBackend, STALLED_MS, settingsOf } from './backend.ts'
import { BullMqQueue, type QueueOptions, USUAL_RETRIES } from './bull.ts'
import type { Queue } from './port.ts'
import type { Round, Turn } from './turns.ts'

/** The schema in which the library's tables live; made by the migration. */
const SCHEMA = 'bullmq'

const { Queue: PostgresQueue, Worker: PostgresWorker } = withBackend(createPostgresBackend)

/** The queue in PostgreSQL: nothing else to install. `url` is the program's ordinary connection. */
export function createPostgresQueue(options: QueueOptions): Queue {
  // Each worker keeps one connection for LISTEN; the others are opened and closed as needed.
  const pool = new pg.Pool({
    connectionString: options.url,
    max: 40,
    // Opening a connection costs more than a hundred statements.
    idleTimeoutMillis: 120_000,
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
        // A worker is notified of jobs; this is how long it waits for that before it asks.
        drainDelay: 120,
        stalledInterval: STALLED_MS,
        runRetryDelay: 1_000,
        settings: settingsOf(options.retries ?? USUAL_RETRIES),
      }),
    takeTurns: rounds => takeTurns(pool, rounds),
    ping: async () => void (await pool.query('select 1')),
    close: async () => {
      await pool.end()
      // The pool does not count connections that are just closing. If the database cut one of them now, that would be an error.
      while (open > 0) await new Promise(resolve => pool.once('remove', resolve))
    },
  }
  return new BullMqQueue(backend, options)
}

/**
 * The library's schedules would cost six statements for each turn, in every process. A turn whose time is further away than one
 * interval was written with another interval, or by a clock that was wrong.
 */
const TAKE_TURNS = `
  with asked as (
    select no, name, every_ms * interval '1 millisecond' as every
    from unnest($1::text[], $2::float8[]) with ordinality as a(name, every_ms, no)
  ), taken as (
    insert into tawsil_turn as t (name, due_at) select name, now() + every from asked order by name
    on conflict (name) do update set due_at = excluded.due_at where t.due_at <= now() or t.due_at > excluded.due_at
    returning t.name
  )
  select taken.name is not null as mine, greatest(0, extract(epoch from
    case when taken.name is not null then asked.every else coalesce(t.due_at - now(), asked.every) end) * 1000)::float8 as "nextMs"
  from asked left join taken using (name) left join tawsil_turn t using (name) order by asked.no`

async function takeTurns(pool: pg.Pool, rounds: readonly Round[]): Promise<Turn[]> {
  const values = [rounds.map(({ name }) => name), rounds.map(({ everyMs }) => everyMs)]
  const { rows } = await pool.query<Turn>({ name: 'take_turns', text: TAKE_TURNS, values })
  return rows
}
