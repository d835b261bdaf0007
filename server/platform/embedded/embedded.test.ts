import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../../test/until.ts'
import { type EmbeddedPostgres, embeddedUrl, startEmbedded, stopLeftBehind } from './index.ts'
import { isAlive } from './process.ts'

const isRoot = process.getuid?.() === 0

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

describe('the embedded PostgreSQL', () => {
  let dataDir: string
  let running: EmbeddedPostgres | undefined

  const start = async (): Promise<EmbeddedPostgres> => {
    running = await startEmbedded({ dataDir })
    return running
  }
  const stop = async () => {
    await running?.stop()
    running = undefined
  }

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tawsil-embedded-'))
    const postgres = await start()
    await query(postgres.ownerUrl, 'create table kept (id int); insert into kept values (1)')
  })
  afterAll(async () => {
    await stop()
    await stopLeftBehind(dataDir)
    await rm(dataDir, { recursive: true, force: true })
  })

  it('finds every row again after a stop, and leaves no process behind', async () => {
    const pid = running!.pid()
    await stop()
    expect(await isAlive(pid)).toBe(false)
    const postgres = await start()
    expect(postgres.adopted).toBe(false)
    expect(await query(postgres.ownerUrl, 'select id from kept')).toEqual([{ id: 1 }])
  })

  it.runIf(process.platform === 'linux')('is told none of our secrets', async () => {
    await stop()
    process.env.ENCRYPTION_KEY = 'a key that the database must not know'
    try {
      const postgres = await start()
      const known = await readFile(`/proc/${postgres.pid()}/environ`, 'utf8')
      expect(known).not.toContain('ENCRYPTION_KEY')
      expect(
        known
          .split('\0')
          .filter(Boolean)
          .map(entry => entry.split('=')[0]),
      ).not.toContain('HOME')
    } finally {
      delete process.env.ENCRYPTION_KEY
    }
  })

  it.runIf(isRoot)('runs as a user that is nobody else’s', async () => {
    const { uid } = await stat(join('/proc', String(running!.pid())))
    const users = await readFile('/etc/passwd', 'utf8')
    const name = users
      .split('\n')
      .map(line => line.split(':'))
      .find(fields => Number(fields[2]) === uid)?.[0]
    expect(name).toBe('tawsil-postgres')
  })

  it('takes over the server that a killed program left running', async () => {
    await stop()
    const holder = spawn(process.execPath, [join(import.meta.dirname, 'hold.fixture.ts'), dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = await once(holder.stdout.setEncoding('utf8'), 'data')
    const left = JSON.parse(line) as { pid: number; ownerUrl: string }
    await query(left.ownerUrl, 'insert into kept values (2)')
    holder.kill('SIGKILL')
    await once(holder, 'exit')

    const postgres = await start()
    expect(postgres.adopted).toBe(true)
    expect(postgres.pid()).toBe(left.pid)
    expect(await query(postgres.ownerUrl, 'select count(*)::int from kept')).toEqual([{ count: 2 }])
  })

  it('starts again at the same address when the server is killed, also one that was taken over', async () => {
    for (const _ of ['taken over', 'started here']) {
      const { ownerUrl } = running!
      const before = running!.pid()
      process.kill(before, 'SIGKILL')
      await until(() => (running!.pid() === before ? undefined : query(ownerUrl, 'select 1')), { timeout: 10_000 })
      expect(await query(ownerUrl, 'select count(*)::int from kept')).toEqual([{ count: 2 }])
    }
  })

  it('is not stopped by a pid file whose process is now somebody else', async () => {
    await stop()
    await writeFile(join(dataDir, 'postgres', 'postmaster.pid'), `${process.pid}\n/elsewhere\n0\n1\n\n\n\nready\n`)
    const postgres = await start()
    expect(await query(postgres.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('moves to another port when another program took its own', async () => {
    const before = running!.port
    await stop()
    const squatter: Server = createServer().listen(before, '127.0.0.1')
    await once(squatter, 'listening')
    const postgres = await start()
    expect(postgres.port).not.toBe(before)
    expect(await query(postgres.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    squatter.close()
  })

  it('sorts by C.UTF-8 and knows the letters of every script', async () => {
    const url = running!.ownerUrl
    const [row] = await query(url, 'select datlocale, encoding from pg_database where datname = current_database()')
    expect(row).toEqual({ datlocale: 'C.UTF-8', encoding: 6 })
    expect(await query(url, `select upper('éß') as upper, 'توصيل' ~ '^[[:alpha:]]+$' as letters`)).toEqual([
      { upper: 'Éß', letters: true },
    ])
    await query(url, 'create extension pg_trgm')
    expect(await query(url, `select cardinality(show_trgm('توصيل')) > 3 as found`)).toEqual([{ found: true }])
  })

  it('keeps people’s text out of its log, in statements and in errors', async () => {
    const url = running!.ownerUrl
    await expect(query(url, `select 'canary-statement' from nowhere`)).rejects.toThrow()
    await expect(query(url, `select 'canary-value'::uuid`)).rejects.toThrow('canary-value')
    expect(await readFile(join(dataDir, 'postgres.log'), 'utf8')).not.toContain('canary')
  })

  it('listens on the loopback alone and asks for the password', async () => {
    const url = new URL(running!.ownerUrl)
    url.password = 'wrong'
    await expect(query(url.href, 'select 1')).rejects.toThrow('password authentication failed')
    expect(await query(running!.ownerUrl, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
    expect((await stat(join(dataDir, 'postgres.json'))).mode & 0o777).toBe(0o600)
  })

  it('can be reached by commands that run beside the program, and by none where there is no program', async () => {
    expect(await embeddedUrl(dataDir)).toBe(running!.appUrl)
    expect(await embeddedUrl(join(dataDir, 'nowhere'))).toBeUndefined()
  })

  it('says what to do when its passwords are gone', async () => {
    await stop()
    const file = join(dataDir, 'postgres.json')
    await rename(file, `${file}.away`)
    await expect(start()).rejects.toThrow(/postgres\.json is missing: put it back/)
    await rename(`${file}.away`, file)
  })
})

describe.skipIf(!isRoot)('started by root', () => {
  it('runs as another user and still reaches data in a folder that only root enters', async () => {
    const secret = await mkdtemp(join(tmpdir(), 'tawsil-secret-'))
    await chmod(secret, 0o700)
    const dataDir = join(secret, 'clone', '.data')
    await mkdir(dataDir, { recursive: true })
    for (const row of [1, 2]) {
      const postgres = await startEmbedded({ dataDir, disposable: true })
      const { uid } = await stat(`/proc/${postgres.pid()}`)
      expect(uid).not.toBe(0)
      await query(postgres.ownerUrl, `create table if not exists kept (id int); insert into kept values (${row})`)
      expect(await query(postgres.ownerUrl, 'select count(*)::int from kept')).toEqual([{ count: row }])
      await postgres.stop()
    }
    expect((await stat(dataDir)).uid).toBe(0)
    await rm(secret, { recursive: true })
  })
})
