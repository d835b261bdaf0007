import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { freePort, stopLeftBehind } from '../platform/embedded/index.ts'
import { isAlive } from '../platform/embedded/process.ts'
import { until } from '../test/until.ts'
import { withEmptyDb } from '../test/withDb.ts'

const START = join(import.meta.dirname, '..', 'start.ts')

/** The whole program as a process of its own, with what it has printed so far. */
class Program {
  output = ''
  readonly child: ChildProcess

  constructor(dataDir: string, port: number, env: Record<string, string> = {}, flags = ['--no-demo']) {
    const { DATABASE_URL: _, OWNER_DATABASE_URL: __, REDIS_URL: ___, ...rest } = process.env
    this.child = spawn(process.execPath, [START, '--no-web-build', ...flags, '--port', String(port)], {
      env: { ...rest, NODE_ENV: 'test', LOG_LEVEL: 'warn', DATA_DIR: dataDir, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        this.output += chunk
      })
    }
  }

  async says(text: string): Promise<void> {
    await until(() => this.output.includes(text) || this.child.exitCode !== null, { timeout: 30_000, what: text })
    expect(this.output).toContain(text)
  }

  /** Waits for the end and returns the exit code. */
  async ended(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'close')
    return this.child.exitCode
  }

  lines(): string[] {
    return this.output.split('\n').filter(Boolean)
  }
}

describe('the program', () => {
  let dataDir: string
  let port: number
  const started: Program[] = []
  const run = (env?: Record<string, string>, folder = dataDir, flags?: string[]) => {
    const program = new Program(folder, port, env, flags)
    started.push(program)
    return program
  }
  const postgresPid = async () =>
    Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0])

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tawsil-start-'))
    port = await freePort()
  })
  afterEach(async () => {
    for (const program of started.splice(0)) {
      program.child.kill('SIGKILL')
      await program.ended()
    }
  })
  afterAll(async () => {
    await stopLeftBehind(dataDir)
    await rm(dataDir, { recursive: true, force: true })
  })

  async function query(sql: string): Promise<Record<string, unknown>[]> {
    const kept = JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8'))
    const url = `postgres://tawsil_owner:${kept.ownerPassword}@127.0.0.1:${kept.port}/tawsil`
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      return (await client.query(sql)).rows
    } finally {
      await client.end()
    }
  }

  it.each(['SIGINT', 'SIGTERM'] as const)('ends cleanly at %s, with its database, and starts again', async signal => {
    const program = run()
    await program.says('Tawsil is ready')
    expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200)
    const pid = await postgresPid()
    program.child.kill(signal)
    expect(await program.ended()).toBe(0)
    expect(await isAlive(pid)).toBe(false)
    // The database stops last: no connection of ours was left for it to cut.
    expect(program.output).not.toContain('57P01')
    await expect(readFile(join(dataDir, 'tawsil.lock'))).rejects.toThrow('ENOENT')
  })

  it('says what it takes itself for, and shows no demo to strangers', async () => {
    const program = run({ PUBLIC_URL: 'https://tawsil.example', NODE_ENV: '' }, dataDir, [])
    await program.says('Tawsil is ready')
    const [first] = program.lines()
    expect(first).toBe(
      'Mode: production, because PUBLIC_URL https://tawsil.example is not this machine alone. Without demo data.',
    )
    expect(program.output).not.toContain('Sign in with')
    expect(await query('select 1 from tenant')).toEqual([])
  })

  it('finds every row again after a kill -9', async () => {
    const first = run()
    await first.says('Tawsil is ready')
    await query('create table kept (id int); insert into kept values (1)')
    first.child.kill('SIGKILL')
    await first.ended()

    const second = run()
    await second.says('Tawsil is ready')
    expect(await query('select id from kept')).toEqual([{ id: 1 }])
  })

  it('leaves nothing running when it is stopped while it starts', async () => {
    const program = run()
    await program.says('Starting PostgreSQL')
    program.child.kill('SIGINT')
    expect(await program.ended()).toBe(0)
    expect(program.output).not.toContain('Tawsil is ready')
    await expect(postgresPid()).rejects.toThrow('ENOENT')
  })

  it('refuses a data folder that another Tawsil uses', async () => {
    const first = run()
    await first.says('Tawsil is ready')
    const second = new Program(dataDir, await freePort())
    expect(await second.ended()).toBe(1)
    expect(second.lines().at(-1)).toBe(
      `Tawsil cannot start. Another Tawsil (process ${first.child.pid}) runs on ${dataDir}: stop it first.`,
    )
  })

  describe('says in one line what is wrong, and ends with 1', () => {
    it('when its port is taken', async () => {
      const other = createServer().listen(port, '127.0.0.1')
      await once(other, 'listening')
      const program = run()
      expect(await program.ended()).toBe(1)
      other.close()
      expect(program.lines()).toEqual([
        expect.stringMatching(/^Mode: /),
        `Tawsil cannot start. Port ${port} on 127.0.0.1 is taken: stop the other program or set PORT.`,
      ])
    })

    it('when DATA_DIR cannot be written', async () => {
      const program = run({}, '/dev/null/data')
      expect(await program.ended()).toBe(1)
      expect(program.lines()).toHaveLength(1)
      expect(program.output).toContain('DATA_DIR /dev/null/data cannot be written')
    })

    it('when the database cannot be reached', async () => {
      const program = run({ DATABASE_URL: 'postgres://app:hush@127.0.0.1:1/nowhere' })
      expect(await program.ended()).toBe(1)
      expect(program.lines().at(-1)).toContain('Cannot reach the database 127.0.0.1:1/nowhere')
      expect(program.output).not.toContain('hush')
    })

    it('when the schema of the given database is older than the code', async () => {
      const db = await withEmptyDb()
      const program = run({ DATABASE_URL: db.ownerUrl })
      expect(await program.ended()).toBe(1)
      expect(program.lines().at(-1)).toMatch(/lacks \d+ migration\(s\), from 0001_platform on: run bin\/migrate/)
      await db.close()
    })
  })
})
