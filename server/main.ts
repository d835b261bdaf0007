import { createProgram, type Program } from './app.ts'
import { seedDemo } from './demo/index.ts'
import { ensureSystemAdmin } from './features/identity/index.ts'
import { createMemoryCache, createRedisCache } from './platform/cache/index.ts'
import { systemClock } from './platform/clock/index.ts'
import { type Config, ConfigError } from './platform/config/index.ts'
import type { Context, HttpApp } from './platform/context.ts'
import { analyzeGrown, checkSafety, createDb, sql } from './platform/db/index.ts'
import { createSubscribers, hostOf } from './platform/events/index.ts'
import type { Readiness } from './platform/health/index.ts'
import {
  createMemoryBuckets,
  createMemoryLimits,
  createRedisBuckets,
  createRedisLimits,
} from './platform/limits/index.ts'
import { openMail } from './platform/mail/index.ts'
import { createMemoryPresence, createRedisPresence } from './platform/presence/index.ts'
import { createProcesses, type Processes } from './platform/processes/index.ts'
import { createLocalPubSub, createRedisPubSub } from './platform/pubsub/index.ts'
import { createPostgresQueue, createRedisQueue, type Queue } from './platform/queue/index.ts'
import { openSecrets } from './platform/secrets/index.ts'
import { createServices } from './platform/services.ts'
import { openFiles } from './platform/storage/index.ts'
import { createLogger, createMetrics, openTracing, type Tracing } from './platform/telemetry/index.ts'

/** A running process: API, worker, or both. */
export interface Server {
  /** Where it listens; empty for a worker, which does not. */
  url: string
  /** The login of the demo data, when this database has it. */
  demoLogin?: { email: string; password: string }
  /** Ends gracefully: nothing new is taken, what runs gets ten seconds, then ports and database are closed. */
  close(): Promise<void>
}

const DAY_MS = 86_400_000
/** Tables grow with work. */
const GROWTH_MS = 5_000
/** While nothing happens. */
const QUIET_MS = 60_000
const MONTHS_AHEAD = 3
const ANSWER_WITHIN_MS = 10_000

/**
 * Starts one process on a migrated database. `progress` gets lines for a terminal. Throws ConfigError when the database is
 * not safe to touch, and what `listen` throws when the port cannot be had.
 */
export async function startServer(config: Config, progress: (line: string) => void): Promise<Server> {
  const context = openContext(config, await openTracing(config))
  const readiness: Readiness = { ready: false }
  let app: HttpApp | undefined
  let closing: Promise<void> | undefined
  const close = () => {
    readiness.ready = false
    closing ??= closeAll([async () => app && closeHttp(app), () => closePorts(context)])
    return closing
  }
  try {
    await mustBeSafe(context)
    await ensurePartitions(context)
    await context.processes.start()
    const program = createProgram(context)
    await ensureSystemAdmin(context)
    if (config.role !== 'worker') app = await program.buildApp(readiness)
    const demoLogin = servesPeople(config) ? await demoData(context, progress) : undefined
    if (works(config)) await startJobs(context, program)
    const url = app ? await app.listen({ host: config.host, port: config.port }) : ''
    readiness.ready = true
    return { url, demoLogin, close }
  } catch (error) {
    await close()
    throw error
  }
}

const works = ({ role }: Config): boolean => role === 'all' || role === 'worker'
const servesPeople = ({ role }: Config): boolean => role === 'all' || role === 'api'

/** Every port: with REDIS_URL shared by all processes, without it in this process and in PostgreSQL. */
export function openContext(config: Config, tracing?: Tracing): Context {
  const { databaseUrl, redisUrl, retries } = config
  if (!databaseUrl) throw new ConfigError('DATABASE_URL is missing')
  const log = createLogger(config)
  const namesInStore = { send: config.outboundQueue }
  const subscribers = createSubscribers()
  const processes: Processes = createProcesses({
    url: databaseUrl,
    works: works(config),
    wake: name => queue.wake(name),
    onError: err => log.warn({ err }, 'the other processes cannot be seen now'),
  })
  const queueOptions = { log, namesInStore, retries, alone: processes.alone }
  const queue: Queue = redisUrl
    ? createRedisQueue({ url: redisUrl, ...queueOptions })
    : createPostgresQueue({ url: databaseUrl, ...queueOptions })
  const db = createDb({
    url: databaseUrl,
    applicationName: `tawsil-${config.role}`,
    process: processes.id,
    host: hostOf(queue, subscribers, processes),
  })
  const secrets = openSecrets(config, { db, log })
  return {
    config,
    db,
    queue,
    cache: redisUrl ? createRedisCache({ url: redisUrl, log }) : createMemoryCache(),
    pubsub: redisUrl ? createRedisPubSub({ url: redisUrl, log }) : createLocalPubSub(),
    presence: redisUrl ? createRedisPresence({ url: redisUrl, log }) : createMemoryPresence(),
    limits: redisUrl ? createRedisLimits({ url: redisUrl, log }) : createMemoryLimits(),
    buckets: redisUrl ? createRedisBuckets({ url: redisUrl, log }) : createMemoryBuckets(),
    files: openFiles(config),
    secrets,
    mail: openMail(config, { db, secrets }),
    clock: systemClock,
    log,
    metrics: createMetrics(),
    tracing,
    subscribers,
    processes,
    services: createServices(),
  }
}

/** Ends what runs in a context, then its ports, the database last. */
export const closePorts = (context: Context): Promise<void> =>
  closeAll(
    [
      context.services,
      context.queue,
      context.processes,
      context.pubsub,
      context.presence,
      context.cache,
      context.limits,
      context.buckets,
      context.files,
      context.mail,
      context.db,
      ...(context.tracing ? [context.tracing] : []),
    ].map(port => () => port.close()),
  )

/** Finishes requests that were begun. A connection without one is closed at once, every other after ten seconds. */
async function closeHttp(app: HttpApp): Promise<void> {
  const idle = setInterval(() => app.server.closeIdleConnections(), 50)
  const late = setTimeout(() => app.server.closeAllConnections(), ANSWER_WITHIN_MS)
  await app.close().finally(() => {
    clearInterval(idle)
    clearTimeout(late)
  })
}

/** Runs all, one after the other, also after one has failed. Throws the first error at the end. */
async function closeAll(parts: ReadonlyArray<() => Promise<unknown>>): Promise<void> {
  const errors: unknown[] = []
  for (const part of parts) await part().catch(error => errors.push(error))
  if (errors.length > 0) throw errors[0]
}

async function mustBeSafe({ db }: Context): Promise<void> {
  const findings = await db.system(
    'what row-level security would not hold is looked for before anything runs',
    checkSafety,
  )
  if (findings.length === 0) return
  throw new ConfigError(`The database would not keep tenants apart:\n${findings.map(line => `- ${line}`).join('\n')}`)
}

async function ensurePartitions({ db }: Context): Promise<void> {
  await db.system('partitions belong to all tenants', tx => tx.run(sql`select ensure_partitions(${MONTHS_AHEAD})`))
}

async function demoData(context: Context, progress: (line: string) => void) {
  const { demo } = context.config
  if (!demo) return undefined
  progress('Looking for the demo businesses…')
  return await seedDemo(context, demo.password)
}

async function startJobs(context: Context, program: Program): Promise<void> {
  context.queue.every('make partitions ahead', DAY_MS, () => ensurePartitions(context))
  const analyse = async () => ((await analyzeGrown(context.db)) > 0 ? GROWTH_MS : QUIET_MS)
  context.queue.repeat('analyse what grew', analyse, GROWTH_MS)
  await program.registerJobs()
}
