import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { newId } from '../ids/index.ts'

let app: TestApp
const ID = newId()

beforeAll(async () => {
  app = await buildApp()
  await app.context.mail.send({
    id: ID,
    to: 'amina@example.test',
    subject: 'Hello <script>',
    text: 'Open:\nhttps://tawsil.example/x#token=a&b=c "quoted"',
    html: '<p>Whole mail</p>',
  })
})
afterAll(() => app.close())

const get = (url: string, headers: object = {}) => app.call(null, 'GET', url, undefined, headers)

describe('/dev/mail', () => {
  it('shows what would have been sent, with links, and lets nothing in it run', async () => {
    const list = await get('/dev/mail')
    expect(list.status).toBe(200)
    expect(list.text).toContain('<a href="https://tawsil.example/x#token=a&amp;b=c">')
    expect(list.text).not.toContain('<script>')
    expect(list.headers['content-security-policy']).toContain("default-src 'none'")
    expect((await get(`/dev/mail?mail=${ID}`)).text).toBe('<p>Whole mail</p>')
    expect((await get(`/dev/mail?mail=${newId()}`)).status).toBe(404)
  })

  it('is for this machine alone: not through a proxy, not under a name that another page gave it', async () => {
    expect((await get('/dev/mail', { host: 'rebound.example' })).status).toBe(404)
    expect((await get('/dev/mail', { 'x-forwarded-for': '203.0.113.5' })).status).toBe(404)
  })

  it('is not there in production', async () => {
    const live = await buildApp({ parts: { config: { production: true } } })
    try {
      expect((await live.call(null, 'GET', '/dev/mail')).text).not.toContain('<h1>')
      expect((await live.call(null, 'GET', '/dev/mail')).status).toBe(404)
    } finally {
      await live.close()
    }
  })
})
