import pg from 'pg'
import { connectionFor, type Share } from '../db/index.ts'
import { newId, type Uuid } from '../ids/index.ts'
import { bury, CHANNEL, look, register, type SeenProcess } from './process.sql.ts'
import { shareOf } from './share.ts'

/** The processes that run on the database, as this one knows them. */
export interface Processes {
  readonly id: Uuid
  /** Makes this process known, and learns of the others. Until that works, this process works like one that knows nobody. */
  start(): Promise<void>
  /** Nobody else runs on the database now. False when that is not known. */
  alone(): boolean
  /** What of the work this process takes first. */
  share(): Share
  /** Wakes this queue when leases of a process that is gone were given back. */
  wakeWhenFreed(queue: string): void
  /** Says that this process ends, and gives its leases back. What it does with them must be over. */
  close(): Promise<void>
}

export interface ProcessesOptions {
  url: string
  /** It works off pending tables. */
  works: boolean
  wake(queue: string): void
  /** Hears why the others cannot be seen; it is tried again. */
  onError(error: unknown): void
}

const LOOK_MS = 2_000
/** Who is alone hears of a newcomer at once, and looks by itself only in case it did not. */
const ALONE_MS = 30_000
const AGAIN_MS = 500
const CONNECT_MS = 10_000

/**
 * Tells processes of each other: by a row that each refreshes, and by a session lock that PostgreSQL frees when the process dies.
 * A process without lock is buried: its leases are given back, and queues are woken. One that is stopped or slow keeps its lock
 * and so its leases, until they run out.
 */
export function createProcesses(options: ProcessesOptions): Processes {
  const [id, queues] = [newId(), new Set<string>()]
  let client: pg.Client | undefined
  /** Undefined: not known, because there is no connection. */
  let others: readonly SeenProcess[] | undefined
  let share = shareOf(id, options.works, [])
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const see = async (on: pg.Client) => {
    const { rows } = await on.query<SeenProcess>(look(id))
    const gone = rows.filter(one => one.gone).map(one => one.id)
    const there = rows.filter(one => !one.gone)
    // One that ended well, or that another process has buried.
    const left = others?.some(one => !there.some(known => known.id === one.id))
    others = there
    share = shareOf(id, options.works, there)
    const buried = gone.length > 0 && (await on.query(bury(gone))).rowCount
    if (left || buried) queues.forEach(queue => void options.wake(queue))
  }
  const turns = createTurns(async () => {
    if (!client || closed) return
    clearTimeout(timer)
    await see(client)
    timer = setTimeout(turns, nextLookMs(others)).unref()
  }, failed)
  async function open(): Promise<void> {
    const fresh = newClient(options.url)
    const lost = (error?: unknown) => fresh === client && failed(error)
    fresh.on('error', lost).on('end', lost).on('notification', turns)
    client = fresh
    await join(fresh, id, options.works)
    await see(fresh)
    turns()
  }
  function failed(error: unknown): void {
    if (closed) return
    const broken = client
    client = undefined
    others = undefined
    clearTimeout(timer)
    broken?.end().catch(() => undefined)
    if (error) options.onError(error)
    timer = setTimeout(() => open().catch(failed), AGAIN_MS).unref()
  }
  return {
    id,
    start: () => open().catch(failed),
    alone: () => others?.length === 0,
    share: () => share,
    wakeWhenFreed: queue => void queues.add(queue),
    close: async () => {
      closed = true
      clearTimeout(timer)
      const last = client
      client = undefined
      await leave(last, id, options.onError)
    },
  }
}

const newClient = (url: string) =>
  new pg.Client({
    ...connectionFor(url, 'system'),
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'tawsil-process',
  })

async function join(client: pg.Client, id: Uuid, works: boolean): Promise<void> {
  await client.connect()
  // Nothing here is worth a flush.
  await client.query(`set synchronous_commit = off; listen ${CHANNEL}`)
  await client.query(register(id, works))
}

/** When the database is away, the others will notice by themselves. */
async function leave(client: pg.Client | undefined, id: Uuid, onError: (error: unknown) => void): Promise<void> {
  await client?.query(bury([id])).catch(onError)
  await client?.end()
}

function nextLookMs(others: readonly SeenProcess[] | undefined): number {
  if (others?.length === 0) return ALONE_MS
  return others?.every(one => one.alive) ? LOOK_MS : AGAIN_MS
}

/** Calls `work` once at a time; calls meanwhile become one more. */
function createTurns(work: () => Promise<void>, onError: (error: unknown) => void): () => void {
  let busy = false
  let again = false
  const turn = () => {
    if (busy) {
      again = true
      return
    }
    busy = true
    work()
      .catch(onError)
      .finally(() => {
        busy = false
        if (!again) return
        again = false
        turn()
      })
  }
  return turn
}
