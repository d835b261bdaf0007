import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deliverMails, readOutbox } from '../../../platform/mail/index.ts'
import { buildApp, type Loose, type TestApp } from '../../../test/buildApp.ts'
import { turnTwoFactorOn } from '../../../test/factors/authenticator-app.ts'
import { SoftwareAuthenticator } from '../../../test/factors/software-authenticator.ts'
import { bare } from '../../../test/security/snapshot.ts'
import { register, type TestTenant } from '../../../test/twoTenants.ts'
import { relyingPartyOf } from './relying-party.ts'

const ORIGIN = 'https://tawsil.example'
let app: TestApp

beforeAll(async () => {
  app = await buildApp({ parts: { config: { publicUrl: ORIGIN } } })
})
afterAll(() => app.close())

interface Options {
  options: { challenge: string; user?: { id: string }; rpId?: string; rp?: { id: string } }
}
interface Added {
  passkey: { id: string; name: string; synced: boolean; lastUsedAt: string | null }
  recoveryCodes: string[] | null
}
interface SignedIn {
  accessToken: string
  refreshToken: string
  user: { id: string }
}
interface Behaviour {
  origin?: string
  rpId?: string
  verifies?: boolean
}

const post = <T>(path: string, body?: object, token?: string, headers?: object) =>
  app.call<T>(token ? { token } : null, 'POST', `/api/v1/${path}`, body, headers)
const codeOf = (answer: { body: Loose }) => answer.body.error?.code as unknown as string | undefined
const begin = async (person: TestTenant) =>
  (await post<Options>('passkeys/options', undefined, person.token)).data.options
const ask = async () => (await post<Options>('auth/login/passkey/options')).data.options
const show = (response: object, headers?: object) =>
  post<SignedIn>('auth/login/passkey', { response }, undefined, headers)
const add = (person: TestTenant, response: object, name = 'Phone') =>
  post<Added>('passkeys', { name, response }, person.token)
const me = (token: string) => app.call({ token }, 'GET', '/api/v1/auth/me')

/** Somebody with a passkey, and the device that has it. */
async function withPasskey(behaviour: Behaviour = {}) {
  const person = await register(app)
  const device = new SoftwareAuthenticator({ origin: ORIGIN, ...behaviour })
  const added = await add(person, device.make(await begin(person)))
  return { person, device, added }
}

describe('a passkey', () => {
  it('is added by the person who is signed in, and stands in their list alone', async () => {
    const { person, added } = await withPasskey()
    expect(added.status).toBe(201)
    expect(added.data.passkey).toMatchObject({ name: 'Phone', synced: true, lastUsedAt: null })
    const list = await app.call<Loose[]>(person, 'GET', '/api/v1/passkeys')
    expect(list.data).toEqual([added.data.passkey])
    const other = await register(app)
    expect((await app.call(other, 'GET', '/api/v1/passkeys')).data).toEqual([])
    const path = `/api/v1/passkeys/${added.data.passkey.id}`
    expect((await app.call(other, 'PATCH', path, { name: 'Mine' })).status).toBe(404)
    expect((await app.call(other, 'DELETE', path)).status).toBe(404)
    expect((await app.call(person, 'PATCH', path, { name: 'Old phone' })).data).toMatchObject({ name: 'Old phone' })
  })

  it('signs in alone, without a password or code, and counts as both', async () => {
    const { person, device } = await withPasskey()
    const { rpId, challenge } = await ask()
    expect(rpId).toBe('tawsil.example')
    const signedIn = await show(device.show({ challenge }))
    expect([signedIn.status, signedIn.data.user.id]).toEqual([200, person.userId])
    expect((await me(signedIn.data.accessToken)).status).toBe(200)
    expect((await post('auth/refresh', { refreshToken: signedIn.data.refreshToken })).status).toBe(200)
    const browser = await show(device.show(await ask()), { 'x-session': 'cookie' })
    expect([browser.status, browser.data.refreshToken]).toEqual([200, ''])
    expect(String(browser.headers['set-cookie'])).toContain('__Secure-tawsil_refresh=twr_')
    const [own] = (await app.call<Added['passkey'][]>(person, 'GET', '/api/v1/passkeys')).data
    expect(own!.lastUsedAt).not.toBeNull()
  })

  it('protects the account: the password alone opens nothing, recovery codes stand in', async () => {
    const { person, added } = await withPasskey()
    const { email, password } = person
    const asked = await post('auth/login', { email, password })
    expect([asked.status, codeOf(asked)]).toEqual([401, 'SECOND_FACTOR_REQUIRED'])
    expect(asked.body.error?.details).toMatchObject({ methods: ['passkey', 'recovery_code'] })
    expect(added.data.recoveryCodes).toHaveLength(10)
    const [code] = added.data.recoveryCodes!
    expect((await post('auth/login', { email, password, totp: code })).status).toBe(200)
  })

  it('gives recovery codes and ends other sessions only as the first second factor', async () => {
    const person = await register(app)
    await turnTwoFactorOn(app, person)
    const device = new SoftwareAuthenticator({ origin: ORIGIN })
    const added = await add(person, device.make(await begin(person)))
    expect(added.data.recoveryCodes).toBeNull()
    expect((await app.call(person, 'GET', '/api/v1/two-factor')).data).toEqual({
      totp: true,
      passkeys: 1,
      recoveryCodesLeft: 10,
    })
  })

  it('opens nothing once it is removed, and then the password is enough again', async () => {
    const { person, device, added } = await withPasskey()
    expect((await app.call(person, 'DELETE', `/api/v1/passkeys/${added.data.passkey.id}`)).status).toBe(204)
    const refused = await show(device.show(await ask()))
    expect([refused.status, codeOf(refused)]).toEqual([401, 'PASSKEY_UNKNOWN'])
    const { email, password } = person
    expect((await post('auth/login', { email, password })).status).toBe(200)
    expect((await app.call(person, 'GET', '/api/v1/two-factor')).data).toMatchObject({ recoveryCodesLeft: 0 })
  })

  it('is told to its person by mail and to their business by the log, when it comes and when it goes', async () => {
    const { person, added } = await withPasskey()
    await app.call(person, 'DELETE', `/api/v1/passkeys/${added.data.passkey.id}`)
    await deliverMails(app.context)
    const subjects = (await readOutbox(app.context)).filter(mail => mail.to === person.email).map(mail => mail.subject)
    expect(subjects).toEqual(
      expect.arrayContaining(['A passkey was added to your account', 'A passkey was removed from your account']),
    )
    const events = await app.database.query(
      `select type, data from event where tenant_id = $1 and type like 'passkey.%' order by position`,
      [bare(person.tenantId)],
    )
    const data = { address: '127.0.0.1', device: expect.any(String) }
    expect(events).toEqual([
      { type: 'passkey.added', data },
      { type: 'passkey.removed', data },
    ])
  })
})

describe('an answer of a passkey is refused', () => {
  const refused = async (response: object) => {
    const { status, body } = await show(response)
    return [status, body.error?.code]
  }

  it('when it comes a second time', async () => {
    const { device } = await withPasskey()
    const response = device.show(await ask())
    const answers = await Promise.all([show(response), show(response), show(response)])
    expect(answers.map(one => one.status).sort()).toEqual([200, 401, 401])
  })

  it('to a question that we did not ask, that was for making one, or that is too old', async () => {
    const { person, device } = await withPasskey()
    expect(await refused(device.show({ challenge: 'bm9ib2R5IGFza2Vk' }))).toEqual([401, 'PASSKEY_UNKNOWN'])
    expect(await refused(device.show(await begin(person)))).toEqual([401, 'PASSKEY_UNKNOWN'])
    const old = await ask()
    await app.database.query(`update sign_in_challenge set expires_at = expires_at - interval '301 seconds'`)
    expect(await refused(device.show(old))).toEqual([401, 'PASSKEY_UNKNOWN'])
  })

  it('from another page, also one whose name ends like ours', async () => {
    const { device } = await withPasskey()
    const good = device.show(await ask())
    for (const origin of ['https://evil.example', 'https://eviltawsil.example', 'http://tawsil.example']) {
      const { challenge } = await ask()
      const forged = { type: 'webauthn.get', challenge, origin, crossOrigin: false }
      const clientDataJSON = Buffer.from(JSON.stringify(forged)).toString('base64url')
      const response = { ...good, response: { ...good.response, clientDataJSON } }
      expect(await refused(response), origin).toEqual([401, 'PASSKEY_UNKNOWN'])
    }
    const away = new SoftwareAuthenticator({ origin: 'https://evil.example', rpId: 'tawsil.example' })
    const person = await register(app)
    expect(codeOf(await add(person, away.make(await begin(person))))).toBe('PASSKEY_REFUSED')
  })

  it('when its device did not ask who is there', async () => {
    const person = await register(app)
    const careless = new SoftwareAuthenticator({ origin: ORIGIN, verifies: false })
    expect(codeOf(await add(person, careless.make(await begin(person))))).toBe('PASSKEY_REFUSED')
  })

  it('when another key has signed it, and the business is told', async () => {
    const { person, device } = await withPasskey()
    const other = new SoftwareAuthenticator({ origin: ORIGIN })
    const question = await ask()
    const [own, foreign] = [device.show(question), other.show(question)]
    const mixed = { ...own, response: { ...own.response, signature: foreign.response.signature } }
    expect(await refused(mixed)).toEqual([401, 'PASSKEY_UNKNOWN'])
    expect(await refused(other.show(await ask()))).toEqual([401, 'PASSKEY_UNKNOWN'])
    const events = await app.database.query(
      `select 1 from event where tenant_id = $1 and type = 'second_factor.failed'`,
      [bare(person.tenantId)],
    )
    expect(events).toHaveLength(1)
  })

  it('when its counter goes back, as that of a copy does', async () => {
    const { device } = await withPasskey()
    expect((await show(device.show(await ask()))).status).toBe(200)
    device.counter = 0
    expect(await refused(device.show(await ask()))).toEqual([401, 'PASSKEY_UNKNOWN'])
  })
})

describe('a passkey that was made', () => {
  it('for one person is not added to another, nor twice', async () => {
    const [one, other] = [await register(app), await register(app)]
    const device = new SoftwareAuthenticator({ origin: ORIGIN })
    const made = device.make(await begin(one))
    expect(codeOf(await add(other, made))).toBe('PASSKEY_REFUSED')
    // The question is used up by that; another one is asked for.
    const again = device.make(await begin(one))
    expect((await add(one, again)).status).toBe(201)
    expect(codeOf(await add(one, again))).toBe('PASSKEY_REFUSED')
    expect(codeOf(await add(other, device.make(await begin(other))))).toBe('PASSKEY_REFUSED')
  })

  it('is not the twenty-first', async () => {
    const { person } = await withPasskey()
    await app.database.query(
      `insert into passkey (id, user_id, credential_id, public_key, counter, transports, name, synced)
       select gen_random_uuid(), $1, gen_random_uuid()::text, '\\x00', 0, '{}', 'Phone', false from generate_series(1, 19)`,
      [bare(person.userId)],
    )
    const refused = await post('passkeys/options', undefined, person.token)
    expect([refused.status, codeOf(refused)]).toEqual([409, 'PASSKEYS_FULL'])
  })
})

describe('whom browsers keep passkeys for', () => {
  it('is the host of the public address; a developer’s own machine is localhost', () => {
    expect(relyingPartyOf('https://app.tawsil.example:8443')).toEqual({
      id: 'app.tawsil.example',
      origin: 'https://app.tawsil.example:8443',
    })
    const local = { id: 'localhost', origin: 'http://localhost:4000' }
    for (const host of ['localhost', '127.0.0.1', '[::1]']) expect(relyingPartyOf(`http://${host}:4000`)).toEqual(local)
  })

  it('is nobody where there is a bare address', () => {
    for (const url of ['http://192.0.2.7:4000', 'http://[2001:db8::1]'])
      expect(() => relyingPartyOf(url)).toThrow(expect.objectContaining({ code: 'PASSKEYS_UNAVAILABLE' }))
  })
})
