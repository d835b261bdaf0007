import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createProgram } from '../../app.ts'
import { sealCredentials, unsealCredentials } from '../../features/channels/lifecycle/credentials.ts'
import { allTenants } from '../../features/tenancy/index.ts'
import { closeContext, type TestContext, testContext } from '../../test/context.ts'
import { makeChannel, makeTenant } from '../../test/make.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { sql } from '../db/index.ts'
import { newId, showId, type Uuid } from '../ids/index.ts'
import { type KeyDesk, oneKeyBox, openKeyDesk, openSecrets, type SealedColumn, type SecretBox } from './index.ts'
import { startVault } from './masters/servers.fixture.ts'

/** More than are read at a time. */
const MANY = 52
const encryptionKey = randomBytes(32)
const environment = { masterKeys: [{ kind: 'environment' }], encryptionKey, oldEncryptionKeys: [] } as const
let database: TestDb
let context: TestContext
let columns: readonly SealedColumn[]
let secrets: SecretBox
let vault: Awaited<ReturnType<typeof startVault>>
let channels: Array<{ tenantId: Uuid; id: Uuid }>

const deskOf = (
  settings: Parameters<typeof openKeyDesk>[0],
  changes: Partial<Parameters<typeof openKeyDesk>[1]> = {},
) => openKeyDesk(settings, { ...context, columns, tenants: () => allTenants(context.db), ...changes }, 0)
const desk = (): KeyDesk => deskOf(environment)
const started = (settings: Parameters<typeof openSecrets>[0] = environment) => openSecrets(settings, context)

const write = async ({ tenantId, id }: { tenantId: Uuid; id: Uuid }, token: string, by = secrets) => {
  const sealed = await sealCredentials(by, tenantId, id, { token })
  await context.db.tenant(tenantId, tx => tx.run(sql`update channel set credentials = ${sealed} where id = ${id}`))
}
const read = async ({ tenantId, id }: { tenantId: Uuid; id: Uuid }, by = started()) => {
  const [row] = await database.query<{ credentials: Buffer }>('select credentials from channel where id = $1', [id])
  return (await unsealCredentials(by, tenantId, id, row!.credentials)).token
}
const keys = () =>
  database.query<{ id: string; tenant_id: string | null; retired: boolean; master: string }>(
    'select id, tenant_id, retired_at is not null as retired, master from data_key order by id',
  )

beforeAll(async () => {
  database = await withDb()
  vault = await startVault()
  context = testContext(database, { config: { encryptionKey } })
  secrets = context.secrets
  columns = createProgram(context).sealed
  channels = []
  for (let tenant = 0; tenant < 3; tenant++) {
    const tenantId = await makeTenant(database)
    for (let no = 0; no < (tenant === 0 ? MANY : 7); no++)
      channels.push({ tenantId, id: await makeChannel(database, tenantId) })
  }
  for (const [no, channel] of channels.entries()) await write(channel, `token ${no}`)
})
afterEach(() => vault.fail(undefined))
afterAll(async () => {
  await closeContext(context)
  await vault.close()
  await database.close()
})

const allReadable = async () => {
  const reader = started()
  for (const [no, channel] of channels.entries()) expect(await read(channel, reader)).toBe(`token ${no}`)
}

describe('a rotation', () => {
  it('knows every place where sealed values are stored for long', async () => {
    const stored = await database.query<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_schema = 'public' and data_type = 'bytea' and column_name !~ '(hash|sha256)$' order by 1`,
    )
    // Not sealed, or for a day at most.
    const short = [
      'data_key.wrapped',
      'mail.content',
      'mail_outbox.content',
      'passkey.public_key',
      'push_message.content',
      'raw_event.body',
    ]
    const names = stored.map(({ name }) => name).filter(name => !short.includes(name) && !/^raw_event_/.test(name))
    expect(columns.map(({ table, column }) => `${table}.${column}`).toSorted()).toEqual(names)
  })

  it('gives everybody a new key, seals everything anew, and leaves nothing unreadable', async () => {
    await secrets.ready(null)
    const before = await keys()
    expect(before).toHaveLength(4)
    expect(await desk().rotate()).toEqual({ keys: 4, values: channels.length, closed: 0 })
    const after = await keys()
    expect(after.filter(({ retired }) => retired).map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    expect(after).toHaveLength(8)
    const { outdated, rotating } = await desk().status()
    expect(rotating).toBeUndefined()
    expect(Object.values(outdated).every(count => count === 0)).toBe(true)
    await allReadable()
  })

  it('seals anew what belongs to the installation and to no business', async () => {
    const old = await secrets.seal(null, 'private', 'push key')
    await database.query(`insert into push_key (public_key, private_key) values ('public', $1)`, [old])
    await desk().rotate()
    const [row] = await database.query<{ sealed: Buffer }>('select private_key as sealed from push_key')
    expect(row!.sealed.equals(old)).toBe(false)
    expect(await started().open(null, row!.sealed, 'push key')).toBe('private')
    expect((await desk().status()).outdated['push_key.private_key']).toBe(0)
  })

  it('seals anew what was sealed before there were data keys', async () => {
    const tenantId = await makeTenant(database)
    const old = { tenantId, id: await makeChannel(database, tenantId) }
    await write(old, 'an old token', oneKeyBox(encryptionKey))
    const endpoint = newId()
    const place = `${tenantId}/webhook/${endpoint}`
    const ones = await Promise.all(['now', 'before'].map(word => oneKeyBox(encryptionKey).seal(tenantId, word, place)))
    await database.query(
      `insert into webhook_endpoint (tenant_id, id, url, types, secret, old_secret, old_secret_until)
       values ($1, $2, 'https://example.test', '{*}', $3, $4, now() + interval '1 day')`,
      [tenantId, endpoint, ...ones],
    )
    expect((await desk().status()).outdated).toMatchObject({ 'channel.credentials': 1, 'webhook_endpoint.secret': 1 })
    await desk().rotate()
    expect(await read(old)).toBe('an old token')
    const [row] = await database.query<{ secret: Buffer; old_secret: Buffer }>(
      'select secret, old_secret from webhook_endpoint where id = $1',
      [endpoint],
    )
    expect([row!.secret[0], row!.old_secret[0]]).toEqual([2, 2])
    expect(await started().open(tenantId, row!.old_secret, place)).toBe('before')
  })

  it('loses nothing of what programs write meanwhile', { timeout: 60_000 }, async () => {
    const writers = [started(), started(), context.secrets]
    const last = new Map<number, string>()
    let rotating = true
    const writing = writers.map(async (writer, nth) => {
      for (let round = 0; rotating; round++) {
        const no = (round * writers.length + nth) % channels.length
        // One writer for each row: what it wrote last must be there in the end.
        const token = `token ${no} of round ${round}`
        await write(channels[no]!, token, writer)
        last.set(no, token)
      }
    })
    for (let times = 0; times < 2; times++) await desk().rotate()
    rotating = false
    await Promise.all(writing)
    expect(last.size).toBeGreaterThan(10)
    const reader = started()
    for (const [no, channel] of channels.entries())
      expect(await read(channel, reader)).toBe(last.get(no) ?? `token ${no}`)
    // Programs that still had an old key in memory sealed with it: the next rotation finds that too.
    await desk().rotate()
    for (const [no, token] of last) expect(await read(channels[no]!)).toBe(token)
    const writer = started()
    for (const [no, channel] of channels.entries()) await write(channel, `token ${no}`, writer)
  })

  it('that was ended in the middle goes on, and makes no key twice', async () => {
    await desk().rotate()
    const count = (await keys()).length
    let asked = 0
    const dying = deskOf(environment, {
      tenants: async function* () {
        for await (const id of allTenants(context.db)) {
          if (asked++ === 2) throw new Error('killed')
          yield id
        }
      },
    })
    await expect(dying.rotate()).rejects.toThrow('killed')
    expect((await desk().status()).rotating).toBeInstanceOf(Date)
    await allReadable()
    const { keys: made } = await desk().rotate()
    const owners = new Set((await keys()).map(({ tenant_id: owner }) => owner)).size
    expect(made).toBe(owners - 3)
    expect(await keys()).toHaveLength(count + owners)
    expect((await desk().status()).rotating).toBeUndefined()
    await allReadable()
  })

  it('leaves what does not open as it is, and says so', async () => {
    const tenantId = await makeTenant(database)
    const lost = { tenantId, id: await makeChannel(database, tenantId) }
    await write(lost, 'lost', oneKeyBox(Buffer.alloc(32, 9)))
    expect(await desk().rotate()).toMatchObject({ closed: 1 })
    await database.query('update channel set credentials = null where id = $1', [lost.id])
  })
})

describe('a change of the master key', () => {
  const inVault = () => ({
    masterKeys: [vault.config, { kind: 'environment' } as const],
    encryptionKey,
    oldEncryptionKeys: [],
  })

  it('wraps every key anew while programs that know both go on, and goes on where it was ended', async () => {
    const reader = started(inVault())
    const dying = deskOf(inVault())
    const all = (await keys()).length
    await database.query(`create function stop_rewrap() returns trigger language plpgsql as $$ begin
      if (select count(*) from data_key where master like 'vault:%') >= 3 then raise exception 'killed'; end if;
      return new; end $$`)
    await database.query(
      'create trigger stop_rewrap before update on data_key for each row execute function stop_rewrap()',
    )
    await expect(dying.rewrap()).rejects.toThrow('killed')
    await database.query('drop trigger stop_rewrap on data_key')
    expect((await keys()).filter(({ master }) => master === 'vault:transit/tawsil')).toHaveLength(3)
    for (const channel of [channels[0]!, channels.at(-1)!]) expect(await read(channel, reader)).toMatch(/^token/)
    expect(await deskOf(inVault()).rewrap()).toBe(all - 3)
    expect(new Set((await keys()).map(({ master }) => master))).toEqual(new Set(['vault:transit/tawsil']))
    const withoutOld = started({ ...inVault(), encryptionKey: undefined, masterKeys: [vault.config] })
    for (const channel of [channels[0]!, channels.at(-1)!]) expect(await read(channel, withoutOld)).toMatch(/^token/)
  })

  it('is refused while the key service is away, and nothing is lost', async () => {
    vault.fail({ status: 503 })
    await expect(deskOf(environment, {}).rewrap()).rejects.toMatchObject({ name: 'KeyServiceError' })
    vault.fail(undefined)
    expect(await read(channels[0]!, started(inVault()))).toBe('token 0')
    expect(
      await deskOf({ ...inVault(), masterKeys: [{ kind: 'environment' }, vault.config] }).rewrap(),
    ).toBeGreaterThan(3)
    await allReadable()
  })
})

describe('bin/keys', () => {
  const run = promisify(execFile)
  const keysCommand = (...args: string[]) =>
    run(process.execPath, [join(import.meta.dirname, '../../../bin/lib/keys.ts'), ...args], {
      env: {
        ...process.env,
        DATABASE_URL: database.url,
        AUTH_SECRET: context.config.authSecret,
        DATA_DIR: context.config.dataDir,
        ENCRYPTION_KEY: encryptionKey.toString('hex'),
        LOG_LEVEL: 'error',
      },
    })

  it('shows what is where, and destroys only when it is told twice', { timeout: 180_000 }, async () => {
    const status = JSON.parse((await keysCommand('status')).stdout) as { keys: unknown[]; outdated: object }
    expect(status.keys).toHaveLength(1)
    expect(status.outdated).toHaveProperty('channel.credentials')
    const shown = showId('tenant', channels[0]!.tenantId)
    await expect(keysCommand('destroy', shown)).rejects.toMatchObject({ code: 1 })
    expect(await read(channels[0]!)).toBe('token 0')
    expect((await keysCommand('destroy', shown, '--yes')).stdout).toMatch(/key\(s\) deleted/)
    await expect(read(channels[0]!)).rejects.toThrow('does not exist')
    expect(await read(channels.at(-1)!)).toMatch(/^token/)
  })
})
