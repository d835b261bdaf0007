import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { type TestTenant, twoTenants } from '../../test/twoTenants.ts'
import { until } from '../../test/until.ts'
import { Seats } from './seats.ts'

/** A server behind a proxy on the same machine. */
let app: TestApp
let a: TestTenant
let b: TestTenant
let url: string
const sockets: Socket[] = []

beforeAll(async () => {
  app = await buildApp({ parts: { config: { trustProxy: 'loopback' } } })
  ;({ a, b } = await twoTenants(app))
  url = await app.app.listen({ port: 0, host: '127.0.0.1' })
})
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect()
})
afterAll(() => app.close())

/** @returns the socket, or the code with which it was refused */
async function connect(token: string, from: string): Promise<Socket | string> {
  const extraHeaders = { 'x-forwarded-for': from }
  const options = { auth: { token }, transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders }
  const socket = io(url, options)
  sockets.push(socket)
  return await new Promise(resolve => {
    socket.once('connect', () => resolve(socket))
    socket.once('connect_error', error => {
      socket.disconnect()
      resolve((error as Error & { data: { code: string } }).data.code)
    })
  })
}

async function screen({ token }: TestTenant): Promise<Socket> {
  const socket = await connect(token, '203.0.113.7')
  if (typeof socket === 'string') throw new Error(socket)
  return socket
}

const CHANNELS = ['orders']

describe('a flood of frames on one socket', () => {
  it('is told and closed, and other businesses subscribe as fast as ever', async () => {
    const flooding = await screen(a)
    const told: Array<{ code: string }> = []
    flooding.on('refused', refusal => told.push(refusal))
    for (let i = 0; i < 10_000; i++) flooding.emit('subscribe', { channels: CHANNELS })
    const other = await screen(b)
    const began = performance.now()
    expect(await other.emitWithAck('subscribe', { channels: CHANNELS })).toMatchObject({ ok: true })
    expect(performance.now() - began).toBeLessThan(3_000)
    await until(() => !flooding.connected)
    expect(told).toMatchObject([{ code: 'RATE_LIMITED' }])
  })

  it('of any kind is told and closed', async () => {
    const flooding = await screen(a)
    const told: Array<{ code: string }> = []
    flooding.on('refused', refusal => told.push(refusal))
    for (let i = 0; i < 2_000; i++) flooding.emit('presence', { status: 'away' })
    await until(() => !flooding.connected)
    expect(told).toMatchObject([{ code: 'RATE_LIMITED' }])
  })

  it('spread over many sockets ends at the limit of their person', async () => {
    const answers: Array<{ ok: boolean; code?: string }> = []
    for (let i = 0; i < 14; i++) {
      const socket = await screen(a)
      const subscribe = () => socket.timeout(2_000).emitWithAck('subscribe', { channels: CHANNELS })
      const answered = await Promise.allSettled(Array.from({ length: 25 }, subscribe))
      for (const answer of answered) if (answer.status === 'fulfilled') answers.push(answer.value)
    }
    expect(answers.filter(answer => answer.ok).length).toBeLessThanOrEqual(300)
    expect(await (await screen(b)).emitWithAck('subscribe', { channels: CHANNELS })).toMatchObject({ ok: true })
  })

  it('of sockets ends at what a person may have open, and closed ones count no more', () => {
    const seats = new Seats()
    const person = { tenantId: newId(), id: newId() }
    const took = Array.from({ length: 101 }, () => seats.take(person))
    expect([took.filter(Boolean).length, took.at(-1)]).toEqual([100, false])
    expect(seats.take({ ...person, id: newId() })).toBe(true)
    seats.leave(person)
    expect(seats.take(person)).toBe(true)
  })
})

describe('behind a proxy', () => {
  /** The window slides: on a slow machine it has let go of a few handshakes by the time that it is asked. */
  async function endsLimited(from: string): Promise<boolean> {
    for (let tries = 0; tries < 200; tries++) if ((await connect('nonsense', from)) === 'RATE_LIMITED') return true
    return false
  }

  it('anonymous handshakes of one address close the line to nobody', async () => {
    for (let batch = 0; batch < 13; batch++)
      await Promise.all(Array.from({ length: 50 }, () => connect('nonsense', '198.51.100.1')))
    expect(await endsLimited('198.51.100.1')).toBe(true)
    expect(await connect('nonsense', '198.51.100.2')).toBe('UNAUTHENTICATED')
    expect(await endsLimited('198.51.100.2, 198.51.100.1')).toBe(true)
    expect(await app.context.metrics.scrape()).toMatch(/security_refusals_total\{code="UNAUTHENTICATED"\} 6\d\d/)
    for (const from of ['198.51.100.1', '198.51.100.2']) expect(typeof (await connect(b.token, from))).toBe('object')
  })
})
