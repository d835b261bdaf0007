import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort, startEmbedded } from '../../server/platform/embedded/index.ts'
import { migrate } from '../../server/platform/migrate/index.ts'
import { Program } from '../fault/program.ts'

export interface Stage {
  folder: string
  appUrl: string
  /** A connection as the owner, for preparing data and for the floor. */
  owner: pg.Client
  /** Starts a server process on this database and waits until it is ready. */
  serve(args: string[], env?: Record<string, string>): Promise<{ url: string; port: number; pid: number }>
  close(): Promise<void>
}

/** A database of its own with production's settings (fsync on), and servers beside it. Removed at the end. */
export async function stage(name: string): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), `tawsil-${name}-`))
  const database = await startEmbedded({ dataDir: join(folder, 'database') })
  await migrate({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, log: () => undefined })
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  await owner.query('select ensure_partitions(1)')
  const programs: Program[] = []
  return {
    folder,
    appUrl: database.appUrl,
    owner,
    serve: async (args, env = {}) => {
      const port = await freePort()
      const program = new Program({
        name: 'server',
        args: ['--no-demo', ...args],
        port,
        env: {
          DATABASE_URL: database.appUrl,
          REDIS_URL: '',
          PORT: `${port}`,
          DATA_DIR: folder,
          LOG_LEVEL: 'warn',
          ...env,
        },
        logFile: join(folder, 'server.log'),
      })
      programs.push(program)
      program.start()
      await program.ready()
      return { url: `http://127.0.0.1:${port}`, port, pid: program.pid() }
    },
    close: async () => {
      await Promise.all(programs.map(program => program.stop()))
      await owner.end()
      await database.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
