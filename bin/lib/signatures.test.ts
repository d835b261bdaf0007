import { generateKeyPairSync, sign } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkSignatures } from './signatures.ts'

const ALGORITHM = 'ecdsa-sha2-nistp256'
const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
const [ours, other] = [pair(), pair()]
const keyOf = ({ publicKey }: ReturnType<typeof pair>, keyid: string) => ({
  keyid,
  keytype: ALGORITHM,
  scheme: ALGORITHM,
  expires: null,
  key: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
})
const sigOf = ({ privateKey }: ReturnType<typeof pair>, text: string) =>
  sign('sha256', Buffer.from(text), privateKey).toString('base64')

/** A registry: what it answers by path, and what it was asked. */
let server: Server
let folder: string
let answers: Record<string, unknown>
let asked: string[]
const registry = async () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url!)
    const answer = answers[request.url!]
    response.writeHead(answer === undefined ? 404 : 200).end(JSON.stringify(answer ?? {}))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
})
afterAll(() => void server.close())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signatures-'))
  answers = { '/-/npm/v1/keys': { keys: [keyOf(ours, 'SHA256:ours')] } }
  asked = []
  return () => rm(folder, { recursive: true })
})

const INTEGRITY = 'sha512-abc=='
const published = (spec: string, pairOfKeys = ours, keyid = 'SHA256:ours', integrity = INTEGRITY) => ({
  dist: { integrity, signatures: [{ keyid, sig: sigOf(pairOfKeys, `${spec}:${integrity}`) }] },
})
const lockOf = (...names: string[]) => ({
  packages: {
    '': { version: '1.0.0' },
    'tools/t': { version: '1.0.0' },
    'node_modules/t': { link: true },
    ...Object.fromEntries(names.map(name => [`node_modules/${name}`, { version: '1.0.0', integrity: INTEGRITY }])),
  },
})
const memory = () => join(folder, 'cache', 'signatures')
const check = (...names: string[]) => checkSignatures(lockOf(...names), registry, memory())

describe('the signatures of what is installed', () => {
  it('are right where the registry signed the hash of the lock file, and are not asked for again', async () => {
    answers['/good/1.0.0'] = published('good@1.0.0')
    answers['/@a%2fb/1.0.0'] = published('@a/b@1.0.0')
    expect(await check('good', '@a/b', 'x/node_modules/good')).toEqual({ problems: [], note: '' })
    expect(asked.toSorted()).toEqual(['/-/npm/v1/keys', '/@a%2fb/1.0.0', '/good/1.0.0'])
    expect(await readFile(memory(), 'utf8')).not.toContain('127.0.0.1')
    asked = []
    expect(await check('good', '@a/b')).toEqual({ problems: [], note: '' })
    expect(asked).toEqual([])
    answers['/new/1.0.0'] = published('new@1.0.0')
    expect(await check('good', 'new')).toEqual({ problems: [], note: '' })
    expect(asked).toEqual(['/-/npm/v1/keys', '/new/1.0.0'])
  })

  it('are refused from another key, of another hash or version, and where only they are missing', async () => {
    answers['/good/1.0.0'] = published('good@1.0.0')
    answers['/forged/1.0.0'] = published('forged@1.0.0', other)
    answers['/stranger/1.0.0'] = published('stranger@1.0.0', other, 'SHA256:other')
    answers['/swapped/1.0.0'] = published('swapped@1.0.0', ours, 'SHA256:ours', 'sha512-other==')
    answers['/older/1.0.0'] = published('older@0.9.0')
    answers['/bare/1.0.0'] = { dist: { integrity: INTEGRITY } }
    const names = ['good', 'forged', 'stranger', 'swapped', 'older', 'bare']
    const first = await check(...names)
    const wrong = ['forged', 'stranger', 'swapped', 'older'].map(name => expect.stringMatching(`^${name}@1.0.0 is not`))
    expect(first).toEqual({ problems: [...wrong, expect.stringMatching('^bare@1.0.0 has no signature')], note: '' })
    expect((await check(...names)).problems).toEqual(first.problems)
  })

  it('are left alone, with one line that says so, where nobody can tell', async () => {
    expect(await check('good')).toEqual({
      problems: [],
      note: '1 of 1 new packages got no signature from the registry: not checked',
    })
    answers['/good/1.0.0'] = { dist: { integrity: INTEGRITY } }
    expect(await check('good')).toEqual({ problems: [], note: expect.stringContaining('not checked') })
    answers = {}
    expect(await check('good')).toEqual({ problems: [], note: expect.stringContaining('publishes no keys') })
    answers = { '/-/npm/v1/keys': 'nonsense' }
    expect(await check('good')).toEqual({ problems: [], note: expect.stringContaining('publishes no keys') })
    const nobody = () => Promise.resolve('http://127.0.0.1:9/')
    const report = await checkSignatures(lockOf('good'), nobody, memory())
    expect(report).toEqual({ problems: [], note: 'no registry answers: signatures were not checked' })
  })
})
