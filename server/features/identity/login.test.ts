import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { type TestTenant, twoTenants } from '../../test/twoTenants.ts'
import { TRIES } from './throttle.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
})
afterAll(() => app.close())

const login = (email: string, password: string, headers?: object) =>
  app.call(null, 'POST', '/api/v1/auth/login', { email, password }, headers)

describe('a failed sign-in', () => {
  it('says the same for an unknown address and a wrong password', async () => {
    const wrong = await login(a.email, 'not the password')
    const unknown = await login('nobody@example.test', 'not the password')
    const said = ({ status, body }: typeof wrong) => [
      status,
      body.error?.code,
      body.error?.message,
      body.error?.details,
    ]
    expect(said(wrong)).toEqual([401, 'INVALID_CREDENTIALS', 'E-mail address or password is wrong.', undefined])
    expect(said(unknown)).toEqual(said(wrong))
  })

  it('takes as long for an unknown address as for a wrong password', async () => {
    const times = { known: [] as number[], unknown: [] as number[] }
    for (let turn = 0; turn < 12; turn++) {
      for (const kind of ['known', 'unknown'] as const) {
        const started = performance.now()
        await login(kind === 'known' ? b.email : `nobody${turn}@example.test`, 'not the password')
        times[kind].push(performance.now() - started)
      }
    }
    const [known, unknown] = [median(times.known), median(times.unknown)]
    // Without the dummy hash an unknown address answers in a tenth of the time.
    expect(unknown / known).toBeGreaterThan(0.7)
    expect(unknown / known).toBeLessThan(1.4)
  })

  it('is limited for each account, and a forwarded address does not start afresh', async () => {
    const { points } = TRIES.loginByAccount
    const answers = []
    for (let turn = 0; turn < points + 3; turn++) {
      const headers = {
        'x-forwarded-for': `203.0.113.${turn}`,
        forwarded: `for=203.0.113.${turn}`,
        'x-real-ip': `10.0.0.${turn}`,
      }
      answers.push(await login('limited@example.test', `wrong password ${turn}`, headers))
    }
    expect(answers.slice(0, points).every(answer => answer.status === 401)).toBe(true)
    expect(answers.slice(points).map(answer => [answer.status, answer.body.error?.code])).toEqual(
      Array(3).fill([429, 'RATE_LIMITED']),
    )
    expect(Number(answers.at(-1)?.headers['retry-after'])).toBeGreaterThan(0)
    expect((await login(a.email, a.password)).status).toBe(200)
  })
})

describe('registering again and again', () => {
  it('is limited for each address, whatever it says it was forwarded for', async () => {
    const rule = TRIES.registerByAddress
    for (let taken = 0; taken < rule.points; taken++) await take(rule)
    const body = {
      businessName: 'B',
      businessType: 'retail',
      name: 'N',
      email: 'late@example.test',
      password: 'long enough one',
    }
    const headers = { 'x-forwarded-for': '203.0.113.9' }
    const refused = await app.call(null, 'POST', '/api/v1/auth/register', body, headers)
    expect([refused.status, refused.body.error?.code]).toEqual([429, 'RATE_LIMITED'])
  })

  const take = async (rule: typeof TRIES.registerByAddress) => {
    const { sha256 } = await import('../../platform/crypto/index.ts')
    await app.context.limits.take(rule, sha256('127.0.0.1').toString('base64url'))
  }
})

function median(values: number[]): number {
  return values.sort((x, y) => x - y)[Math.floor(values.length / 2)]!
}
