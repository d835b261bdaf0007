import sharp, { type SharpOptions } from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type Caller, type Loose, type TestApp } from '../../../test/buildApp.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { fileForm } from '../../../test/upload.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
})
afterAll(() => app.close())

const oneColour = (width: number, height: number) =>
  ({ create: { width, height, channels: 3 as const, background: '#0d9488' } }) satisfies SharpOptions
const PATH = '/api/v1/auth/me/avatar'

function give(caller: Caller, bytes: Uint8Array, field = 'file') {
  const form = fileForm({ bytes, name: 'me.jpg', type: 'image/jpeg', field })
  return app.call<{ avatarUrl: string }>(caller, 'POST', PATH, form.body, form.headers)
}
const get = (url: string) => app.app.inject({ method: 'GET', url })
const codeOf = (answer: { body: Loose }) => answer.body.error?.code as unknown as string | undefined

describe('a picture of a person', () => {
  it('is made square and small, without what the camera wrote beside it, and shown wherever they are', async () => {
    const photo = await sharp(oneColour(1600, 900))
      .withExif({ IFD0: { Copyright: 'canary-of-the-camera' } })
      .jpeg()
      .toBuffer()
    const given = await give(a, photo)
    expect(given.status).toBe(200)
    const { avatarUrl } = given.data
    expect(avatarUrl).toMatch(/^\/avatars\/[\w-]{32}$/)
    const file = await get(avatarUrl)
    expect([file.statusCode, file.headers['content-type']]).toEqual([200, 'image/webp'])
    expect(await sharp(file.rawPayload).metadata()).toMatchObject({ format: 'webp', width: 256, height: 256 })
    expect(file.rawPayload.toString('latin1')).not.toContain('canary')
    expect((await app.call(a, 'GET', '/api/v1/auth/me')).data).toMatchObject({ user: { avatarUrl } })
    expect((await app.call(a, 'GET', '/api/v1/users')).data).toMatchObject([{ avatarUrl }])
    expect((await app.call(b, 'GET', '/api/v1/users')).data).toMatchObject([{ avatarUrl: null }])
  })

  it('replaces the one of before, which is gone, and can be removed', async () => {
    const picture = await sharp(oneColour(300, 300)).png().toBuffer()
    const first = (await give(b, picture)).data.avatarUrl
    const second = (await give(b, picture)).data.avatarUrl
    expect([(await get(first)).statusCode, (await get(second)).statusCode]).toEqual([404, 200])
    expect((await app.call(b, 'DELETE', PATH)).status).toBe(204)
    expect((await get(second)).statusCode).toBe(404)
    expect((await app.call(b, 'GET', '/api/v1/auth/me')).data).toMatchObject({ user: { avatarUrl: null } })
  })

  it('is refused when it is none, drawn by another program, too large, or not there; nothing changes', async () => {
    const before = (await app.call(a, 'GET', '/api/v1/auth/me')).data
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>')
    for (const bytes of [drawing, Buffer.from('no picture'), Buffer.alloc(0)])
      expect(codeOf(await give(a, bytes))).toBe('AVATAR_UNREADABLE')
    expect(codeOf(await give(a, Buffer.alloc(5 * 1024 * 1024 + 1)))).toBe('AVATAR_TOO_LARGE')
    expect(codeOf(await give(a, drawing, 'other'))).toBe('AVATAR_MISSING')
    expect((await app.call(a, 'GET', '/api/v1/auth/me')).data).toEqual(before)
  })

  it('is not found by a name that nobody has, nor by one that leads elsewhere', async () => {
    for (const name of ['x'.repeat(32), '..%2f..%2fsecret', 'short'])
      expect((await get(`/avatars/${name}`)).statusCode, name).toBe(404)
  })
})
