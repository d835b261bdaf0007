import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { closeContext, type TestContext, testContext } from '../../test/context.ts'
import { makeTenant } from '../../test/make.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { sql } from '../db/index.ts'
import type { Uuid } from '../ids/index.ts'
import { type KeyDesk, oneKeyBox, openKeyDesk, openSecrets } from './index.ts'
import { startVault } from './masters/servers.fixture.ts'
import type { SecretBox } from './port.ts'

const encryptionKey = randomBytes(32)
let database: TestDb
let context: TestContext
let secrets: SecretBox
let desk: KeyDesk
let [a, b]: Uuid[] = []
let vault: Awaited<ReturnType<typeof startVault>>

const environment = { masterKeys: [{ kind: 'environment' }], encryptionKey, oldEncryptionKeys: [] } as const
/** A process that has just started. */
const started = (settings: Parameters<typeof openSecrets>[0] = environment) => openSecrets(settings, context)
const inVault = () => ({ masterKeys: [vault.config], encryptionKey, oldEncryptionKeys: [] })

beforeAll(async () => {
  database = await withDb()
  vault = await startVault()
  context = testContext(database)
  secrets = started()
  desk = openKeyDesk(environment, { ...context, columns: [], tenants: async function* () {} })
  a = await makeTenant(database)
  b = await makeTenant(database)
})
afterEach(() => vault.fail(undefined))
afterAll(async () => {
  await closeContext(context)
  await vault.close()
  await database.close()
})

describe('a sealed value', () => {
  it('opens for its business and its row, in every process', async () => {
    const sealed = await secrets.seal(a!, 'a word', 'row 1')
    expect(await secrets.open(a!, sealed, 'row 1')).toBe('a word')
    expect(await started().open(a!, sealed, 'row 1')).toBe('a word')
    expect(sealed.includes('a word')).toBe(false)
  })

  it('opens for no other business, no other row, and not for the installation', async () => {
    const owners = [a!, b!, null]
    for (const owner of owners) {
      const sealed = await secrets.seal(owner, 'a word', 'row 1')
      for (const other of owners.filter(one => one !== owner)) {
        await expect(secrets.open(other, sealed, 'row 1')).rejects.toThrow()
      }
      await expect(secrets.open(owner, sealed, 'row 2')).rejects.toThrow()
      expect(await secrets.open(owner, sealed, 'row 1')).toBe('a word')
    }
  })

  it('does not open with the name of another’s key in it', async () => {
    const [ofA, ofB] = [await secrets.seal(a!, 'a word', 'row 1'), await secrets.seal(b!, 'a word', 'row 1')]
    const forged = Buffer.concat([ofB.subarray(0, 17), ofA.subarray(17)])
    for (const owner of [a!, b!]) await expect(secrets.open(owner, forged, 'row 1')).rejects.toThrow()
    await expect(secrets.open(a!, Buffer.alloc(0), 'row 1')).rejects.toThrow()
    await expect(secrets.open(a!, ofA.subarray(0, 20), 'row 1')).rejects.toThrow()
  })

  it('of the time before data keys stays readable, with ENCRYPTION_KEY or with what that was', async () => {
    const place = `${a}/row`
    const before = await oneKeyBox(encryptionKey).seal(a!, 'an old word', place)
    expect(await secrets.open(a!, before, place)).toBe('an old word')
    const changed = { ...environment, encryptionKey: randomBytes(32), oldEncryptionKeys: [encryptionKey] }
    expect(await started(changed).open(a!, before, place)).toBe('an old word')
    await expect(started({ ...inVault(), encryptionKey: undefined }).open(a!, before, place)).rejects.toThrow(
      'ENCRYPTION_KEY',
    )
  })
})

describe('data keys', () => {
  const keysOf = (tenantId: Uuid) =>
    database.query<{ wrapped: Buffer; master: string }>('select wrapped, master from data_key where tenant_id = $1', [
      tenantId,
    ])

  it('are one for each business, however many processes seal for the first time', async () => {
    const tenantId = await makeTenant(database)
    const sealed = await Promise.all(
      Array.from({ length: 8 }, (_, no) => started().seal(tenantId, `word ${no}`, 'row')),
    )
    expect(await keysOf(tenantId)).toHaveLength(1)
    expect(await Promise.all(sealed.map(one => secrets.open(tenantId, one, 'row')))).toEqual(
      sealed.map((_, no) => `word ${no}`),
    )
  })

  it('are read and made although every connection of the system waits for them', async () => {
    for (const owner of [null, await makeTenant(database)]) {
      const fresh = started()
      const sealed = Array.from({ length: 8 }, (_, no) =>
        context.db.system('a test', async tx => {
          await tx.one(sql`select 1`)
          return await fresh.seal(owner, `word ${no}`, 'row')
        }),
      )
      expect(await Promise.all(sealed)).toHaveLength(8)
    }
  })

  it('are invisible to a business, its own too', async () => {
    await secrets.ready(a!)
    const look = context.db.tenant(a!, tx => tx.rows(sql`select * from data_key`))
    await expect(look).rejects.toMatchObject({ code: '42501' })
  })

  it('that are deleted make everything unreadable that they sealed, and nothing else', async () => {
    const tenantId = await makeTenant(database)
    const sealed = await secrets.seal(tenantId, 'a word', 'row')
    const ofB = await secrets.seal(b!, 'a word', 'row')
    expect(await desk.destroy(tenantId)).toBe(1)
    await expect(started().open(tenantId, sealed, 'row')).rejects.toThrow('does not exist')
    expect(await started().open(b!, ofB, 'row')).toBe('a word')
    const later = started()
    expect(await later.open(tenantId, await later.seal(tenantId, 'a new word', 'row'), 'row')).toBe('a new word')
  })

  it('whose rows were swapped by whoever can write the database do not open', async () => {
    const tenantId = await makeTenant(database)
    const sealed = await secrets.seal(tenantId, 'a word', 'row')
    await secrets.ready(b!)
    await database.query(
      `update data_key set wrapped = (select wrapped from data_key where tenant_id = $2 limit 1) where tenant_id = $1`,
      [tenantId, b],
    )
    await expect(started().open(tenantId, sealed, 'row')).rejects.toMatchObject({ problem: 'wrong' })
  })
})

describe('a key service that is away', () => {
  it('is a coded error for whose key is not in memory, and nobody notices it for the others', async () => {
    const [known, unknown] = [await makeTenant(database), await makeTenant(database)]
    const running = started(inVault())
    const sealed = await running.seal(known, 'a word', 'row')
    const other = await started(inVault()).seal(unknown, 'a word', 'row')
    vault.fail({ status: 503 })
    expect(await running.open(known, sealed, 'row')).toBe('a word')
    expect(await running.open(known, await running.seal(known, 'another', 'row'), 'row')).toBe('another')
    const away = { code: 'SECRETS_UNAVAILABLE', status: 503, retryable: true }
    await expect(running.open(unknown, other, 'row')).rejects.toMatchObject(away)
    await expect(running.ready(await makeTenant(database))).rejects.toMatchObject(away)
    vault.fail(undefined)
    expect(await started(inVault()).open(unknown, other, 'row')).toBe('a word')
  })

  it('is the same error when it refuses us, or when nobody said where it is: an operator can mend both', async () => {
    const tenantId = await makeTenant(database)
    const sealed = await started(inVault()).seal(tenantId, 'a word', 'row')
    const stranger = { ...inVault(), masterKeys: [{ ...vault.config, token: 'another' }] }
    for (const settings of [stranger, environment]) {
      await expect(started(settings).open(tenantId, sealed, 'row')).rejects.toMatchObject({
        code: 'SECRETS_UNAVAILABLE',
      })
    }
  })

  it('does not keep a program from starting, and ENCRYPTION_KEY goes on opening what it wrapped', async () => {
    const sealed = await secrets.seal(a!, 'a word', 'row')
    vault.fail({ status: 503 })
    const moved = started(inVault())
    expect(await moved.open(a!, sealed, 'row')).toBe('a word')
  })
})
