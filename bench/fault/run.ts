import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { comesTrue, until } from '../../server/test/until.ts'
import { summarize } from '../lib/stats.ts'
import { inspect, pendingRows } from './inspect.ts'
import { judge, type Verdict } from './ledger.ts'
import { offer } from './offer.ts'
import { openStage, type Size, type Stage } from './stage.ts'

export interface FaultOptions {
  size: Size
  perSecond: number
  seconds: number
  kills: number
  /** Times that Redis is emptied; size 'many' only. */
  flushes: number
  /** Deletes this many rows of work directly in the database, to show that the judge notices. */
  sabotage?: number
  log?: (line: string) => void
}

export interface FaultReport extends Verdict {
  size: Size
  kills: number
  flushes: number
  failedAttempts: number
  /** Seconds from the last event sent until nothing was left to do. */
  drainSeconds: number
  p50: number
  p99: number
}

const SECRET = 'fault-run-secret'
const NUMBER = { phoneNumberId: '990000000000001', wabaId: '880000000000001' }

/** Offers events while processes are killed, waits until the work is done, and compares the sets of ids. */
export async function runFaults(options: FaultOptions): Promise<FaultReport> {
  const log = options.log ?? (() => undefined)
  const folder = await mkdtemp(join(tmpdir(), 'tawsil-fault-'))
  log(`size ${options.size}: starting (logs in ${folder})`)
  const stage = await openStage(options.size, folder, {
    META_APP_SECRET: SECRET,
    // Nobody listens at this address: a run never leaves the machine.
    META_GRAPH_URL: 'http://127.0.0.1:9',
    LOG_LEVEL: 'warn',
  })
  try {
    for (const program of stage.programs) program.start()
    await Promise.all(stage.programs.map(program => program.ready()))
    await connectNumber(stage.apiPorts[0]!)
    const faults = injectFaults(stage, options, log)
    const offered = await offer({ ports: stage.apiPorts, secret: SECRET, ...NUMBER, ...options, giveUpAfterMs: 90_000 })
    await faults
    const drainSeconds = await drain(await stage.ownerUrl())
    const found = await inspect(await stage.ownerUrl())
    const { failedAttempts, answerMs, ...sets } = offered
    const { p50, p99 } = summarize(answerMs)
    const { size, kills, flushes } = options
    return { size, kills, flushes, ...judge({ ...sets, ...found }), failedAttempts, drainSeconds, p50, p99 }
  } finally {
    await stage.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Creates a business without a bot, and its number, both through the API. */
async function connectNumber(port: number): Promise<void> {
  const post = async (path: string, body: object, token?: string) => {
    const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`)
    return (JSON.parse(text) as { data: Record<string, string> }).data
  }
  const account = await post('/api/v1/auth/register', {
    businessName: 'Fault run',
    businessType: 'support',
    name: 'Operator',
    email: 'operator@fault.example',
    password: 'fault-run-password',
  })
  const credentials = { ...NUMBER, accessToken: 'none', appSecret: SECRET }
  await post('/api/v1/channels', { provider: 'cloud_api', name: 'Fault number', credentials }, account.accessToken)
}

/** Spreads kills and flushes evenly over the sending, in turn over all processes. */
async function injectFaults(stage: Stage, options: FaultOptions, log: (line: string) => void): Promise<void> {
  const pause = (options.seconds * 1000) / (options.kills + 1)
  const flushAt = new Set(
    Array.from({ length: options.flushes }, (_, no) => Math.floor(((no + 1) * options.kills) / (options.flushes + 1))),
  )
  for (let no = 0; no < options.kills; no++) {
    await wait(pause)
    const program = stage.programs[no % stage.programs.length]!
    log(`kill -9 ${program.name}`)
    await program.killAndRestart()
    if (flushAt.has(no)) {
      log('FLUSHALL')
      await stage.flush()
    }
    if (options.sabotage && no === Math.floor(options.kills / 2))
      await sabotage(await stage.ownerUrl(), options.sabotage)
  }
  await Promise.all(stage.programs.map(program => program.ready()))
}

/**
 * Takes deliveries that come from now on: earlier ones whose answer the last kill cut off are sent again, and would not
 * be lost.
 */
async function sabotage(ownerUrl: string, rows: number): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const since = (await client.query<{ now: Date }>('select now()')).rows[0]!.now
  let gone = 0
  await until(
    async () => {
      const { rowCount } = await client.query(
        `delete from raw_event_pending where id in (
           select id from raw_event_pending where created_at > $1 order by id desc limit ${rows - gone})`,
        [since],
      )
      gone += rowCount ?? 0
      return gone >= rows
    },
    { timeout: 20_000, interval: 1, what: 'work to sabotage' },
  )
  await client.end()
}

/** Waits until no work is left, at most two minutes; the judge counts what is left then. */
async function drain(ownerUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const startedAt = performance.now()
  await comesTrue(async () => (await pendingRows(client)) === 0, { timeout: 120_000, interval: 100 })
  await client.end()
  return (performance.now() - startedAt) / 1000
}
