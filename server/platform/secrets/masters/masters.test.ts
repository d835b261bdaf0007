import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { MasterKeyConfig } from '../../config/index.ts'
import { newId } from '../../ids/index.ts'
import type { MasterKey } from '../port.ts'
import { awsKmsMaster } from './aws-kms.ts'
import { openMasters } from './index.ts'
import { localMaster } from './local.ts'
import { type KeyServer, startKms, startVault } from './servers.fixture.ts'
import { vaultMaster } from './vault.ts'

let kms: Awaited<ReturnType<typeof startKms>>
let vault: Awaited<ReturnType<typeof startVault>>
beforeAll(async () => {
  kms = await startKms()
  vault = await startVault()
})
afterEach(() => {
  kms.fail(undefined)
  vault.fail(undefined)
})
afterAll(async () => {
  await kms.close()
  await vault.close()
})

const KINDS: Record<string, () => MasterKey> = {
  environment: () => localMaster('environment', Buffer.alloc(32, 1)),
  file: () => localMaster('file', Buffer.alloc(32, 2)),
  'aws-kms': () => awsKmsMaster(kms.config),
  vault: () => vaultMaster(vault.config),
}

describe.each(Object.keys(KINDS))('a master key of the kind %s', kind => {
  const place = { id: newId(), owner: newId() }

  it('opens what it wrapped, and shows nothing of it', async () => {
    const master = KINDS[kind]!()
    const key = randomBytes(32)
    const wrapped = await master.wrap(key, place)
    expect(await KINDS[kind]!().unwrap(wrapped, place)).toEqual(key)
    expect(wrapped.includes(key)).toBe(false)
    expect((await master.wrap(key, place)).equals(wrapped)).toBe(false)
  })

  it('does not open a key that was put in another’s place, or changed', async () => {
    const master = KINDS[kind]!()
    const wrapped = await master.wrap(randomBytes(32), place)
    const changed = Buffer.from(wrapped)
    // The last one may be padding of base64.
    changed[changed.length - 6] = changed.at(-6)! ^ 1
    for (const [bytes, at] of [
      [wrapped, { ...place, owner: newId() }],
      [wrapped, { ...place, owner: null }],
      [wrapped, { ...place, id: newId() }],
      [changed, place],
    ] as const) {
      await expect(master.unwrap(bytes, at)).rejects.toMatchObject({ problem: 'wrong' })
    }
  })

  it('makes keys that it opens', async () => {
    const master = KINDS[kind]!()
    const made = await master.make?.(place)
    if (made) expect(await master.unwrap(made.wrapped, place)).toEqual(made.key)
    expect(made?.key.length ?? 32).toBe(32)
  })
})

describe.each(['aws-kms', 'vault'])('a key service that fails (%s)', kind => {
  const place = { id: newId(), owner: null }
  const server = () => (kind === 'vault' ? vault : kms) as KeyServer<MasterKeyConfig>
  const unwrapped = () => KINDS[kind]!().unwrap(Buffer.from('vault:v1:AAAA'), place)

  it.each([
    ['5xx', { status: 503 }, 'away'],
    ['too many requests', { status: 429 }, 'away'],
    ['an answer without what was asked for', { status: 200, body: { hello: 'I am a proxy' } }, 'away'],
    ['403', { status: 403, body: { errors: ['permission denied'], __type: 'AccessDeniedException' } }, 'refused'],
  ] as const)('with %s says what kind of failure it is', async (_name, failure, problem) => {
    server().fail(failure)
    await expect(unwrapped()).rejects.toMatchObject({ name: 'KeyServiceError', problem })
  })

  it('by not answering is given up within seconds', { timeout: 10_000 }, async () => {
    server().fail('hang')
    await expect(unwrapped()).rejects.toMatchObject({ problem: 'away' })
  })
})

describe('AWS KMS', () => {
  const place = { id: newId(), owner: newId() }

  it('is shown requests that are signed with the right secret, and refuses others', async () => {
    const stranger = awsKmsMaster({ ...kms.config, credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'wrong' } })
    await expect(stranger.wrap(randomBytes(32), place)).rejects.toMatchObject({
      problem: 'refused',
      message: 'AWS KMS answered 400 IncompleteSignatureException',
    })
  })

  it.each([
    ['ThrottlingException', 'away'],
    ['KMSInternalException', 'away'],
    ['AccessDeniedException', 'refused'],
    ['DisabledException', 'refused'],
    ['NotFoundException', 'refused'],
    ['InvalidCiphertextException', 'wrong'],
    ['IncorrectKeyException', 'wrong'],
  ])('that answers %s is %s', async (name, problem) => {
    kms.fail({ status: 400, body: { __type: name } })
    await expect(awsKmsMaster(kms.config).wrap(randomBytes(32), place)).rejects.toMatchObject({ problem })
  })
})

describe('Vault', () => {
  const place = { id: newId(), owner: newId() }

  it('is shown the token and the namespace, and refuses others', async () => {
    for (const change of [{ token: 'another' }, { namespace: undefined }]) {
      const stranger = vaultMaster({ ...vault.config, ...change })
      await expect(stranger.wrap(randomBytes(32), place)).rejects.toMatchObject({ problem: 'refused' })
    }
  })

  it('is shown the token that the file has now', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tawsil-token-'))
    const tokenFile = join(folder, 'token')
    const master = vaultMaster({ ...vault.config, token: undefined, tokenFile })
    await expect(master.wrap(randomBytes(32), place)).rejects.toMatchObject({ problem: 'refused' })
    writeFileSync(tokenFile, 'token of the tests\n')
    expect((await master.wrap(randomBytes(32), place)).toString()).toMatch(/^vault:v1:/)
    rmSync(folder, { recursive: true })
  })
})

describe('the master keys of a program', () => {
  it('are found by their ids: that of now, those of before, and ENCRYPTION_KEY', async () => {
    const [now, before, oldest] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2), Buffer.alloc(32, 3)]
    const masters = openMasters({
      masterKeys: [{ kind: 'file', key: now }, vault.config],
      encryptionKey: before,
      oldEncryptionKeys: [oldest],
    })
    expect(masters.current.id).toBe(localMaster('file', now).id)
    for (const id of [
      localMaster('file', now).id,
      'vault:transit/tawsil',
      localMaster('environment', before).id,
      localMaster('environment', oldest).id,
    ]) {
      expect(masters.of(id).id).toBe(id)
    }
    expect(() => masters.of('aws-kms:alias/other')).toThrow('OLD_MASTER_KEYS')
  })

  it('are not asked again for a moment after one did not answer', async () => {
    const { current } = openMasters({ masterKeys: [vault.config], encryptionKey: undefined, oldEncryptionKeys: [] })
    const place = { id: newId(), owner: null }
    vault.fail({ status: 503 })
    await expect(current.wrap(randomBytes(32), place)).rejects.toMatchObject({ problem: 'away' })
    const asked = vault.calls.length
    vault.fail(undefined)
    await expect(current.wrap(randomBytes(32), place)).rejects.toMatchObject({ problem: 'away' })
    expect(vault.calls).toHaveLength(asked)
  })
})
