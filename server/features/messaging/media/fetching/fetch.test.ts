import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readId, type Uuid } from '../../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../../test/buildApp.ts'
import { openProvider, type TestProvider } from '../../../../test/provider.ts'
import { connectTwilio, postTwilio, twilioText } from '../../../../test/twilio.ts'
import { type TestTenant, twoTenants } from '../../../../test/twoTenants.ts'
import { until } from '../../../../test/until.ts'
import { drainIntake } from '../../inbound/process-deliveries.ts'
import { drainMedia, sweepFiles } from './jobs.ts'

let provider: TestProvider
let app: TestApp
let a: TestTenant
let b: TestTenant
let ofA: Awaited<ReturnType<typeof connectTwilio>>
let ofB: Awaited<ReturnType<typeof connectTwilio>>
let picture: Buffer

beforeAll(async () => {
  provider = await openProvider()
  app = await buildApp({ parts: { config: { twilioApiUrl: provider.origin } } })
  ;({ a, b } = await twoTenants(app))
  ofA = await connectTwilio(app, a)
  ofB = await connectTwilio(app, b)
  picture = await sharp({ create: { width: 800, height: 400, channels: 3, background: 'teal' } })
    .png()
    .toBuffer()
})
afterAll(async () => {
  await app.close()
  await provider.close()
})

interface Row {
  [column: string]: unknown
  id: Uuid
  state: string
  mime_type: string
  storage_key: string
  thumbnail_key: string
  problem: { code: string }
}

let files = 0
const newPath = () => `/file/${++files}`

/** A customer of the business sends the file at `url`. @returns the id of the file */
async function hears(sender: typeof ofA, url: string, type = 'image/png', more = {}): Promise<Uuid> {
  const params = twilioText(sender, {
    NumMedia: '1',
    MediaUrl0: url,
    MediaContentType0: type,
    MessageType: type.split('/')[0]!,
    ...more,
  })
  expect((await postTwilio(app, params, { token: sender.authToken })).statusCode).toBe(200)
  await drainIntake(app.context)
  const [row] = await app.database.query<Row>('select id from media order by id desc limit 1')
  return row!.id
}
const rowOf = async (id: Uuid) => (await app.database.query<Row>('select * from media where id = $1', [id]))[0]!
const pending = (id: Uuid) => app.database.query('select * from media_pending where id = $1', [id])
const due = () => app.database.query('update media_pending set next_try_at = now()')
const drain = () => drainMedia(app.context)
const eventsOf = (id: Uuid) =>
  app.database.query<{ data: { messageId: Uuid; seq: number; media: Record<string, unknown> } }>(
    `select data from event where type = 'message.updated' and data->'media'->>'mediaId' = $1`,
    [id],
  )

describe('a file that a customer sends', () => {
  it('is fetched with the provider’s credentials, kept, measured, made small and told of', async () => {
    const path = newPath()
    const id = await hears(ofA, provider.serve(path, picture, 'image/png'))
    expect(await rowOf(id)).toMatchObject({ state: 'waiting', kind: 'image', declared_mime: 'image/png' })
    await drain()
    const row = await rowOf(id)
    const tenantId = readId('tenant', a.tenantId)!
    expect(row).toMatchObject({
      tenant_id: tenantId,
      state: 'ready',
      mime_type: 'image/png',
      bytes: picture.length,
      sha256: createHash('sha256').update(picture).digest(),
      width: 800,
      height: 400,
      source: null,
    })
    expect(row.storage_key.startsWith(`${tenantId}/`)).toBe(true)
    expect((await buffer(await app.context.files.open(row.storage_key))).equals(picture)).toBe(true)
    const small = await sharp(await buffer(await app.context.files.open(row.thumbnail_key))).metadata()
    expect(small).toMatchObject({ format: 'webp', width: 320, height: 160 })
    expect(await pending(id)).toEqual([])
    const sent = provider.hits.filter(hit => hit.path === path)
    expect(sent.map(hit => hit.headers.authorization)).toEqual([expect.stringMatching(/^Basic /)])
    const [event] = await eventsOf(id)
    expect(event!.data).toMatchObject({ seq: 1, media: { kind: 'image', state: 'ready', width: 800, height: 400 } })
  })

  it('is named by its message and its event before it is here', async () => {
    const id = await hears(ofA, provider.serve(newPath(), picture))
    const [message] = await app.database.query('select content from message order by id desc limit 1')
    expect(message!.content).toMatchObject({ media: { kind: 'image', fileId: id } })
    const [event] = await app.database.query(
      `select data from event where type = 'message.received' order by id desc limit 1`,
    )
    expect(event!.data).toMatchObject({ content: { media: { fileId: id } } })
    await drain()
  })

  it('belongs to the business it was sent to, and only to it', async () => {
    const [mine, theirs] = [
      await hears(ofA, provider.serve(newPath(), picture)),
      await hears(ofB, provider.serve(newPath(), picture)),
    ]
    await drain()
    expect((await app.call(a, 'GET', `/api/v1/media/${mine}`)).data).toMatchObject({ state: 'ready' })
    expect((await app.call(b, 'GET', `/api/v1/media/${theirs}`)).data).toMatchObject({ state: 'ready' })
    expect((await app.call(a, 'GET', `/api/v1/media/${theirs}`)).status).toBe(404)
    expect((await app.call(b, 'GET', `/api/v1/media/${mine}`)).status).toBe(404)
  })

  it('is fetched once however many workers look', async () => {
    const path = newPath()
    const id = await hears(ofA, provider.serve(path, picture))
    await Promise.all([drain(), drain(), drain()])
    expect((await rowOf(id)).state).toBe('ready')
    expect(provider.hits.filter(hit => hit.path === path)).toHaveLength(1)
    expect(await eventsOf(id)).toHaveLength(1)
  })

  it('that ended the process at several looks is kept as it came, and looked at no more', async () => {
    const id = await hears(ofA, provider.serve(newPath(), picture))
    await app.database.query('update media set looks = 3 where id = $1', [id])
    await drain()
    expect(await rowOf(id)).toMatchObject({
      state: 'ready',
      mime_type: 'application/octet-stream',
      thumbnail_key: null,
    })
    const other = await hears(ofA, provider.serve(newPath(), picture))
    await drain()
    expect(await rowOf(other)).toMatchObject({ mime_type: 'image/png', looks: 1 })
  })

  it('does not wait for a slow one of the same number', async () => {
    let finish: () => void = () => undefined
    const slow = await hears(
      ofA,
      provider.on(newPath(), (_request, response) => {
        response.writeHead(200).write(picture.subarray(0, 100))
        finish = () => response.end(picture.subarray(100))
      }),
    )
    const draining = drain()
    await until(() => provider.hits.at(-1)!.path === `/file/${files}`)
    const quick = await hears(ofA, provider.serve(newPath(), picture))
    void drain()
    await until(async () => (await rowOf(quick)).state === 'ready', { what: 'the quick file' })
    expect((await rowOf(slow)).state).toBe('waiting')
    finish()
    await draining
    await until(async () => (await rowOf(slow)).state === 'ready')
  })
})

describe('a file that does not come', () => {
  it('is tried again later, and is here in the end', async () => {
    const path = newPath()
    const id = await hears(
      ofA,
      provider.on(path, (_request, response) => void response.writeHead(503).end()),
    )
    await drain()
    expect(await rowOf(id)).toMatchObject({ state: 'waiting' })
    expect((await pending(id))[0]).toMatchObject({ attempts: 1 })
    await drain()
    expect(provider.hits.filter(hit => hit.path === path)).toHaveLength(1)
    provider.serve(path, picture)
    await due()
    await drain()
    expect((await rowOf(id)).state).toBe('ready')
  })

  it('is tried again after a connection that breaks in the middle, and nothing of it is kept', async () => {
    const path = newPath()
    const breaks = (_request: unknown, response: import('node:http').ServerResponse) => {
      response.writeHead(200, { 'content-length': picture.length })
      response.write(picture.subarray(0, 50), () => response.destroy())
    }
    const id = await hears(ofA, provider.on(path, breaks))
    await drain()
    const { tenant_id: tenantId } = await rowOf(id)
    expect(await app.context.files.size(`${tenantId}/media/${id}`)).toBeUndefined()
    provider.serve(path, picture)
    await due()
    await drain()
    expect((await rowOf(id)).state).toBe('ready')
  })

  it('says that the provider does not have it any more, at once', async () => {
    const id = await hears(
      ofA,
      provider.on(newPath(), (_request, response) => void response.writeHead(404).end()),
    )
    await drain()
    expect(await rowOf(id)).toMatchObject({ state: 'gone', problem: { code: 'MEDIA_GONE' } })
    expect(await pending(id)).toEqual([])
    expect((await eventsOf(id))[0]!.data.media).toMatchObject({ state: 'gone', problem: { code: 'MEDIA_GONE' } })
    expect((await app.call(a, 'GET', `/api/v1/media/${id}`)).data).toMatchObject({ state: 'gone', url: null })
  })

  it('is given up after its attempts, and says so', async () => {
    const id = await hears(
      ofA,
      provider.on(newPath(), (_request, response) => void response.writeHead(500).end()),
    )
    await app.database.query('update media_pending set attempts = 19 where id = $1', [id])
    await drain()
    expect(await rowOf(id)).toMatchObject({ state: 'refused', problem: { code: 'MEDIA_UNREACHABLE' } })
    expect(await pending(id)).toEqual([])
  })

  it('is refused when it is larger than what is taken in of its kind, without reading it to the end', async () => {
    const endless = (_request: unknown, response: import('node:http').ServerResponse) => {
      response.writeHead(200)
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(256 * 1024)));
      }
      response.on('drain', more).on('error', () => undefined)
      more()
    }
    const id = await hears(ofA, provider.on(newPath(), endless))
    await drain()
    expect(await rowOf(id)).toMatchObject({ state: 'refused', problem: { code: 'MEDIA_TOO_LARGE' } })
  })

  it('is refused when its hash is another, after asking again, in both ways of writing one', async () => {
    const right = createHash('sha256').update(picture)
    const [hex, base64] = [right.copy().digest('hex'), right.digest('base64')]
    const wrong = Buffer.alloc(32, 7).toString('base64')
    const state: string[] = []
    for (const sha256 of [hex, base64, wrong]) {
      const id = await hears(ofA, provider.serve(newPath(), picture))
      await app.database.query(
        `update media set source = source || jsonb_build_object('sha256', $2::text) where id = $1`,
        [id, sha256],
      )
      await drain()
      const row = await rowOf(id)
      state.push(row.state)
      if (sha256 !== wrong) continue
      for (const _again of [1, 2]) {
        await due()
        await drain()
      }
      expect(await rowOf(id)).toMatchObject({ state: 'refused', problem: { code: 'MEDIA_MISMATCH' } })
      expect(await app.context.files.size(`${row.tenant_id}/media/${id}`)).toBeUndefined()
    }
    expect(state).toEqual(['ready', 'ready', 'waiting'])
  })

  // Cases 26, 28 and 29.
  it('is refused when its address, or where that leads, is inside; nobody inside hears of it', async () => {
    const canary = await openProvider()
    try {
      const lead = provider.on(
        newPath(),
        (_request, response) => void response.writeHead(302, { location: `${canary.origin}/x` }).end(),
      )
      for (const url of [
        lead,
        `${canary.origin}/y`,
        'http://169.254.169.254/latest/meta-data/',
        'http://[::ffff:127.0.0.1]:6379/',
      ]) {
        const id = await hears(ofA, url)
        await drain()
        expect(await rowOf(id), url).toMatchObject({ state: 'refused', problem: { code: 'MEDIA_ADDRESS' } })
      }
      expect(canary.hits).toEqual([])
    } finally {
      await canary.close()
    }
  })
})

describe('fetching', () => {
  it('goes on after a restart, with files that are ten minutes old', async () => {
    const path = newPath()
    const id = await hears(ofA, provider.serve(path, picture))
    await app.database.query(`update media set created_at = now() - interval '10 minutes' where id = $1`, [id])
    // A worker that died while it fetched the file.
    await app.database.query(
      `insert into pending_lane (tenant_id, source, lane, fence, lease_until, open)
       select tenant_id, 'media_pending', id, 1, now() - interval '1 second', 1 from media where id = $1`,
      [id],
    )
    await drain()
    expect((await rowOf(id)).state).toBe('ready')
  })

  it('finds files that wait and have no work', async () => {
    const id = await hears(ofA, provider.serve(newPath(), picture))
    await app.database.query('delete from media_pending where id = $1', [id])
    await drain()
    expect((await rowOf(id)).state).toBe('waiting')
    await app.database.query(`update media set created_at = now() - interval '10 minutes' where id = $1`, [id])
    await sweepFiles(app.context)
    await drain()
    expect((await rowOf(id)).state).toBe('ready')
  })

  it('by a worker whose lease has run out changes nothing', async () => {
    let finish: () => void = () => undefined
    const path = newPath()
    const id = await hears(
      ofA,
      provider.on(path, (_request, response) => {
        finish = () => response.writeHead(200).end(picture)
      }),
    )
    const draining = drain()
    await until(() => provider.hits.at(-1)!.path === path)
    await app.database.query(
      `update pending_lane set fence = fence + 1000, lease_until = now() + interval '1 hour' where lane = $1`,
      [id],
    )
    finish()
    await draining
    expect((await rowOf(id)).state).toBe('waiting')
    expect(await eventsOf(id)).toEqual([])
    const { tenant_id: tenantId } = await rowOf(id)
    expect(await app.context.files.size(`${tenantId}/media/${id}`)).toBeUndefined()
    await app.database.query('delete from pending_lane where lane = $1', [id])
    provider.serve(path, picture)
    await drain()
    expect((await rowOf(id)).state).toBe('ready')
  })

  it('of a broken picture keeps the file, without a small one', async () => {
    const broken = Buffer.concat([picture.subarray(0, 60), Buffer.alloc(500, 1)])
    const bomb = await sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: 'red' } })
      .png()
      .toBuffer()
    for (const bytes of [broken, bomb]) {
      const id = await hears(ofA, provider.serve(newPath(), bytes))
      await drain()
      expect(await rowOf(id)).toMatchObject({ state: 'ready', mime_type: 'image/png', thumbnail_key: null })
    }
  })

  // Case 31.
  it('goes by what the bytes are, whatever they are called', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    const html = Buffer.from('<!DOCTYPE html><script>alert(1)</script>')
    for (const bytes of [svg, html]) {
      const id = await hears(ofA, provider.serve(newPath(), bytes, 'image/png'))
      await drain()
      const row = await rowOf(id)
      expect(row).toMatchObject({ state: 'ready', kind: 'image', thumbnail_key: null })
      expect(row.mime_type).not.toBe('image/png')
      const { data } = await app.call<{ url: string }>(a, 'GET', `/api/v1/media/${id}`)
      const file = await app.app.inject({ url: data.url })
      expect(file.headers['content-type']).toBe('application/octet-stream')
      expect(file.headers['content-disposition']).toMatch(/^attachment/)
    }
  })
})
