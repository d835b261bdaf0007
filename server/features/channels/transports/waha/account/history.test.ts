import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readId } from '../../../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../../../test/buildApp.ts'
import { type TestTenant, twoTenants } from '../../../../../test/twoTenants.ts'
import { reply, startWaha, type WahaStand } from '../../../../../test/waha.ts'
import type { LostCall } from '../../../contract/transport.ts'
import { catchUp } from '../../../lifecycle/linked-phone.ts'
import { presetId } from '../message-id.ts'
import { waha } from '../transport.ts'

let stand: WahaStand
let program: TestApp
let a: TestTenant
let b: TestTenant

beforeAll(async () => {
  stand = await startWaha()
  program = await buildApp()
  ;({ a, b } = await twoTenants(program))
})
afterAll(async () => {
  await program.close()
  await stand.close()
})
beforeEach(() => {
  Object.assign(stand, { asked: [], instead: undefined })
  stand.chats.clear()
})

const CHAT = '212655000001@c.us'
const NOW = Date.now()
const seconds = (agoMs: number) => Math.floor((NOW - agoMs) / 1000)
const MINUTE = 60_000
const channel = { id: 'c', tenantId: 't', externalId: 's/one', externalAccountId: null }
const credentials = () => ({ baseUrl: stand.url, apiKey: stand.apiKey, session: 'one', hmacKey: 'k' })
const theirs = (bare: string, agoMs: number, chat = CHAT) => ({
  id: `false_${chat}_${bare}`,
  timestamp: seconds(agoMs),
  from: chat,
  fromMe: false,
  body: `said ${bare}`,
})
const ours = (bare: string, agoMs: number, more: object = {}) => ({
  id: `true_${CHAT}_${bare}`,
  timestamp: seconds(agoMs),
  from: CHAT,
  fromMe: true,
  body: 'ours',
  ...more,
})

describe('looking for a message whose answer was lost', () => {
  const callbackData = '0198a6f0-7b8c-7d1e-9f0a-1b2c3d4e5f60.1'
  const preset = presetId(callbackData)!
  const lookUp = (agoMs = 5 * MINUTE, more: Partial<LostCall> = {}) => {
    const to = { kind: 'wa_id' as const, value: '212655000001' }
    const when = { startedAt: new Date(NOW - agoMs), age: agoMs / 1000 }
    const lost = { callbackData, type: 'text', to, mayHaveMoved: false, ...when, hasFile: false, ...more }
    return waha.lookUp!(program.context, channel, credentials(), lost, new AbortController().signal)
  }

  it('finds it by the id of the attempt, with how far it came', async () => {
    stand.chats.set(CHAT, [theirs('A', 60 * MINUTE), ours(preset, 5 * MINUTE, { ack: 3 }), theirs('B', MINUTE)])
    expect(await lookUp()).toEqual({ kind: 'found', providerMessageId: preset, status: 'read' })
    expect(stand.asked[0]!.query.get('downloadMedia')).toBe('false')
  })

  it('knows that it is absent only when the history reaches back before the call', async () => {
    stand.chats.set(CHAT, [theirs('A', 60 * MINUTE), theirs('B', MINUTE)])
    expect(await lookUp()).toEqual({ kind: 'absent' })
    stand.chats.set(CHAT, [theirs('B', MINUTE)])
    expect(await lookUp()).toMatchObject({ kind: 'unsure' })
    stand.chats.clear()
    expect(await lookUp()).toMatchObject({ kind: 'unsure' })
  })

  it('reads on until it reaches back, and not forever', async () => {
    const many = Array.from({ length: 60 }, (_, no) => theirs(`N${no}`, no * 1000))
    stand.chats.set(CHAT, [theirs('A', 60 * MINUTE), ...many])
    expect(await lookUp()).toEqual({ kind: 'absent' })
    stand.chats.set(
      CHAT,
      Array.from({ length: 1000 }, (_, no) => theirs(`N${no}`, no)),
    )
    stand.asked = []
    expect(await lookUp()).toMatchObject({ kind: 'unsure' })
    expect(stand.asked.length).toBeLessThanOrEqual(4)
  })

  it('is not sure while a message of ours without an id of ours may be the lost one', async () => {
    stand.chats.set(CHAT, [theirs('A', 60 * MINUTE), ours('3EB0FILE', 4 * MINUTE, { hasMedia: true })])
    expect(await lookUp()).toMatchObject({ kind: 'unsure', reason: expect.stringContaining('without an id') })
    stand.chats.set(CHAT, [theirs('A', 60 * MINUTE), ours('3EB0FILE', 30 * MINUTE)])
    expect(await lookUp()).toEqual({ kind: 'absent' })
  })

  it('is never sure of a file: it has no id of ours, and nobody knows how long it takes', async () => {
    stand.chats.set(CHAT, [theirs('A', 60 * MINUTE)])
    expect(await lookUp(10 * MINUTE, { hasFile: true })).toMatchObject({
      kind: 'unsure',
      reason: expect.stringContaining('file'),
    })
  })

  it.each(['reaction', 'image', 'sticker', 'unheard_of'])('is never sure of a %s: it has no id of ours', async type => {
    stand.chats.set(CHAT, [theirs('A', 60 * MINUTE)])
    expect(await lookUp(10 * MINUTE, { type })).toMatchObject({ kind: 'unsure', reason: expect.stringContaining(type) })
    expect(stand.asked).toEqual([])
  })

  it('is never sure of an attempt that no id can hold', async () => {
    stand.chats.set(CHAT, [theirs('A', 60 * MINUTE)])
    const unheld = { callbackData: callbackData.replace(/1$/, '256') }
    expect(await lookUp(10 * MINUTE, unheld)).toMatchObject({ kind: 'unsure' })
  })

  it.each(['text', 'location', 'contacts', 'interactive'])('is sure of a %s', async type => {
    stand.chats.set(CHAT, [theirs('A', 60 * MINUTE)])
    expect(await lookUp(10 * MINUTE, { type })).toEqual({ kind: 'absent' })
  })

  it('is not sure of a call that was made a moment ago', async () => {
    stand.chats.set(CHAT, [theirs('A', 60 * MINUTE)])
    for (const ago of [1_000, 115_000])
      expect(await lookUp(ago)).toMatchObject({ kind: 'unsure', reason: expect.stringContaining('young') })
  })

  it('believes the clock that told when the call was made, however far ahead its own is', async () => {
    stand.chats.set(CHAT, [theirs('A', 60 * MINUTE)])
    expect(await lookUp(10 * MINUTE, { age: 1 })).toMatchObject({ reason: expect.stringContaining('young') })
    expect(await lookUp(0, { age: 600 })).toEqual({ kind: 'absent' })
  })

  it('finds it where answers go now, but takes it from there alone never for absent', async () => {
    stand.chats.set(CHAT, [theirs('A', 60 * MINUTE)])
    expect(await lookUp(10 * MINUTE, { mayHaveMoved: true })).toMatchObject({
      kind: 'unsure',
      reason: expect.stringContaining('another address'),
    })
    stand.chats.set(CHAT, [theirs('A', 60 * MINUTE), ours(preset, 5 * MINUTE)])
    expect(await lookUp(10 * MINUTE, { mayHaveMoved: true })).toMatchObject({ kind: 'found' })
  })

  it('throws when WAHA is away', async () => {
    stand.instead = (_asked, response) => Boolean(reply(response, 500, {}))
    await expect(lookUp()).rejects.toThrow('WAHA')
  })
})

describe('a file that a customer sent', () => {
  const id = `false_${CHAT}_IMG`
  const fetch = (given: string, session = 'one') =>
    waha.fetchMedia!(
      program.context,
      channel,
      { ...credentials(), session },
      { kind: 'image', id: given },
      new AbortController().signal,
    )

  it('comes from WAHA, with the key', async () => {
    stand.files.set('/api/files/one/IMG.jpg', Buffer.from('bytes'))
    const { body, mimeType } = await fetch(`${id}#/api/files/one/IMG.jpg`)
    expect([(await buffer(body)).toString(), mimeType]).toEqual(['bytes', 'image/jpeg'])
  })

  it('is asked for once more when WAHA has deleted it, or never had it', async () => {
    stand.files.set('/api/files/one/new.jpg', Buffer.from('again'))
    const media = { url: 'http://localhost:3000/api/files/one/new.jpg', mimetype: 'image/jpeg' }
    stand.chats.set(CHAT, [{ ...theirs('IMG', 1000), hasMedia: true, media }])
    for (const given of [`${id}#/api/files/one/gone.jpg`, id]) {
      expect((await buffer((await fetch(given)).body)).toString()).toBe('again')
    }
    expect(stand.asked.at(-2)!.query.get('downloadMedia')).toBe('true')
  })

  it.each([
    ['the sessions of the server', '/api/sessions?all=true'],
    ['another business’s file', '/api/files/tawsil-0190a6f0c5b87c3e9d2a4b5c6d7e8f90/IMG.jpg'],
    ['what hides behind a file', '/api/files/one/../../sessions?all=true'],
    ['what hides in a name', '/api/files/one%2f..%2f..%2fsessions'],
    ['another business’s file under an escaped name', '/api/files/%74awsil-0190a6f0c5b87c3e9d2a4b5c6d7e8f90/IMG.jpg'],
    ['another business’s file behind a parameter', '/api/files/tawsil-0190a6f0c5b87c3e9d2a4b5c6d7e8f90;a/IMG.jpg'],
    ['another business’s file after nothing', '/api/files//tawsil-0190a6f0c5b87c3e9d2a4b5c6d7e8f90/IMG.jpg'],
  ])('is never %s, which an event made up by who knows the key for signing names', async (_what, path) => {
    stand.files.set(path.split('?')[0]!, Buffer.from('not yours'))
    for (const address of [path, `${stand.url}${path}`]) {
      await expect(fetch(`${id}#${address}`)).rejects.toMatchObject({ code: 'MEDIA_GONE' })
    }
    const asked = stand.asked.map(one => one.path)
    expect(asked.filter(one => !one.startsWith('/api/one/chats/'))).toEqual([])
  })

  it.each([
    ['/api/files/SESSION/false_22222222@c.us_AAAAAAAAAAAAAAAAAAA.jpg', true],
    ['/api/files/SESSION/false_120363000000000001@g.us_AAAA_212655000001@lid.oga?x=1', true],
    ['/api/s3/SESSION/IMG.jpg', true],
    ['/api/s3/bucket.of-waha/SESSION/IMG.jpg', true],
    ['/api/files/other/IMG.jpg', false],
    ['/api/files/other/SESSION/IMG.jpg', false],
    ['/api/files/IMG.jpg', false],
    ['/api/s3/bucket/other/SESSION/IMG.jpg', false],
  ])('of a session whose name was made lies under that name: %s', async (written, here) => {
    const session = 'tawsil-0190a6f0c5b87c3e9d2a4b5c6d7e8f90'
    const address = written.replace('SESSION', session)
    stand.files.set(address.split('?')[0]!, Buffer.from('bytes'))
    const given = fetch(`${id}#${address}`, session)
    if (here) expect((await buffer((await given).body)).toString()).toBe('bytes')
    else await expect(given).rejects.toMatchObject({ code: 'MEDIA_GONE' })
  })

  it('is gone when WAHA has neither it nor its message', async () => {
    await expect(fetch(`${id}#/api/files/one/gone.jpg`)).rejects.toMatchObject({ code: 'MEDIA_GONE' })
    await expect(fetch('nonsense')).rejects.toMatchObject({ code: 'MEDIA_GONE' })
  })

  it('may be there again later when WAHA has a problem', async () => {
    stand.instead = (_asked, response) => Boolean(reply(response, 500, {}))
    const failure = await fetch(`${id}#/api/files/one/IMG.jpg`).catch((error: { code?: string }) => error)
    expect(failure).toBeInstanceOf(Error)
    expect(failure).not.toMatchObject({ code: 'MEDIA_GONE' })
  })

  it('at another address is fetched without the key, and never from inside', async () => {
    const other = await startWaha('other')
    try {
      await expect(fetch(`${id}#${other.url}/stolen`)).rejects.toMatchObject({ code: 'URL_NOT_ALLOWED' })
      expect(other.asked).toEqual([])
    } finally {
      await other.close()
    }
  })
})

describe('a gap', () => {
  let no = 0
  /** A linked channel that was connected an hour ago. */
  async function linked(tenant: TestTenant) {
    const session = `gap-${++no}`
    const given = { baseUrl: stand.url, apiKey: stand.apiKey, session }
    const body = { provider: 'waha', name: 'Phone', credentials: given }
    const { data } = await program.call<{ id: string }>(tenant, 'POST', '/api/v1/channels', body)
    stand.sessions.set(session, { name: session, status: 'WORKING', config: {}, me: { id: '212600000000@c.us' } })
    const [id, tenantId] = [readId('channel', data.id)!, readId('tenant', tenant.tenantId)!]
    await program.database.query(`update channel set created_at = now() - interval '1 hour' where id = $1`, [id])
    const stored = async () => {
      const rows = await program.database.query(
        'select headers, tenant_id, body from raw_event where channel_id = $1 order by id',
        [id],
      )
      return rows.map(row => ({
        ...row,
        event: JSON.parse(String(row.body)) as { event: string; session: string; payload: { id: string } },
      }))
    }
    return { id, tenantId, session, stored, recover: () => catchUp(program.context, tenantId, id) }
  }

  it('is read from all chats since connecting, oldest first, and marked', async () => {
    const { recover, stored, tenantId, session } = await linked(a)
    const group = '120363000000000001@g.us'
    stand.chats.set(CHAT, [theirs('OLD', 120 * MINUTE), theirs('A', 20 * MINUTE), theirs('C', 5 * MINUTE)])
    stand.chats.set(group, [theirs('B', 10 * MINUTE, group)])
    stand.chats.set('status@broadcast', [theirs('S', 5 * MINUTE, 'status@broadcast')])
    stand.chats.set('999@c.us', [theirs('OLDER', 180 * MINUTE, '999@c.us')])
    expect(await recover()).toMatchObject({ stored: 3, state: { status: 'connected' } })
    const rows = await stored()
    expect(rows.map(row => row.event.payload.id)).toEqual([`false_${CHAT}_A`, `false_${group}_B`, `false_${CHAT}_C`])
    for (const row of rows) {
      expect(row).toMatchObject({ tenant_id: tenantId, headers: { 'x-tawsil-reconciled': expect.any(String) } })
      expect(row.event).toMatchObject({ event: 'message.any', session })
    }
    const asked = stand.asked.map(({ path }) => path)
    expect(asked).not.toContain(`/api/${session}/chats/999@c.us/messages`)
    expect(asked).not.toContain(`/api/${session}/chats/status@broadcast/messages`)
  })

  it('is read once: the next reading begins where this one ended', async () => {
    const { recover, stored } = await linked(a)
    stand.chats.set(CHAT, [theirs('A', 20 * MINUTE)])
    await recover()
    expect(await recover()).toMatchObject({ stored: 0 })
    expect(await stored()).toHaveLength(1)
  })

  it('is read again when WAHA went away while it was read', async () => {
    const { recover, stored } = await linked(a)
    stand.chats.set(CHAT, [theirs('A', 20 * MINUTE)])
    stand.instead = ({ path }, response) => path.endsWith('/messages') && Boolean(reply(response, 500, {}))
    await expect(recover()).rejects.toThrow('WAHA')
    stand.instead = undefined
    expect(await recover()).toMatchObject({ stored: 1 })
    expect(await stored()).toHaveLength(1)
  })

  it('leaves alone what we are sending at this moment', async () => {
    const { recover, stored } = await linked(a)
    stand.chats.set(CHAT, [theirs('A', 20 * MINUTE), ours('3EB0X', 1000), ours('3EB0Y', 10 * MINUTE)])
    await recover()
    expect((await stored()).map(row => row.event.payload.id)).toEqual([`false_${CHAT}_A`, `true_${CHAT}_3EB0Y`])
  })

  it('misses nothing of what is typed on the phone while it is read: the next reading has it', async () => {
    const { id, recover, stored } = await linked(a)
    const typed = [100_000, 62_000].map((ago, at) => [`3EB0T${at}`, ago] as const)
    stand.chats.set(
      CHAT,
      typed.map(([bare, ago]) => ours(bare, ago)),
    )
    expect(await recover()).toMatchObject({ stored: 0 })
    const passed = 15 * MINUTE
    await program.database.query(
      `update channel set recovered_to = recovered_to - interval '15 minutes' where id = $1`,
      [id],
    )
    stand.chats.set(
      CHAT,
      typed.map(([bare, ago]) => ours(bare, ago + passed)),
    )
    await recover()
    expect((await stored()).map(row => row.event.payload.id)).toEqual(typed.map(([bare]) => `true_${CHAT}_${bare}`))
  })

  it('reads many pages, of chats and of messages', async () => {
    const { recover } = await linked(a)
    stand.chats.set(
      CHAT,
      Array.from({ length: 70 }, (_, at) => theirs(`M${at}`, 10 * MINUTE + at * 1000)),
    )
    for (let at = 0; at < 45; at++)
      stand.chats.set(`21265500${1000 + at}@c.us`, [theirs(`X${at}`, MINUTE, `21265500${1000 + at}@c.us`)])
    expect(await recover()).toMatchObject({ stored: 115 })
  })

  it('is read once from a server that does not know pages of chats', async () => {
    const { recover } = await linked(a)
    for (let at = 0; at < 45; at++) {
      const chat = `21265510${1000 + at}@c.us`
      stand.chats.set(chat, [theirs(`X${at}`, MINUTE, chat)])
    }
    stand.instead = ({ path }, response) =>
      path.endsWith('/overview') &&
      Boolean(
        reply(
          response,
          200,
          [...stand.chats].map(([id, messages]) => ({ id, lastMessage: messages.at(-1) })),
        ),
      )
    expect(await recover()).toMatchObject({ stored: 45 })
  })

  it('of a phone that is not linked is not read, and is shown', async () => {
    const { recover, session, id } = await linked(b)
    stand.sessions.get(session)!.status = 'SCAN_QR_CODE'
    stand.chats.set(CHAT, [theirs('A', 20 * MINUTE)])
    expect(await recover()).toMatchObject({ stored: 0, state: { status: 'qr' } })
    expect(stand.asked.some(({ path }) => path.includes('/chats'))).toBe(false)
    const [row] = await program.database.query('select status, recovered_to from channel where id = $1', [id])
    expect(row).toEqual({ status: 'qr', recovered_to: null })
  })
})
