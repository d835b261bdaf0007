import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort, stopLeftBehind } from '../../server/platform/embedded/index.ts'
import { Program } from '../fault/program.ts'
import { ENCRYPTION_KEY, openBusinesses } from './businesses.ts'
import { SECRET } from './numbers.ts'
import { prepareCounting } from './statements.ts'
import { openWorld, type World } from './world.ts'

const STARTS = 3
const READY_MS = 300_000

/** One measured program: the whole server in one process, its own embedded database, and its own world outside. */
export interface Side {
  name: string
  port: number
  owner: pg.Client
  world: World
  /** How the owner connects. */
  database: pg.ClientConfig
  programPid: number
  postmasterPid: number
  /** Where the program can be asked for a profile; undefined unless wanted. */
  inspectPort: number | undefined
  /** Stops the program without ending it, so that it does nothing while something else is measured. */
  freeze(): void
  thaw(): void
}

/** Each is safe to call at any time, also twice. */
export type Cleanups = (() => Promise<void>)[]

export interface SideOptions {
  name: string
  /** The checkout; undefined: this one. */
  root?: string | undefined
  businesses: number
  /** How many of them customers write to, from the first on; undefined: all. */
  served?: number
  answerMs: number
  inspect?: boolean
}

/**
 * Starts the program twice: the first start makes the database and the businesses, the second has the statistics of
 * statements in the database server, and caches that are as empty as after a deployment. What has to be ended and
 * removed is added to `cleanups` before it exists, so that nothing is left behind when this is interrupted.
 */
export async function openSide(options: SideOptions, cleanups: Cleanups): Promise<Side> {
  const folder = await mkdtemp(join(tmpdir(), 'tawsil-bench-reply-'))
  const world = await openWorld(options.answerMs)
  const port = await freePort()
  const inspectPort = options.inspect ? await freePort() : undefined
  const program = programOf(options, { folder, port, inspectPort, twinUrl: world.twinUrl })
  const ending = new AbortController()
  cleanups.push(async () => {
    ending.abort()
    await program.stop()
    // A program that gets two signals, as from a terminal and from here, ends without its database.
    await stopLeftBehind(folder)
    world.close()
    await rm(folder, { recursive: true, force: true })
  })
  await start(program, ending.signal)
  await prepare(folder, `http://127.0.0.1:${port}`, options.businesses)
  await program.stop()
  await start(program, ending.signal)
  const database = await readDatabase(folder)
  const owner = await connectOwner(database)
  await prepareCounting(owner)
  world.aimAt(port, options.served ?? options.businesses)
  return {
    name: options.name,
    port,
    owner,
    world,
    database,
    programPid: program.pid(),
    postmasterPid: await readPostmasterPid(folder),
    inspectPort,
    freeze: () => program.freeze(),
    thaw: () => program.thaw(),
  }
}

interface Place {
  folder: string
  port: number
  inspectPort: number | undefined
  twinUrl: string
}

function programOf({ name, root }: SideOptions, { folder, port, inspectPort, twinUrl }: Place): Program {
  return new Program({
    name,
    args: ['--no-demo', '--no-web-build', '--role=all'],
    nodeArgs: inspectPort === undefined ? [] : [`--inspect=127.0.0.1:${inspectPort}`],
    port,
    readyMs: READY_MS,
    ...(root === undefined ? {} : { root }),
    env: {
      DATABASE_URL: '',
      REDIS_URL: '',
      PORT: `${port}`,
      DATA_DIR: folder,
      LOG_LEVEL: 'warn',
      ENCRYPTION_KEY,
      META_GRAPH_URL: twinUrl,
      META_APP_SECRET: SECRET,
      RATE_LIMIT_MAX_REQUESTS: '1000000',
    },
    logFile: join(folder, 'server.log'),
  })
}

/** On a machine that is very busy a start may fail, as it may at an operator's, whose system tries again. */
async function start(program: Program, ending: AbortSignal): Promise<void> {
  for (let left = STARTS - 1; ; left--) {
    program.start()
    try {
      return await program.ready()
    } catch (error) {
      await program.stop()
      if (left === 0 || ending.aborted) throw error
    }
  }
}

async function prepare(folder: string, url: string, businesses: number): Promise<void> {
  const owner = await connectOwner(await readDatabase(folder))
  try {
    await openBusinesses(url, owner, businesses)
    await owner.query(`alter system set shared_preload_libraries = 'pg_stat_statements'`)
  } finally {
    await owner.end()
  }
}

/** The owner of the embedded database, with the password that the program keeps beside it. */
async function readDatabase(folder: string): Promise<pg.ClientConfig> {
  const kept = JSON.parse(await readFile(join(folder, 'postgres.json'), 'utf8')) as {
    port: number
    ownerPassword: string
  }
  return {
    host: '127.0.0.1',
    port: kept.port,
    user: 'tawsil_owner',
    password: kept.ownerPassword,
    database: 'tawsil',
  }
}

async function connectOwner(database: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(database)
  // The connection ends with the server; whoever uses it then gets the error.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

async function readPostmasterPid(folder: string): Promise<number> {
  const text = await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')
  return Number(text.split('\n', 1)[0])
}
