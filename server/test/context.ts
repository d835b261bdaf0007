import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryCache } from '../platform/cache/index.ts'
import { systemClock } from '../platform/clock/index.ts'
import type { Config } from '../platform/config/index.ts'
import type { Context } from '../platform/context.ts'
import { createDb } from '../platform/db/index.ts'
import { createSubscribers, hostOf } from '../platform/events/index.ts'
import { createMemoryBuckets, createMemoryLimits } from '../platform/limits/index.ts'
import { createMailOutbox } from '../platform/mail/index.ts'
import { createMemoryPresence } from '../platform/presence/index.ts'
import { createProcesses } from '../platform/processes/index.ts'
import { createLocalPubSub } from '../platform/pubsub/index.ts'
import { openSecrets } from '../platform/secrets/index.ts'
import { createServices } from '../platform/services.ts'
import { createDiskFiles, type Files } from '../platform/storage/index.ts'
import { createLogger, createMetrics } from '../platform/telemetry/index.ts'
import { createInlineQueue, type InlineQueue } from './inlineQueue.ts'
import type { TestDb } from './withDb.ts'

export type TestContext = Context & { queue: InlineQueue }

/** Settings of a program under test; META_APP_SECRET and META_VERIFY_TOKEN are set. */
export function testConfig(database: Pick<TestDb, 'url'>, changes: Partial<Config> = {}): Config {
  return {
    production: false,
    mode: 'a test',
    role: 'all',
    demo: undefined,
    host: '127.0.0.1',
    port: 0,
    dataDir: tmpdir(),
    databaseUrl: database.url,
    ownerDatabaseUrl: undefined,
    redisUrl: undefined,
    publicUrl: 'http://127.0.0.1:4000',
    authSecret: randomBytes(32).toString('base64url'),
    encryptionKey: randomBytes(32),
    oldEncryptionKeys: [],
    masterKeys: [{ kind: 'environment' }],
    metaAppId: undefined,
    metaAppSecret: 'test-app-secret',
    metaVerifyToken: 'test-verify-token',
    metaGraphUrl: 'http://127.0.0.1:9',
    twilioApiUrl: 'http://127.0.0.1:9',
    twilioMaster: undefined,
    wahaServers: [],
    privateHosts: [],
    systemAdmin: undefined,
    sessions: { idleSeconds: 30 * 86_400, maxSeconds: 90 * 86_400, recentSeconds: 600 },
    mail: undefined,
    alerts: { mailTo: undefined, slackUrl: undefined, pagerDuty: undefined },
    metricsToken: undefined,
    personLimit: { requests: 100_000, perSeconds: 60 },
    trustProxy: undefined,
    hstsSubdomains: false,
    defaultPlan: 'free',
    retries: { attempts: 3, firstSeconds: 2 },
    rawEventDays: 30,
    botGroupSeconds: 0,
    outboundQueue: 'send',
    s3: undefined,
    tracing: undefined,
    errorReports: undefined,
    logLevel: (process.env.LOG_LEVEL as Config['logLevel'] | undefined) ?? 'silent',
    ...changes,
  }
}

/** Every port, in this process alone, on one database. Replace single ones through `parts`. */
export function testContext(
  database: Pick<TestDb, 'url'>,
  parts: Partial<Omit<Context, 'config'>> & { config?: Partial<Config> } = {},
): TestContext {
  const config = testConfig(database, parts.config)
  const queue = parts.queue ?? createInlineQueue()
  const subscribers = createSubscribers()
  const processes = createProcesses({
    url: database.url,
    works: true,
    wake: name => queue.wake(name),
    onError: () => undefined,
  })
  const db = createDb({
    url: database.url,
    max: 10,
    connectWithinMs: 10_000,
    process: processes.id,
    host: hostOf(queue, subscribers, processes),
  })
  const log = createLogger(config)
  const secrets = openSecrets(config, { db, log })
  const made = {
    db,
    queue,
    cache: createMemoryCache(),
    pubsub: createLocalPubSub(),
    presence: createMemoryPresence(),
    limits: createMemoryLimits(),
    buckets: createMemoryBuckets(),
    files: temporaryFiles(),
    secrets,
    mail: createMailOutbox({ db, secrets }),
    clock: systemClock,
    log,
    metrics: createMetrics(),
    tracing: undefined,
    subscribers,
    processes,
    services: createServices(),
  }
  return { ...made, ...parts, config } as TestContext
}

/** A folder of their own, removed with them; made with the first file. */
function temporaryFiles(): Files {
  const folder = join(tmpdir(), `tawsil-files-${randomBytes(6).toString('hex')}`)
  return { ...createDiskFiles(folder), close: () => rm(folder, { recursive: true, force: true }) }
}

/** Ends what runs, then the ports, the database last. */
export async function closeContext(context: Context): Promise<void> {
  await context.services.close()
  await context.queue.close()
  await context.processes.close()
  await context.pubsub.close()
  await context.cache.close()
  await context.limits.close()
  await context.buckets.close()
  await context.files.close()
  await context.db.close()
}
