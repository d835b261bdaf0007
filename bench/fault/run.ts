import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Redis } from 'ioredis'
import pg from 'pg'
import { freePort, startEmbedded, stopLeftBehind } from '../../server/platform/embedded/index.ts'
import { migrate } from '../../server/platform/migrate/index.ts'
import { comesTrue, until } from '../../server/test/until.ts'
import { withRedis } from '../../server/test/withRedis.ts'
import { summarize } from '../lib/stats.ts'
import { inspect, pendingRows } from './inspect.ts'
import { judge, type Verdict } from './ledger.ts'
import { offer } from './offer.ts'
import { Program } from './program.ts'

export type Size = 'one' | 'many'

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

/** What is running in one run. */
interface Stage {
  programs: Program[]
  apiPorts: number[]
  ownerUrl(): Promise<string>
  redisUrl: string | undefined
  close(): Promise<void>
}

const SECRET = 'fault-run-secret'
const NUMBER = { phoneNumberId: '990000000000001', wabaId: '880000000000001' }

/** Offers events while processes are killed, waits until the work is done, and compares the sets of ids. */
export async function runFaults(options: FaultOptions): Promise<FaultReport> {
  const log = options.log ?? (() => undefined)
  const folder = await mkdtemp(join(tmpdir(), 'tawsil-fault-'))
  log(`size ${options.size}: starting (logs in ${folder})`)
  const stage = options.size === 'one' ? await stageOne(folder) : await stageMany(folder)
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

/** One process with its own database, as `npm start` makes it. */
async function stageOne(folder: string): Promise<Stage> {
  const port = await freePort()
  const dataDir = join(folder, 'data')
  const env = {
    DATA_DIR: dataDir,
    PORT: `${port}`,
    META_APP_SECRET: SECRET,
    // Nobody listens at this address: a run never leaves the machine.
    META_GRAPH_URL: 'http://127.0.0.1:9',
    LOG_LEVEL: 'warn',
    DATABASE_URL: '',
    REDIS_URL: '',
  }
  const program = new Program({ name: 'all', args: ['--no-demo'], env, port, logFile: join(folder, 'all.log') })
  return {
    programs: [program],
    apiPorts: [port],
    redisUrl: undefined,
    ownerUrl: async () => {
      const kept = JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8')) as {
        port: number
        ownerPassword: string
      }
      return `postgres://tawsil_owner:${encodeURIComponent(kept.ownerPassword)}@127.0.0.1:${kept.port}/tawsil`
    },
    close: async () => {
      await program.stop()
      await stopLeftBehind(dataDir)
    },
  }
}

/** Two API processes and two workers on one database and one Redis. */
async function stageMany(folder: string): Promise<Stage> {
  const database = await startEmbedded({ dataDir: join(folder, 'database') })
  await migrate({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, log: () => undefined })
  const redis = await withRedis()
  const env = {
    DATABASE_URL: database.appUrl,
    REDIS_URL: redis.url,
    META_APP_SECRET: SECRET,
    // Nobody listens at this address: a run never leaves the machine.
    META_GRAPH_URL: 'http://127.0.0.1:9',
    LOG_LEVEL: 'warn',
    AUTH_SECRET: 'fault-run-auth-secret-of-enough-length-0123456789',
    ENCRYPTION_KEY: '0123456789abcdef'.repeat(4),
  }
  const apiPorts = [await freePort(), await freePort()]
  const one = (name: string, args: string[], port?: number) =>
    new Program({
      name,
      args: ['--no-demo', ...args],
      port,
      env: { ...env, DATA_DIR: join(folder, name), ...(port ? { PORT: `${port}` } : {}) },
      logFile: join(folder, `${name}.log`),
    })
  const programs = [
    ...apiPorts.map((port, no) => one(`api-${no}`, ['--role=api'], port)),
    one('worker-0', ['--role=worker']),
    one('worker-1', ['--role=worker']),
  ]
  return {
    programs,
    apiPorts,
    redisUrl: redis.url,
    ownerUrl: async () => database.ownerUrl,
    close: async () => {
      await Promise.all(programs.map(program => program.stop()))
      await redis.close()
      await database.stop()
    },
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
    if (flushAt.has(no)) await flush(stage, log)
    if (options.sabotage && no === Math.floor(options.kills / 2))
      await sabotage(await stage.ownerUrl(), options.sabotage)
  }
  await Promise.all(stage.programs.map(program => program.ready()))
}

async function flush(stage: Stage, log: (line: string) => void): Promise<void> {
  if (!stage.redisUrl) return
  log('FLUSHALL')
  const redis = new Redis(stage.redisUrl)
  await redis.flushall()
  await redis.quit()
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
