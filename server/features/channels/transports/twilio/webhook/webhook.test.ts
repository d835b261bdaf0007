import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readId } from '../../../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../../../test/buildApp.ts'
import {
  aSender,
  connectTwilio,
  postTwilio,
  postTwilioJson,
  twilioSignature,
  twilioStatus,
  twilioText,
} from '../../../../../test/twilio.ts'
import { type TestTenant, twoTenants } from '../../../../../test/twoTenants.ts'

const MASTER = { sid: `AC${'9'.repeat(32)}`, token: 'token-of-the-operator' }

let program: TestApp
let a: TestTenant
let b: TestTenant
let ofA: Awaited<ReturnType<typeof connectTwilio>>
let ofB: Awaited<ReturnType<typeof connectTwilio>>

beforeAll(async () => {
  program = await buildApp({ parts: { config: { twilioMaster: MASTER } } })
  ;({ a, b } = await twoTenants(program))
  ofA = await connectTwilio(program, a)
  ofB = await connectTwilio(program, b)
})
afterAll(() => program.close())
beforeEach(() => program.database.query('truncate raw_event, raw_event_pending'))

interface Stored {
  tenant: string | null
  channel: string | null
  disposition: string
  reason: string | null
  headers: Record<string, string>
  body: Buffer
}

async function stored(): Promise<Stored[]> {
  return await program.database.query<Stored & Record<string, unknown>>(
    `select tenant_id as tenant, channel_id as channel, disposition, quarantine_reason as reason, headers, body
     from raw_event order by id`,
  )
}
const pending = async () =>
  (await program.database.query<{ n: number }>('select count(*)::int as n from raw_event_pending'))[0]!.n
const accepted = (tenant: TestTenant, channel: { id: string }) => ({
  tenant: readId('tenant', tenant.tenantId),
  channel: readId('channel', channel.id),
  disposition: 'accepted',
  reason: null,
})
const quarantined = (reason: string) => ({ tenant: null, channel: null, disposition: 'quarantined', reason })

describe('a signed delivery', () => {
  it('is stored with its bytes before it is answered, with TwiML that says nothing', async () => {
    const params = twilioText(ofA, { Body: 'سلام 👍 + &=%' })
    const answer = await postTwilio(program, params, { token: ofA.authToken })
    expect([answer.statusCode, answer.body]).toEqual([200, '<Response/>'])
    expect(answer.headers['content-type']).toMatch(/^text\/xml/)
    const [row, ...more] = await stored()
    expect(more).toEqual([])
    expect(row).toMatchObject(accepted(a, ofA))
    expect(new URLSearchParams(row!.body.toString()).get('Body')).toBe('سلام 👍 + &=%')
    expect(await pending()).toBe(1)
  })

  it('of a status keeps the query with our attempt, which is signed with the rest', async () => {
    const params = twilioStatus(ofA, 'SM1', 'delivered')
    const path = '/webhooks/twilio/status?a=0199.1'
    expect((await postTwilio(program, params, { token: ofA.authToken, path })).statusCode).toBe(200)
    const [row] = await stored()
    expect(row).toMatchObject({ ...accepted(a, ofA), headers: { 'x-tawsil-query': 'a=0199.1' } })
    const signature = twilioSignature(ofA.authToken, `${program.context.config.publicUrl}${path}`, params)
    const changed = await postTwilio(program, params, {
      token: ofA.authToken,
      path: '/webhooks/twilio/status?a=0199.2',
      headers: { 'x-twilio-signature': signature },
    })
    expect(changed.statusCode).toBe(401)
  })

  it.each(['/webhooks/twilio', '/webhooks/twilio/status'])(
    'finds its channel at %s, and at the channel’s own',
    async path => {
      for (const at of [path, `/webhooks/twilio/${ofA.id}`]) {
        expect((await postTwilio(program, twilioText(ofA), { token: ofA.authToken, path: at })).statusCode).toBe(200)
      }
      expect((await stored()).map(row => row.channel)).toEqual([readId('channel', ofA.id), readId('channel', ofA.id)])
    },
  )

  it('of JSON is taken when the address vouches for the body, and not otherwise', async () => {
    const params = twilioText(ofA)
    expect((await postTwilioJson(program, params, { token: ofA.authToken })).statusCode).toBe(200)
    const path = '/webhooks/twilio'
    const bare = twilioSignature(ofA.authToken, `${program.context.config.publicUrl}${path}`)
    const answer = await program.app.inject({
      method: 'POST',
      url: path,
      headers: { 'content-type': 'application/json', 'x-twilio-signature': bare },
      payload: JSON.stringify(params),
    })
    expect(answer.statusCode).toBe(401)
    expect(await stored()).toHaveLength(1)
  })

  it.each(['a name given twice', 'a name given twice with the same value'])('with %s verifies', async what => {
    const Extra = what.endsWith('value') ? ['x', 'x'] : ['z', 'x']
    const answer = await postTwilio(program, twilioText(ofA, { Extra }), { token: ofA.authToken })
    expect(answer.statusCode).toBe(200)
  })

  it('without what makes it a message is kept aside and answered', async () => {
    const { MessageSid: _, SmsSid: __, SmsMessageSid: ___, ...nameless } = twilioText(ofA)
    expect((await postTwilio(program, nameless, { token: ofA.authToken })).statusCode).toBe(200)
    expect(await stored()).toMatchObject([quarantined('malformed')])
    expect(await pending()).toBe(0)
  })

  it('that is broken JSON is kept aside at the channel’s own address', async () => {
    const answer = await postTwilioJson(program, '{"To":', {
      token: ofA.authToken,
      path: `/webhooks/twilio/${ofA.id}`,
    })
    expect(answer.statusCode).toBe(200)
    expect(await stored()).toMatchObject([
      { ...quarantined('malformed'), headers: { 'x-tawsil-door': readId('channel', ofA.id) } },
    ])
  })
})

describe('a delivery that nobody we know has signed', () => {
  const path = '/webhooks/twilio'
  const refusals: Array<[string, () => ReturnType<typeof postTwilio>]> = [
    [
      'has no signature',
      () => postTwilio(program, twilioText(ofA), { token: '', headers: { 'x-twilio-signature': undefined } }),
    ],
    [
      'has a short signature',
      () => postTwilio(program, twilioText(ofA), { token: '', headers: { 'x-twilio-signature': 'abc=' } }),
    ],
    [
      'has an empty signature',
      () => postTwilio(program, twilioText(ofA), { token: '', headers: { 'x-twilio-signature': '' } }),
    ],
    ['is signed with another secret', () => postTwilio(program, twilioText(ofA), { token: 'wrong' })],
    [
      'is signed with the secret of another business',
      () => postTwilio(program, twilioText(ofB), { token: ofA.authToken }),
    ],
    [
      'names the number of one and the account of another',
      () => postTwilio(program, twilioText({ ...ofB, accountSid: ofA.accountSid }), { token: ofA.authToken }),
    ],
    [
      'names another account, signed right',
      () => postTwilio(program, twilioText({ ...ofA, accountSid: ofB.accountSid }), { token: ofA.authToken }),
    ],
    ['names a number that nobody has', () => postTwilio(program, twilioText(aSender()), { token: ofA.authToken })],
    ['names nobody', () => postTwilio(program, { Body: 'Salam' }, { token: ofA.authToken })],
    [
      'is signed by the operator for a number of somebody else’s account',
      () => postTwilio(program, twilioText(ofA), { token: MASTER.token }),
    ],
    [
      'comes to a channel that does not exist',
      () =>
        postTwilio(program, twilioText(ofA), {
          token: ofA.authToken,
          path: '/webhooks/twilio/chn_0198000000007000800000000000dead',
        }),
    ],
    [
      'comes to what is no channel',
      () => postTwilio(program, twilioText(ofA), { token: ofA.authToken, path: '/webhooks/twilio/x' }),
    ],
    [
      'is for another address',
      () =>
        postTwilio(program, twilioText(ofA), {
          token: ofA.authToken,
          headers: {
            'x-twilio-signature': twilioSignature(
              ofA.authToken,
              'http://127.0.0.1:4000/webhooks/other',
              twilioText(ofA),
            ),
          },
        }),
    ],
    ['is empty', () => postTwilio(program, {}, { token: ofA.authToken })],
    [
      'has thousands of names',
      () =>
        postTwilio(
          program,
          { ...twilioText(ofA), ...Object.fromEntries(Array.from({ length: 3000 }, (_, no) => [`x${no}`, ''])) },
          { token: ofA.authToken },
        ),
    ],
  ]
  it.each(refusals)('is refused when it %s, in the same words, and nothing is stored', async (_what, post) => {
    const answer = await post()
    const expected = await postTwilio(program, twilioText(ofA), { token: 'wrong', path })
    const words = ({ body }: typeof answer) => body.replace(/"timestamp":"[^"]*"/, '')
    expect([answer.statusCode, words(answer)]).toEqual([401, words(expected)])
    expect(await stored()).toEqual([])
  })

  it('is never a 500, whatever its bytes are', async () => {
    const bodies = [
      '%',
      '%ff%fe=%',
      '=&&=&',
      '\u0000',
      '[',
      '{"To":{"a":[]}}',
      '[1]',
      'null',
      `{"a":${'['.repeat(5_000)}`,
      'To=whatsapp%3A',
      '__proto__=1&To=2',
      'To[]=1&From=constructor',
    ]
    for (const payload of bodies) {
      for (const type of [
        'application/json',
        'application/x-www-form-urlencoded',
        'text/plain',
        'what ever',
        undefined,
      ]) {
        const headers = { 'x-twilio-signature': `${'A'.repeat(27)}=`, ...(type && { 'content-type': type }) }
        const answer = await program.app.inject({
          method: 'POST',
          url: '/webhooks/twilio?%27=%E0%A4%A',
          headers,
          payload,
        })
        expect(answer.statusCode, `${type} ${payload.slice(0, 20)}`).toBe(401)
      }
    }
    expect(await stored()).toEqual([])
  })
})

describe('an account of the operator’s', () => {
  it('signs for channels that bring none, and for numbers that nobody has connected', async () => {
    const from = aSender().from
    const { status, data } = await program.call<{ id: string }>(b, 'POST', '/api/v1/channels', {
      provider: 'twilio',
      name: 'Ours',
      credentials: { from, accountSid: '', authToken: '' },
    })
    expect(status).toBe(201)
    const sender = { from, accountSid: MASTER.sid }
    expect((await postTwilio(program, twilioText(sender), { token: MASTER.token })).statusCode).toBe(200)
    const nobody = { from: aSender().from, accountSid: MASTER.sid }
    expect((await postTwilio(program, twilioText(nobody), { token: MASTER.token })).statusCode).toBe(200)
    expect((await postTwilioJson(program, '{', { token: MASTER.token })).statusCode).toBe(200)
    expect(await stored()).toMatchObject([accepted(b, data), quarantined('unknown_number'), quarantined('malformed')])
  })
})

describe('a business that signs at its own address and names another’s number', () => {
  it('is kept aside; its own second number is taken', async () => {
    const second = await connectTwilio(program, a, aSender({ accountSid: ofA.accountSid, authToken: ofA.authToken }))
    const own = { token: ofA.authToken, path: `/webhooks/twilio/${ofA.id}` }
    const foreign = twilioText({ ...ofB, accountSid: ofA.accountSid })
    expect((await postTwilio(program, foreign, own)).statusCode).toBe(200)
    expect((await postTwilio(program, twilioText({ ...aSender(), accountSid: ofA.accountSid }), own)).statusCode).toBe(
      200,
    )
    expect((await postTwilio(program, twilioText(second), own)).statusCode).toBe(200)
    expect(await stored()).toMatchObject([
      quarantined('foreign_number'),
      quarantined('unknown_number'),
      accepted(a, second),
    ])
  })
})

describe('a channel', () => {
  it('whose secret was changed takes deliveries with the new one at once, and no more with the old', async () => {
    const mine = await connectTwilio(program, a)
    expect((await postTwilio(program, twilioText(mine), { token: mine.authToken })).statusCode).toBe(200)
    const { status } = await program.call(a, 'PATCH', `/api/v1/channels/${mine.id}`, {
      credentials: { authToken: 'new' },
    })
    expect(status).toBe(200)
    expect((await postTwilio(program, twilioText(mine), { token: mine.authToken })).statusCode).toBe(401)
    expect((await postTwilio(program, twilioText(mine), { token: 'new' })).statusCode).toBe(200)
  })

  it('that was removed takes nothing', async () => {
    const mine = await connectTwilio(program, a)
    await program.call(a, 'DELETE', `/api/v1/channels/${mine.id}`)
    expect((await postTwilio(program, twilioText(mine), { token: mine.authToken })).statusCode).toBe(401)
    expect(await stored()).toEqual([])
  })
})

describe('connecting', () => {
  const connect = (caller: TestTenant, credentials: object) =>
    program.call(caller, 'POST', '/api/v1/channels', { provider: 'twilio', name: 'Number', credentials })

  it('knows the number from the sender, in either spelling, and never shows the secret', async () => {
    const sender = aSender()
    const { status, data, text } = await connect(a, { ...sender, from: `whatsapp:${sender.from}` })
    expect([status, data.phoneNumber, data.externalId]).toEqual([201, sender.from, sender.from])
    expect(data.webhookUrl).toBe(`http://127.0.0.1:4000/webhooks/twilio/${data.id}`)
    expect(text).not.toContain(sender.authToken)
  })

  it('claims a number once for a business, and tells another nothing of it', async () => {
    const again = await connect(a, aSender({ from: ofA.from }))
    expect([again.status, again.body.error!.code]).toEqual([409, 'CHANNEL_NUMBER_TAKEN'])
    const [theirs, free] = [await connect(b, aSender({ from: ofA.from })), await connect(b, aSender())]
    expect([theirs.status, theirs.data.status]).toEqual([201, free.data.status])
  })

  it('keeps the number', async () => {
    const changed = await program.call(a, 'PATCH', `/api/v1/channels/${ofA.id}`, {
      credentials: { from: aSender().from },
    })
    expect([changed.status, changed.body.error!.code]).toEqual([422, 'CHANNEL_NUMBER_FIXED'])
  })

  it.each([
    ['no sender', { from: undefined }, 'from'],
    ['a sender that is no number', { from: 'shop' }, 'from'],
    ['an account without its secret', { authToken: undefined }, 'authToken'],
    ['a secret without its account', { accountSid: undefined }, 'accountSid'],
    ['an account that is none', { accountSid: '../x' }, 'accountSid'],
  ])('names the field in %s', async (_what, change, field) => {
    const { status, body } = await connect(a, { ...aSender(), ...change })
    expect([status, body.error!.code]).toEqual([400, 'VALIDATION'])
    expect(JSON.stringify(body.error!.details)).toContain(`body.credentials.${field}`)
  })
})
