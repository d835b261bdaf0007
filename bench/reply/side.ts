import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from '../../server/platform/embedded/index.ts'
import { Program } from '../fault/program.ts'
import { ENCRYPTION_KEY, openBusinesses } from './businesses.ts'
import { SECRET } from './numbers.ts'
import { prepareCounting } from './statements.ts'
import { openWorld, type World } from './world.ts'

/** One measured program: the whole server in one process, its own embedded database, and its own world outside. */
export interface Side {
  name: string
  port: number
  owner: pg.Client
  world: World
  programPid: number
  postmasterPid: number
  /** Where the program can be asked for a profile; undefined unless wanted. */
  inspectPort: number | undefined
  close(): Promise<void>
}

export interface SideOptions {
  name: string
  /** The checkout; undefined: this one. */
  root?: string | undefined
  businesses: number
  answerMs: number
  inspect?: boolean
}

/**
 * Starts the program twice: the first start makes the database and the businesses, the second has the statistics of
 * statements in the database server, and caches that are as empty as after a deployment.
 */
export async function openSide(options: SideOptions): Promise<Side> {
  const folder = await mkdtemp(join(tmpdir(), 'tawsil-bench-reply-'))
  const world = await openWorld(options.answerMs)
  const port = await freePort()
  const inspectPort = options.inspect ? await freePort() : undefined
  const program = new Program({
    name: options.name,
    args: ['--no-demo', '--no-web-build', '--role=all'],
    nodeArgs: inspectPort === undefined ? [] : [`--inspect=127.0.0.1:${inspectPort}`],
    port,
    readyMs: 180_000,
    ...(options.root === undefined ? {} : { root: options.root }),
    env: {
      DATABASE_URL: '',
      REDIS_URL: '',
      PORT: `${port}`,
      DATA_DIR: folder,
      LOG_LEVEL: 'warn',
      ENCRYPTION_KEY,
      META_GRAPH_URL: world.twinUrl,
      META_APP_SECRET: SECRET,
      RATE_LIMIT_MAX_REQUESTS: '1000000',
    },
    logFile: join(folder, 'server.log'),
  })
  let owner: pg.Client | undefined
  const close = async () => {
    await owner?.end().catch(() => undefined)
    await program.stop()
    world.close()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    program.start()
    await program.ready()
    owner = await connectOwner(folder)
    await prepare(owner, `http://127.0.0.1:${port}`, options.businesses)
    await owner.end()
    await program.stop()
    program.start()
    await program.ready()
    owner = await connectOwner(folder)
    await prepareCounting(owner)
    const postmasterPid = await readPostmasterPid(folder)
    world.aimAt(port, options.businesses)
    return { name: options.name, port, owner, world, programPid: program.pid(), postmasterPid, inspectPort, close }
  } catch (error) {
    console.error((await readFile(join(folder, 'server.log'), 'utf8').catch(() => '')).slice(-2_000))
    await close()
    throw error
  }
}

async function prepare(owner: pg.Client, url: string, businesses: number): Promise<void> {
  await openBusinesses(url, owner, businesses)
  await owner.query(`alter system set shared_preload_libraries = 'pg_stat_statements'`)
  await owner.query(`alter system set track_io_timing = on`)
}

/** The owner of the embedded database, with the password that the program keeps beside it. */
async function connectOwner(folder: string): Promise<pg.Client> {
  const kept = JSON.parse(await readFile(join(folder, 'postgres.json'), 'utf8')) as {
    port: number
    ownerPassword: string
  }
  const client = new pg.Client({
    host: '127.0.0.1',
    port: kept.port,
    user: 'tawsil_owner',
    password: kept.ownerPassword,
    database: 'tawsil',
  })
  // The connection ends with the server; whoever uses it then gets the error.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

async function readPostmasterPid(folder: string): Promise<number> {
  const text = await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')
  return Number(text.split('\n', 1)[0])
}
