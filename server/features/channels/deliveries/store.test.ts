import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { connectMeta, metaDelivery, metaText, postMeta } from '../../../test/meta.ts'
import { twoTenants } from '../../../test/twoTenants.ts'

let program: TestApp
let numbers: Array<Awaited<ReturnType<typeof connectMeta>>>

beforeAll(async () => {
  program = await buildApp()
  const { a, b } = await twoTenants(program)
  numbers = [await connectMeta(program, a), await connectMeta(program, b)]
  await post(0)
  await post(1)
})
afterAll(() => program.close())
beforeEach(() => program.database.query('truncate raw_event, raw_event_pending'))

const post = (no: number) => {
  const number = numbers[no % 2]!
  return postMeta(program, {
    secret: 'test-app-secret',
    body: metaDelivery(number.wabaId, metaText(number.phoneNumberId, { id: `wamid.${no}` })),
  })
}
const count = async () => {
  const [row] = await program.database.query<{ stored: number; pending: number; commits: number }>(
    `select (select count(*)::int from raw_event) as stored, (select count(*)::int from raw_event_pending) as pending,
      (select count(distinct xmin::text)::int from raw_event) as commits`,
  )
  return row!
}

describe('grouped commits', () => {
  it('carry 300 parallel deliveries of two tenants in few transactions, each with its work', async () => {
    const answers = await Promise.all(Array.from({ length: 300 }, (_, no) => post(no)))
    expect(answers.every(answer => answer.statusCode === 200)).toBe(true)
    const { stored, pending, commits } = await count()
    expect([stored, pending]).toEqual([300, 300])
    expect(commits).toBeLessThanOrEqual(30)
  })

  it('acknowledge nothing that is not stored: while the database refuses, everybody gets 503', async () => {
    await program.database.query('revoke insert on raw_event_pending from tawsil_system')
    try {
      const answers = await Promise.all(Array.from({ length: 50 }, (_, no) => post(no)))
      expect(answers.map(answer => answer.statusCode)).toEqual(Array(50).fill(503))
      expect(answers[0]!.headers['retry-after']).toBeDefined()
      expect(await count()).toMatchObject({ stored: 0, pending: 0 })
    } finally {
      await program.database.query('grant insert on raw_event_pending to tawsil_system')
    }
    expect((await post(1)).statusCode).toBe(200)
    expect(await count()).toMatchObject({ stored: 1, pending: 1 })
  })

  it('survive their connections being cut: what was acknowledged is stored, and the next ones are taken', async () => {
    const acknowledged: string[] = []
    const offered = Array.from({ length: 400 }, async (_, no) => {
      const answer = await post(no)
      if (answer.statusCode === 200) acknowledged.push(`wamid.${no}`)
      else expect(answer.statusCode).toBe(503)
    })
    const cut = `select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = $1 and application_name like '%-once'`
    await program.database.query(cut, [program.database.name])
    await Promise.all(offered)
    const rows = await program.database.query<{ body: Buffer }>('select body from raw_event')
    const stored = new Set(rows.map(row => /wamid\.\d+/.exec(row.body.toString())![0]))
    expect(acknowledged.filter(id => !stored.has(id))).toEqual([])
    expect((await post(999)).statusCode).toBe(200)
  })

  it('say that there is work', async () => {
    const woken: string[] = []
    const { wake } = program.context.queue
    program.context.queue.wake = name => {
      woken.push(name)
      wake(name)
    }
    await post(1)
    program.context.queue.wake = wake
    expect(woken).toContain('intake')
  })
})
