import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPostgresBackend, withBackend } from 'bullmq'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type TestDb, withDb, withEmptyDb } from '../../test/withDb.ts'
import { connectTo, migrate, pendingMigrations, readMigrations } from './index.ts'

function appUrl(ownerUrl: string, user: string, password = 'secret'): string {
  return Object.assign(new URL(ownerUrl), { username: user, password }).href
}

async function emptyDb() {
  const db = await withEmptyDb()
  onTestFinished(() => db.close())
  return db
}

/** A login of its own, because logins belong to the whole server. */
async function newLogin(ownerUrl: string): Promise<string> {
  const name = `app_${randomBytes(4).toString('hex')}`
  onTestFinished(async () => {
    const client = await connectTo(ownerUrl)
    await client.query(`drop owned by ${name}; drop role ${name}`)
    await client.end()
  })
  return name
}

async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tawsil-migrations-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [name, sql] of Object.entries(files)) await writeFile(join(folder, name), sql)
  return folder
}

describe('the role of the program', () => {
  let db: TestDb
  let app: pg.Client
  beforeAll(async () => {
    db = await withDb()
    app = new pg.Client({ connectionString: db.url })
    await app.connect()
  })
  afterAll(async () => {
    await app.end()
    await db.close()
  })

  it('has no right on any table until it enters a group role, and none afterwards', async () => {
    await expect(app.query('select 1 from tenant')).rejects.toThrow('permission denied')
    for (const group of ['tawsil_tenant', 'tawsil_system']) {
      await app.query(`begin; set local role ${group}`)
      await expect(app.query('select 1 from tenant')).resolves.toBeDefined()
      await app.query('commit')
    }
    await expect(app.query('select 1 from tenant')).rejects.toThrow('permission denied')
  })

  it('cannot become the owner of the definer functions, nor the owner of the database', async () => {
    await expect(app.query('set role tawsil_definer')).rejects.toThrow('permission denied')
    const owner = new URL(db.ownerUrl).username
    await expect(app.query(`set role ${owner}`)).rejects.toThrow('permission denied')
  })

  it('is no superuser, passes no policy and makes no tables, schemas or roles', async () => {
    const { rows } = await app.query(
      'select rolsuper, rolbypassrls, rolinherit, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user',
    )
    expect(Object.values(rows[0])).toEqual([false, false, false, false, false])
    await expect(app.query('create table mine (id int)')).rejects.toThrow('permission denied')
    await expect(app.query('create schema mine')).rejects.toThrow('permission denied')
    await expect(app.query('create table bullmq.mine (id int)')).rejects.toThrow('permission denied')
  })

  it('may use the queue', async () => {
    await expect(app.query('select count(*) from bullmq.migration')).resolves.toBeDefined()
  })
})

describe('migrate', () => {
  it('does nothing the second time', async () => {
    const { ownerUrl } = await emptyDb()
    const options = { ownerUrl, appUrl: appUrl(ownerUrl, await newLogin(ownerUrl)) }
    const all = (await readMigrations()).map(file => file.name)
    expect(await pendingMigrations(ownerUrl)).toEqual(all)
    expect(await migrate(options)).toEqual({ applied: all })
    expect(await migrate(options)).toEqual({ applied: [] })
    expect(await pendingMigrations(options.appUrl)).toEqual([])
  })

  it('applies each step once when several programs start at once', async () => {
    const { ownerUrl } = await emptyDb()
    const options = { ownerUrl, appUrl: appUrl(ownerUrl, await newLogin(ownerUrl)) }
    const results = await Promise.all([1, 2, 3, 4].map(() => migrate(options)))
    const applied = results.flatMap(result => result.applied)
    expect(applied.sort()).toEqual((await readMigrations()).map(file => file.name))
  })

  it('makes the roles safely when several databases of one server are prepared at once', async () => {
    const databases = await Promise.all([1, 2, 3, 4].map(() => emptyDb()))
    const login = await newLogin(databases[0]!.ownerUrl)
    const folder = await folderWith({ '0001_one.sql': 'create table one (id int)' })
    const results = await Promise.all(
      databases.map(({ ownerUrl }) => migrate({ ownerUrl, appUrl: appUrl(ownerUrl, login), folder })),
    )
    expect(results.map(result => result.applied)).toEqual([['0001_one'], ['0001_one'], ['0001_one'], ['0001_one']])
    for (const { ownerUrl } of databases) {
      const client = await connectTo(ownerUrl)
      await client.query(`drop owned by ${login}`)
      await client.end()
    }
  })

  it('removes the schedules that an older version kept as jobs of the queue, and no other jobs', async () => {
    const { ownerUrl } = await emptyDb()
    const options = { ownerUrl, appUrl: appUrl(ownerUrl, await newLogin(ownerUrl)) }
    await migrate(options)
    const pool = new pg.Pool({ connectionString: options.appUrl, options: '-c search_path=bullmq' })
    const { Queue } = withBackend(createPostgresBackend)
    const [old, other] = [new Queue('schedules', { connection: pool }), new Queue('other', { connection: pool })]
    await old.upsertJobScheduler('sweep', { every: 3_600_000 })
    await other.add('job', {})
    await migrate(options)
    expect([await old.count(), await old.getJobSchedulersCount(), await other.count()]).toEqual([0, 0, 1])
    await pool.end()
  })

  it('refuses a step that was changed after it was applied, and names it', async () => {
    const { ownerUrl } = await emptyDb()
    const url = appUrl(ownerUrl, await newLogin(ownerUrl))
    const before = await folderWith({ '0001_one.sql': 'create table one (id int)' })
    await migrate({ ownerUrl, appUrl: url, folder: before })
    const after = await folderWith({ '0001_one.sql': 'create table one (id bigint)' })
    await expect(migrate({ ownerUrl, appUrl: url, folder: after })).rejects.toThrow('0001_one.sql was changed')
  })

  describe('a database that other migrations made', () => {
    const theBaseline = {
      '0001_platform.sql': 'create table one (id int)',
      '0002_people.sql': 'create table two (id int)',
    }

    async function madeBy(files: Record<string, string>) {
      const { ownerUrl } = await emptyDb()
      const options = { ownerUrl, appUrl: appUrl(ownerUrl, await newLogin(ownerUrl)) }
      await migrate({ ...options, folder: await folderWith(files) })
      return options
    }

    it.each([
      ['from before the baseline', { '0001_platform.sql': 'select 1', '0040_search.sql': 'select 2' }, '0040_search'],
      [
        'that took a number for another step',
        { '0001_platform.sql': 'select 1', '0002_others.sql': 'select 2' },
        '0002_others',
      ],
      ['of another branch', { '0001_platform.sql': 'create table one (id int)', '0110_x.sql': 'select 2' }, '0110_x'],
    ])('is refused in one line that says what to do: %s', async (_which, before, named) => {
      const options = await madeBy(before)
      const folder = await folderWith(theBaseline)
      const line =
        `The database was made by other migrations than db/migrations holds (it records ${named}): start afresh ` +
        '(delete DATA_DIR, or give an empty database), or carry its rows over as README.md says under "Upgrading".'
      const refused = { code: 'MIGRATION_UNKNOWN', message: line }
      await expect(migrate({ ...options, folder })).rejects.toMatchObject(refused)
      await expect(pendingMigrations(options.ownerUrl, folder)).rejects.toMatchObject(refused)
    })

    it('is served when it is only ahead, as during a deployment', async () => {
      const options = await madeBy({ ...theBaseline, '0003_newer.sql': 'create table three (id int)' })
      const folder = await folderWith(theBaseline)
      expect(await migrate({ ...options, folder })).toEqual({ applied: [] })
      expect(await pendingMigrations(options.ownerUrl, folder)).toEqual([])
    })
  })

  it('keeps nothing of a step that fails, and says where it failed', async () => {
    const { ownerUrl } = await emptyDb()
    const url = appUrl(ownerUrl, await newLogin(ownerUrl))
    const folder = await folderWith({
      '0001_one.sql': 'create table one (id int)',
      '0005_two.sql': 'create table two (id int);\ninsert into three values (1)',
    })
    await expect(migrate({ ownerUrl, appUrl: url, folder })).rejects.toThrow(
      'db/migrations/0005_two.sql:2: relation "three" does not exist',
    )
    const client = await connectTo(ownerUrl)
    const { rows } = await client.query(`select to_regclass('one') as one, to_regclass('two') as two`)
    await client.end()
    expect(rows).toEqual([{ one: 'one', two: null }])
    expect(await pendingMigrations(ownerUrl, folder)).toEqual(['0005_two'])
  })

  it('refuses two steps with one number, and names that say none', async () => {
    const twice = await folderWith({ '0001_a.sql': '', '0001_b.sql': '' })
    await expect(readMigrations(twice)).rejects.toThrow('0001_a and 0001_b have the same number')
    const nameless = await folderWith({ 'first.sql': '' })
    await expect(readMigrations(nameless)).rejects.toThrow('first.sql: the name must be NNNN_name.sql')
  })

  it('refuses a program’s role that could pass row-level security', async () => {
    const { ownerUrl } = await emptyDb()
    const login = await newLogin(ownerUrl)
    const client = await connectTo(ownerUrl)
    await client.query(`create role ${login} login bypassrls password 'secret'`)
    await client.end()
    await expect(migrate({ ownerUrl, appUrl: appUrl(ownerUrl, login) })).rejects.toThrow('bypass row-level security')
    await expect(migrate({ ownerUrl, appUrl: ownerUrl })).rejects.toThrow('another role than the owner')
  })

  it('works for an owner that is no superuser', async () => {
    const { ownerUrl, name } = await emptyDb()
    const owner = await newLogin(ownerUrl)
    const client = await connectTo(ownerUrl)
    await client.query(`create role ${owner} login createrole password 'secret'`)
    // What an administrator does for roles that another database of the server already has.
    await client.query(`grant tawsil_tenant, tawsil_system, tawsil_definer to ${owner} with admin option`)
    await client.query(`alter database ${name} owner to ${owner}`)
    const login = await newLogin(ownerUrl)
    const { applied } = await migrate({ ownerUrl: appUrl(ownerUrl, owner), appUrl: appUrl(ownerUrl, login) })
    expect(applied.length).toBeGreaterThan(0)
    await client.query(`reassign owned by ${owner} to current_user`)
    await client.end()
  })

  it('gives the program’s role the password of DATABASE_URL when it has another', async () => {
    const { ownerUrl } = await emptyDb()
    const login = await newLogin(ownerUrl)
    const folder = await folderWith({ '0001_one.sql': 'create table one (id int)' })
    await migrate({ ownerUrl, appUrl: appUrl(ownerUrl, login, 'old'), folder })
    await migrate({ ownerUrl, appUrl: appUrl(ownerUrl, login, 'new'), folder })
    await expect(connectTo(appUrl(ownerUrl, login, 'old'))).rejects.toThrow('wrong password')
    await (await connectTo(appUrl(ownerUrl, login, 'new'))).end()
  })

  it('says in one line, without the password, that the database cannot be reached', async () => {
    const url = 'postgres://owner:hush@127.0.0.1:1/nowhere'
    const error = await migrate({ ownerUrl: url, appUrl: url }).catch((failure: Error) => failure.message)
    expect(error).toBe('Cannot reach the database 127.0.0.1:1/nowhere: nothing listens there. Is the server running?')
  })
})
