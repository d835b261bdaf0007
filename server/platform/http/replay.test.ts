import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { closeContext, type TestContext, testContext } from '../../test/context.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import type { HttpApp } from '../context.ts'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'
import { deleteOldKeys } from '../idempotency/index.ts'
import { newId } from '../ids/index.ts'
import { buildHttp, ok } from './index.ts'

let database: TestDb
const processes: Array<{ context: TestContext; app: HttpApp }> = []
const people = { a: newId(), b: newId() }
const tenants = { a: newId(), b: newId() }
let effects = 0
let failures = 0

/** Two processes on one database. */
beforeAll(async () => {
  database = await withDb()
  const encryptionKey = randomBytes(32)
  for (let no = 0; no < 2; no++) {
    const context = testContext(database, { config: { encryptionKey } })
    const app = await buildHttp(context, {
      authenticate: async request => {
        const who = request.headers.authorization === 'Bearer b' ? 'b' : 'a'
        const common = { kind: 'user' as const, name: who, role: 'agent', permissions: new Set<never>() }
        return { ...common, id: people[who], tenantId: tenants[who], systemAdmin: false, authenticatedAt: new Date() }
      },
    })
    const config = { access: 'signed_in' } as const
    const body = z.object({ text: z.string() })
    app.post('/api/v1/orders', { config, schema: { body } }, async (request, reply) => {
      await new Promise(resolve => setTimeout(resolve, 30))
      return reply.code(201).send(ok({ no: ++effects, text: request.body.text }))
    })
    app.post('/api/v1/breaks', { config, schema: { body } }, async () => {
      if (++failures === 1) throw new Error('broken')
      return ok({ after: failures })
    })
    app.post('/api/v1/refuses', { config, schema: { body } }, async () => {
      effects++
      throw new AppError({ ...COMMON_ERRORS.CONFLICT, code: 'WINDOW_CLOSED', status: 422 })
    })
    app.delete('/api/v1/orders', { config }, async (_request, reply) => {
      effects++
      return reply.code(204).send()
    })
    app.post('/api/v1/sessions', { config: { ...config, idempotent: false } }, async () => ok({ no: ++effects }))
    app.post('/webhooks/one', { config: { access: 'public' } }, async () => ok({ no: ++effects }))
    app.get('/api/v1/orders', { config }, async () => ok({ no: ++effects }))
    processes.push({ context, app })
  }
})
beforeEach(() => {
  effects = 0
  failures = 0
})
afterAll(async () => {
  for (const { app, context } of processes) {
    await app.close()
    await closeContext(context)
  }
  await database.close()
})

const post = (key: string, options: { text?: string; url?: string; who?: 'a' | 'b'; process?: number } = {}) =>
  processes[options.process ?? 0]!.app.inject({
    method: 'POST',
    url: options.url ?? '/api/v1/orders',
    headers: { authorization: `Bearer ${options.who ?? 'a'}`, 'idempotency-key': key },
    payload: { text: options.text ?? 'two tajines' },
  })

describe('an Idempotency-Key', () => {
  it('gives fifty parallel requests on two processes one effect and one answer', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, no) => post('parallel', { process: no % 2 })))
    expect(effects).toBe(1)
    expect(new Set(answers.map(answer => `${answer.statusCode} ${answer.body}`)).size).toBe(1)
    expect(answers[0]!.statusCode).toBe(201)
    expect(answers.filter(answer => answer.headers['idempotency-replayed'] === 'true')).toHaveLength(49)
  })

  it('gives a later repetition the first answer', async () => {
    const first = await post('later')
    const again = await post('later', { process: 1 })
    expect(again.json()).toEqual(first.json())
    expect(effects).toBe(1)
  })

  it('counts for every write of a caller who is known, also one without an answer', async () => {
    const call = (method: 'GET' | 'POST' | 'DELETE', url: string) =>
      processes[0]!.app.inject({ method, url, headers: { 'idempotency-key': `${method}${url}` } })
    const [first, again] = [await call('DELETE', '/api/v1/orders'), await call('DELETE', '/api/v1/orders')]
    expect([first.statusCode, again.statusCode, again.body, effects]).toEqual([204, 204, '', 1])
    expect(again.headers['idempotency-replayed']).toBe('true')
    const uncounted = [
      ['GET', '/api/v1/orders'] as const,
      ['POST', '/api/v1/sessions'] as const,
      ['POST', '/webhooks/one'] as const,
    ]
    for (const [method, url] of uncounted) {
      const before = effects
      for (let time = 0; time < 2; time++) expect((await call(method, url)).statusCode).toBe(200)
      expect(effects, url).toBe(before + 2)
    }
  })

  it('refuses another body or another route under the same key', async () => {
    await post('mismatch')
    const other = await post('mismatch', { text: 'three tajines' })
    expect([other.statusCode, other.json().error.code]).toEqual([409, 'IDEMPOTENCY_MISMATCH'])
    expect((await post('mismatch', { url: '/api/v1/breaks' })).statusCode).toBe(409)
    expect(effects).toBe(1)
  })

  it('belongs to whoever used it: another tenant’s same key is another key', async () => {
    await post('mine')
    const theirs = await post('mine', { who: 'b', text: 'other body' })
    expect(theirs.json().data).toEqual({ no: 2, text: 'other body' })
  })

  it('is given back when the request failed on our side, and only then', async () => {
    expect((await post('breaks', { url: '/api/v1/breaks' })).statusCode).toBe(500)
    expect((await post('breaks', { url: '/api/v1/breaks' })).json().data).toEqual({ after: 2 })
    expect((await post('refuses', { url: '/api/v1/refuses' })).statusCode).toBe(422)
    expect((await post('refuses', { url: '/api/v1/refuses' })).json().error.code).toBe('WINDOW_CLOSED')
    expect(effects).toBe(1)
  })

  it('whose request died is taken over when its time is over', async () => {
    await post('died')
    await database.query(
      `update idempotency_key set status = null, answer = null, created_at = now() - interval '2 minutes'`,
    )
    const answers = await Promise.all([post('died'), post('died', { process: 1 }), post('died')])
    expect(new Set(answers.map(answer => answer.body)).size).toBe(1)
    expect(effects).toBe(2)
  })

  it('is forgotten after a day', async () => {
    await post('old')
    await post('young')
    await database.query(`update idempotency_key set created_at = now() - interval '25 hours' where key = 'old'`)
    await processes[0]!.context.db.system('test', tx => tx.run(deleteOldKeys()))
    const left = await database.query<{ key: string }>(`select key from idempotency_key where key in ('old', 'young')`)
    expect(left).toEqual([{ key: 'young' }])
  })

  it('keeps answers sealed: who reads the table learns nothing of them', async () => {
    await post('sealed', { text: 'words of a customer' })
    const [row] = await database.query(`select answer from idempotency_key where key = 'sealed'`)
    expect(Buffer.from(row!.answer.body, 'base64').toString()).not.toContain('words')
    expect((await post('sealed', { text: 'words of a customer' })).body).toContain('words of a customer')
  })

  it('must be visible ASCII of at most 200 characters', async () => {
    expect((await post('x'.repeat(201))).statusCode).toBe(400)
    expect((await post('with space')).statusCode).toBe(400)
  })
})
