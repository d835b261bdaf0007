import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { twoTenants } from '../../test/twoTenants.ts'
import { deliverMails, readOutbox } from '../mail/index.ts'
import { evaluateAlerts, keepOwnFindings } from './evaluate.ts'
import { tellNotices } from './notify.ts'
import type { AlertRule, Finding } from './rule.ts'
import { openSinks } from './sinks.ts'

let app: TestApp
let received: Array<{ path: string; body: Record<string, unknown> }> = []
let answer = 202
let server: Server
let url: string

beforeAll(async () => {
  server = createServer(async (request: IncomingMessage, response) => {
    const body = (await json(request)) as Record<string, unknown>
    if (answer < 300) received.push({ path: request.url!, body })
    response.writeHead(answer).end('{}')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  app = await buildApp()
  app.context.config.alerts = {
    mailTo: 'night@example.test',
    slackUrl: `${url}/slack`,
    pagerDuty: { url: `${url}/pagerduty`, routingKey: 'k'.repeat(32) },
  }
})
beforeEach(async () => {
  received = []
  answer = 202
  await app.database.query('truncate alert, mail, mail_outbox cascade')
})
afterEach(() => {
  answer = 202
})
afterAll(async () => {
  await app.close()
  server.close()
})

const DISK: Finding = {
  subject: '',
  severity: 'warning',
  message: 'Only 8 % of the disk is free.',
  details: { percent: 8 },
}
const rule = (type: string, found: () => readonly Finding[]): AlertRule => ({ type, look: async () => found() })
const sinks = () => openSinks(app.context.config)
const evaluate = (...rules: AlertRule[]) => evaluateAlerts(app.context, { rules, sinks: [...sinks().keys()] })
const tell = () => tellNotices(app.context, sinks())
const alerts = () =>
  app.database.query<{ type: string; severity: string; open: boolean }>(
    'select type, severity, resolved_at is null as open from alert order by id',
  )
/** As if the last looks were so long ago. */
const later = (seconds: number) =>
  app.database.query(`update alert set seen_at = seen_at - interval '${seconds} seconds'`)

describe('an alert', () => {
  it('opens once for what many looks find, and ends when several looks have not found it', async () => {
    let found: Finding[] = [DISK]
    const disk = rule('disk', () => found)
    await evaluate(disk)
    await evaluate(disk)
    expect(await alerts()).toEqual([{ type: 'disk', severity: 'warning', open: true }])
    found = []
    await later(60)
    await evaluate(disk)
    expect(await alerts()).toMatchObject([{ open: true }])
    await later(100)
    await evaluate(disk)
    expect(await alerts()).toMatchObject([{ open: false }])
    found = [DISK]
    await evaluate(disk)
    expect(await alerts()).toMatchObject([{ open: false }, { open: true }])
  })

  it('stays open while its rule cannot look', async () => {
    await evaluate(rule('disk', () => [DISK]))
    await later(1_000)
    const blind: AlertRule = { type: 'disk', look: () => Promise.reject(new Error('no such folder')) }
    await evaluate(blind)
    expect(await alerts()).toMatchObject([{ open: true }])
  })

  it('that only one process can see is kept by it, and ends when no process has seen it for a while', async () => {
    await keepOwnFindings(app.context, { rules: [rule('error_rate', () => [DISK])], sinks: [] })
    await keepOwnFindings(app.context, { rules: [rule('error_rate', () => [])], sinks: [] })
    expect(await alerts()).toMatchObject([{ type: 'error_rate', open: true }])
    await later(1_000)
    await evaluateAlerts(app.context, { rules: [], sinks: [], fromProcesses: ['error_rate'] })
    expect(await alerts()).toMatchObject([{ open: false }])
  })
})

describe('operators', () => {
  it('are told by every way when it opens, becomes critical, and ends, once each', async () => {
    let found: Finding[] = [DISK]
    const disk = rule('disk', () => found)
    await evaluate(disk)
    await evaluate(disk)
    await tell()
    await tell()
    expect(received.map(({ path }) => path).toSorted()).toEqual(['/pagerduty', '/slack'])
    const pager = received.find(({ path }) => path === '/pagerduty')!.body
    expect(pager).toMatchObject({
      routing_key: 'k'.repeat(32),
      event_action: 'trigger',
      payload: { summary: DISK.message, severity: 'warning', class: 'disk', custom_details: { percent: 8 } },
    })
    expect(received.find(({ path }) => path === '/slack')!.body.text).toContain(`WARNING: ${DISK.message}`)
    found = [{ ...DISK, severity: 'critical' }]
    await evaluate(disk)
    await tell()
    expect(received).toHaveLength(4)
    found = []
    await later(1_000)
    await evaluate(disk)
    await tell()
    expect(received).toHaveLength(6)
    const resolved = received.slice(4).find(({ path }) => path === '/pagerduty')!.body
    expect(resolved).toMatchObject({ event_action: 'resolve', dedup_key: pager.dedup_key })
    await deliverMails(app.context)
    const subjects = (await readOutbox(app.context)).map(({ subject }) => subject)
    expect(subjects.toSorted()).toEqual([
      `CRITICAL: ${DISK.message}`,
      `Resolved: ${DISK.message}`,
      `WARNING: ${DISK.message}`,
    ])
  })

  it('are told later when a way does not answer now, and never when it refuses for good', async () => {
    await evaluate(rule('disk', () => [DISK]))
    answer = 503
    await tell()
    await tell()
    expect(received).toEqual([])
    answer = 200
    await app.database.query('update alert_notice set next_try_at = now()')
    await tell()
    expect(received).toHaveLength(2)
    await evaluate(rule('lag', () => [DISK]))
    answer = 400
    await tell()
    answer = 200
    await app.database.query('update alert_notice set next_try_at = now()')
    await tell()
    expect(received).toHaveLength(2)
  })
})

describe('the list of alerts', () => {
  it('is for platform administrators alone, pages, and tells open ones apart', async () => {
    const { a } = await twoTenants(app)
    expect((await app.call(a, 'GET', '/api/v1/alerts')).status).toBe(403)
    await evaluate(
      rule('disk', () => [DISK]),
      rule('lag', () => [DISK, { ...DISK, subject: 'other' }]),
    )
    await app.database.query("update alert set resolved_at = now() where type = 'disk'")
    await app.database.query('update auth_user set system_admin = true where email = $1', [a.email])
    const signedIn = await app.call<{ accessToken: string }>(null, 'POST', '/api/v1/auth/login', {
      email: a.email,
      password: a.password,
    })
    const admin = { token: signedIn.data.accessToken }
    const first = await app.call(admin, 'GET', '/api/v1/alerts?limit=2')
    expect(first.data).toHaveLength(2)
    const nextCursor = String(first.body.meta?.pagination?.nextCursor)
    const second = await app.call(admin, 'GET', `/api/v1/alerts?limit=2&cursor=${nextCursor}`)
    expect(second.data).toHaveLength(1)
    expect((await app.call(admin, 'GET', '/api/v1/alerts?open=true')).data).toHaveLength(2)
    expect((await app.call(admin, 'GET', '/api/v1/alerts?open=false')).data).toMatchObject([{ type: 'disk' }])
  })
})
