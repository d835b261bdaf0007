import { chmod, mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { type Binaries, findBinaries } from './binaries.ts'
import { clusterExists, initCluster, ownCluster } from './cluster.ts'
import {
  APP,
  type Credentials,
  DATABASE,
  freePort,
  isFree,
  loadCredentials,
  OWNER,
  saveCredentials,
  urlFor,
} from './credentials.ts'
import { codeOf, StartError } from './errors.ts'
import { findRunning, lastComplaint, launch, type Postmaster, shutDown, waitReady } from './postmaster.ts'
import { type RunAs, runtimeUser } from './runtime-user.ts'
import { superviseServer } from './supervise.ts'

export { embeddedUrl, freePort } from './credentials.ts'
export { codeOf, StartError } from './errors.ts'
export { type DataLock, lockDataDir } from './lock.ts'

/** A running embedded PostgreSQL. */
export interface EmbeddedPostgres {
  /** Superuser that owns the database: for migrations only. */
  ownerUrl: string
  /** Ordinary role of the program. Its password is set by the migration runner. */
  appUrl: string
  port: number
  /** The process id of the server now (it changes when the server had to be restarted). */
  pid(): number
  /** Whether a server left by a killed program was taken over. */
  adopted: boolean
  /** Ends the server and waits until it has ended. Safe to call twice. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** Folder of this installation; the data lies in `<dataDir>/postgres`. */
  dataDir: string
  log?: (line: string) => void
  /** More server settings, or other values for ours. */
  settings?: Record<string, string>
  /** The data may be lost: no fsync anywhere. For tests. */
  disposable?: boolean
  /** Called when the server keeps dying and is given up. */
  onLost?: (reason: string) => void
}

const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  wal_compression: 'on',
  jit: 'off',
  idle_in_transaction_session_timeout: '30s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'off',
  // Statements hold people's messages, and none of their text may reach the log, not even inside an error: the program gets
  // the error anyway. What the server says about itself (LOG, FATAL, PANIC) is kept.
  log_statement: 'none',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
}

const DISPOSABLE: Record<string, string> = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

interface Context {
  options: EmbeddedOptions
  log: (line: string) => void
  clusterDir: string
  logFile: string
  binaries: Binaries
  runAs: RunAs | undefined
  credentials: Credentials
}

/**
 * Starts (or takes over) the PostgreSQL of a data folder, creating it at the first start, and keeps it running: when it
 * dies it is started again. Throws `StartError` with one clear line when it cannot.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const context = await prepare(options)
  const running = await adopt(context)
  let current: Postmaster = running ?? (await startServer(context, 'may move'))
  try {
    await ensureDatabase(context)
  } catch (error) {
    await shutDown(current)
    throw error
  }
  const supervision = superviseServer({
    current: () => current,
    restart: async () => {
      current = await startServer(context, 'same port')
    },
    log: context.log,
    onLost: options.onLost ?? (reason => context.log(reason)),
  })
  let stopping: Promise<void> | undefined
  return {
    ownerUrl: urlFor(context.credentials, OWNER),
    appUrl: urlFor(context.credentials, APP),
    port: context.credentials.port,
    pid: () => current.pid,
    adopted: running !== undefined,
    stop: () => {
      stopping ??= supervision.end().then(() => shutDown(current))
      return stopping
    },
  }
}

/** Ends the server that a killed program has left running on a data folder, if there is one. */
export async function stopLeftBehind(dataDir: string): Promise<void> {
  const running = await findRunning(join(resolve(dataDir), 'postgres'))
  if (running) await shutDown(running)
}

async function prepare(options: EmbeddedOptions): Promise<Context> {
  const dataDir = resolve(options.dataDir)
  const clusterDir = join(dataDir, 'postgres')
  const log = options.log ?? (() => undefined)
  await makeDataDir(dataDir)
  const runAs = await runtimeUser(clusterDir)
  const binaries = await findBinaries(runAs, log)
  const exists = await clusterExists(clusterDir)
  const credentials = await loadCredentials(dataDir, exists)
  if (!exists) {
    log('Creating the database (first start)…')
    await initCluster(clusterDir, {
      binaries,
      runAs,
      ownerPassword: credentials.ownerPassword,
      disposable: options.disposable,
    })
  }
  await ownCluster(clusterDir, runAs)
  return { options, log, clusterDir, logFile: join(dataDir, 'postgres.log'), binaries, runAs, credentials }
}

async function makeDataDir(dataDir: string): Promise<void> {
  try {
    if (await mkdir(dataDir, { recursive: true })) await chmod(dataDir, 0o700)
  } catch (error) {
    throw new StartError(
      'DATA_DIR_UNWRITABLE',
      `Cannot create ${dataDir} (${codeOf(error)}): set DATA_DIR to a folder you can write.`,
    )
  }
}

/** Takes over a server that already runs on the folder. It is ours only if it accepts our password. */
async function adopt(context: Context): Promise<Postmaster | undefined> {
  const running = await findRunning(context.clusterDir)
  if (!running) return undefined
  if (!(await waitReady(context.clusterDir, running, context.log))) return undefined
  context.credentials.port = running.port
  const client = new pg.Client({ connectionString: urlFor(context.credentials, OWNER, 'postgres') })
  try {
    await client.connect()
    context.log('PostgreSQL was still running: taken over.')
    return running
  } catch (error) {
    // A server that is just shutting down refuses us; once it has ended, a new one can start.
    if (codeOf(error) !== '57P03' && codeOf(error) !== '57P01' && codeOf(error) !== 'ECONNREFUSED') throw error
    await shutDown(running)
    return undefined
  } finally {
    await client.end()
  }
}

/**
 * Starts the server on its port. When the port is taken, only the first start may move to another one: later the program
 * already uses the address.
 */
async function startServer(context: Context, port: 'may move' | 'same port'): Promise<Postmaster> {
  const { clusterDir, credentials, options, log } = context
  for (let tries = 0; ; tries++) {
    if (port === 'may move' && !(await isFree(credentials.port))) {
      credentials.port = await freePort()
      await saveCredentials(join(clusterDir, '..'), credentials)
    }
    // Removes what a killed server may have left behind.
    await findRunning(clusterDir)
    const settings = { ...SETTINGS, ...(options.disposable ? DISPOSABLE : {}), ...options.settings }
    const postmaster = await launch(clusterDir, { ...context, port: credentials.port, settings })
    if (await waitReady(clusterDir, postmaster, log)) return postmaster
    const reason = await lastComplaint(context.logFile)
    // Backends of a killed server need a moment to end; and another program may take the port between our check and the start.
    if (tries < 20 && /shared memory block|could not (bind|create any TCP)/.test(reason)) await wait(500)
    else throw new StartError('POSTGRES_FAILED', `PostgreSQL does not start: ${reason} (see ${context.logFile})`)
  }
}

async function ensureDatabase(context: Context): Promise<void> {
  const client = new pg.Client({ connectionString: urlFor(context.credentials, OWNER, 'postgres') })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (!rowCount) await client.query(`create database ${DATABASE} template template0`)
  } finally {
    await client.end()
  }
}
