import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readId } from '../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { connectMeta, metaDelivery, metaText, postMeta } from '../../../test/meta.ts'
import { connectTwilio, postTwilio, twilioText } from '../../../test/twilio.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'

let program: TestApp
let a: TestTenant
let b: TestTenant

beforeAll(async () => {
  program = await buildApp({ parts: { config: { publicUrl: 'https://tawsil.example' } } })
  ;({ a, b } = await twoTenants(program))
})
afterAll(() => program.close())

const receiving = async (who: TestTenant, id: string) =>
  (await program.call<{ receiving: string }>(who, 'GET', `/api/v1/channels/${id}`)).data.receiving
const told = (id: string) =>
  program.database.query(
    `select data from event where aggregate_id = $1 and type = 'channel.updated' and data->'changed' ? 'receiving'`,
    [readId('channel', id)],
  )

describe('a channel says that messages arrive', () => {
  it('only after Meta shook hands at its address', async () => {
    const [own, other] = [await connectMeta(program, a), await connectMeta(program, b)]
    expect(await receiving(a, own.id)).toBe('waiting')
    const shake = (token: string) =>
      program.app.inject(`${own.path}?hub.mode=subscribe&hub.challenge=1&hub.verify_token=${token}`)
    expect((await shake('wrong')).statusCode).toBe(403)
    expect(await receiving(a, own.id)).toBe('waiting')
    expect((await shake(own.verifyToken)).statusCode).toBe(200)
    expect(await receiving(a, own.id)).toBe('proven')
    expect(await receiving(b, other.id)).toBe('waiting')
    await shake(own.verifyToken)
    expect(await told(own.id)).toHaveLength(1)
  })

  it('only after the first delivery that is signed, at the address of the platform’s app', async () => {
    const own = await connectMeta(program, a)
    const secret = program.context.config.metaAppSecret!
    const delivery = { secret, body: metaDelivery(own.wabaId, metaText(own.phoneNumberId)) }
    expect((await postMeta(program, { ...delivery, secret: 'wrong' })).statusCode).toBe(401)
    expect(await receiving(a, own.id)).toBe('waiting')
    await Promise.all(Array.from({ length: 5 }, () => postMeta(program, delivery)))
    expect(await receiving(a, own.id)).toBe('proven')
    expect(await told(own.id)).toHaveLength(1)
  })

  it('only after Twilio signed something', async () => {
    const own = await connectTwilio(program, a)
    expect(await receiving(a, own.id)).toBe('waiting')
    expect((await postTwilio(program, twilioText(own), { token: 'wrong' })).statusCode).toBe(401)
    expect(await receiving(a, own.id)).toBe('waiting')
    expect((await postTwilio(program, twilioText(own), { token: own.authToken })).statusCode).toBe(200)
    expect(await receiving(a, own.id)).toBe('proven')
  })
})
