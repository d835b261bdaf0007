import { describe, expect, it } from 'vitest'
import { parseDelivery } from './parse.ts'

describe('what an account says of itself and its customers', () => {
  const change = (field: string, value: object) =>
    parseDelivery(
      {
        body: Buffer.from(
          JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '88', changes: [{ field, value }] }] }),
        ),
        headers: {},
        receivedAt: new Date('2026-11-21T10:00:00Z'),
      },
      { id: '0198c0de-0000-7000-8000-000000000001', externalId: null, externalAccountId: '88' },
    )

  it('threads from before it was connected are messages of both sides, marked as such', () => {
    const { messages, notices } = change('history', {
      messaging_product: 'whatsapp',
      history: [
        {
          metadata: { phase: 0, chunk_order: 1, progress: 50 },
          threads: [
            {
              id: '212600000001',
              messages: [
                { from: '212600000001', id: 'wamid.h1', timestamp: '1700000000', type: 'text', text: { body: 'Old' } },
                {
                  from: '15550783881',
                  to: '212600000001',
                  id: 'wamid.h2',
                  timestamp: 1700000060,
                  type: 'media_placeholder',
                },
              ],
            },
          ],
        },
      ],
    })
    expect(messages).toMatchObject([
      { direction: 'inbound', historic: true, content: { text: { body: 'Old' } }, at: new Date(1_700_000_000_000) },
      { direction: 'outbound', historic: true, type: 'media_placeholder', address: { value: '212600000001' } },
    ])
    expect(notices).toMatchObject([{ field: 'history', value: { metadata: { progress: 50 } } }])
  })

  const REAL = { display_phone_number: '+1 555-078-3881', phone_number_id: '1' }
  const past = (value: object) => change('history', { messaging_product: 'whatsapp', metadata: REAL, ...value })
  const picture = { type: 'image', image: { id: '77', mime_type: 'image/jpeg', caption: 'Menu' } }

  it('a file from before it was connected comes apart from its thread, and is a message of either side', () => {
    const { messages, notices } = past({
      messages: [
        { from: '15550783881', to: '212600000001', id: 'wamid.p1', timestamp: '1700000000', ...picture },
        { from: '212600000001', id: 'wamid.p2', timestamp: '1700000060', ...picture },
      ],
    })
    const content = { media: { kind: 'image', id: '77', mimeType: 'image/jpeg', caption: 'Menu' } }
    expect(messages).toMatchObject([
      { direction: 'outbound', historic: true, type: 'image', content, address: { value: '212600000001' } },
      { direction: 'inbound', historic: true, type: 'image', content, address: { value: '212600000001' } },
    ])
    expect(notices).toEqual([])
  })

  it('a file that will follow leaves its id free; one too old to follow is a message that says so', () => {
    const placeholder = (id: string, day: string) => ({
      from: '212600000001',
      id,
      timestamp: String(Date.parse(`2026-11-${day}T10:00:00Z`) / 1000),
      type: 'media_placeholder',
    })
    const threads = [{ id: '212600000001', messages: [placeholder('wamid.new', '10'), placeholder('wamid.old', '01')] }]
    const { messages, notices } = past({ history: [{ metadata: { phase: 0 }, threads }] })
    expect(messages).toMatchObject([{ providerMessageId: 'wamid.old', type: 'media_placeholder' }])
    expect(notices).toMatchObject([{ value: { metadata: { phase: 0 } } }, { value: { id: 'wamid.new' } }])
  })

  it.each([
    ['Meta says that it is', { from: 'x', history_context: { from_me: true } }, 'outbound'],
    ['it names a recipient', { from: 'x', to: '5511987654321' }, 'outbound'],
    ['it comes from the business’s number', { from: '15550783881' }, 'outbound'],
    ['it comes from the customer’s number in another form', { from: '551187654321' }, 'inbound'],
    ['it names the business as recipient', { from: 'x', to: '15550783881' }, 'inbound'],
    ['it names nobody', { from: undefined }, 'inbound'],
    ['Meta says that it is not', { from: '15550783881', history_context: { from_me: false } }, 'inbound'],
  ])('a message of a thread is the business’s or the customer’s: %s', (_what, more, direction) => {
    const message = { id: 'wamid.h', timestamp: '1700000000', type: 'text', text: { body: 'Old' }, ...more }
    const context = { wa_id: '5511987654321', user_id: 'BR.1', username: 'ana' }
    const { messages } = past({ history: [{ threads: [{ id: '5511987654321', context, messages: [message] }] }] })
    expect(messages).toMatchObject([{ direction, address: { value: '5511987654321' } }])
    expect(messages[0]!.identities.map(({ value }) => value)).toEqual([
      '+5511987654321',
      '5511987654321',
      'BR.1',
      'ana',
    ])
  })

  it('a refusal to share them is kept', () => {
    const { messages, notices } = change('history', { history: [{ errors: [{ code: 2593109, title: 'declined' }] }] })
    expect(messages).toEqual([])
    expect(notices).toMatchObject([{ value: { errors: [{ code: 2593109 }] } }])
  })

  it('a customer who wants no more marketing is heard', () => {
    const said = { wa_id: '16505551234', category: 'marketing_messages', value: 'stop', timestamp: 1731705721 }
    const { preferences, notices } = change('user_preferences', { contacts: [], user_preferences: [said] })
    expect(preferences).toMatchObject([{ wants: 'stop', scope: 'marketing', at: new Date(1_731_705_721_000) }])
    expect(preferences![0]!.identities).toContainEqual({ kind: 'wa_id', scope: '', value: '16505551234' })
    expect(notices).toHaveLength(1)
  })

  it('a customer who signs up for marketing takes back what they said on this number alone, with the words as evidence', () => {
    const said = { wa_id: '16505551234', value: 'signup', detail: 'User signed up', timestamp: 1731705721 }
    const { preferences } = change('user_preferences', { user_preferences: [said, { ...said, value: 'ponder' }] })
    expect(preferences).toMatchObject([
      { wants: 'resume', scope: 'marketing', sameChannel: true, told: { word: 'signup', detail: 'User signed up' } },
    ])
  })

  it.each([
    ['that was disabled', { ban_info: { waba_ban_state: 'DISABLE' } }, 'error', 'disabled'],
    ['that was disabled, in a list', { ban_info: { waba_ban_state: ['DISABLE'] } }, 'error', 'disabled'],
    ['that was deleted', { event: 'ACCOUNT_DELETED' }, 'error', 'deleted'],
  ])('an account %s shows on its number', (_what, value, status, word) => {
    const { states, notices } = change('account_update', { event: 'DISABLED_UPDATE', ...value })
    expect(states).toMatchObject([{ status, reason: expect.stringContaining(word) }])
    expect(notices).toHaveLength(1)
  })

  it('what happened to an account happened when Meta says, however late it is told again', () => {
    const value = { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } }
    const entry = [{ id: '88', time: 1790000000, changes: [{ field: 'account_update', value }] }]
    const body = Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry }))
    const channel = { id: 'c', externalId: null, externalAccountId: '88' }
    const { states } = parseDelivery({ body, headers: {}, receivedAt: new Date('2026-11-21T10:00:00Z') }, channel)
    expect(states).toMatchObject([{ at: new Date(1_790_000_000_000) }])
  })

  it.each<[what: string, value: object]>([
    ['is to be disabled later', { ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE' } }],
    ['broke a rule and is not restricted', { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'ADULT' } }],
    [
      'may not add numbers',
      { event: 'ACCOUNT_RESTRICTION', restriction_info: [{ restriction_type: 'RESTRICTED_ADD_PHONE_NUMBER_ACTION' }] },
    ],
    [
      'may not call',
      {
        event: 'ACCOUNT_RESTRICTION',
        restriction_info: [{ restriction_type: 'RESTRICTED_BUSINESS_INITIATED_CALLING' }],
      },
    ],
    ['has another price', { event: 'VOLUME_BASED_PRICING_TIER_UPDATE' }],
    ['says what nobody knows', { event: 'constructor' }],
  ])('an account that %s stays as it is, and the news is kept', (_what, value) => {
    const { states, notices } = change('account_update', value)
    expect(states).toBeUndefined()
    expect(notices).toHaveLength(1)
  })

  it.each<[what: string, field: string, value: object]>([
    ['is reinstated', 'account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: ['REINSTATE'] } }],
    ['is reconnected', 'account_update', { event: 'ACCOUNT_RECONNECTED' }],
    ['is reconnected, in a field of its own', 'account_reconnected', { event: 'account_reconnected' }],
    ['is shared again', 'account_update', { event: 'PARTNER_ADDED' }],
    ['lets our app in again', 'account_update', { event: 'PARTNER_APP_INSTALLED' }],
    ['passed the review', 'account_review_update', { decision: 'APPROVED' }],
  ])('an account that %s is back, by hearsay', (_what, field, value) => {
    expect(change(field, value).states).toMatchObject([{ status: 'connected', hearsay: true }])
  })

  const why = (reason: string) => ({ event: 'PARTNER_REMOVED', disconnection_info: { reason, initiated_by: 'USER' } })
  it.each<[what: string, field: string, value: object, status: string, words: string]>([
    ['moved to another phone', 'account_update', { event: 'ACCOUNT_OFFBOARDED' }, 'disconnected', 'on the new phone'],
    ['moved, in a field of its own', 'account_offboarded', {}, 'disconnected', 'on the new phone'],
    ['is not shared any more', 'account_update', { event: 'PARTNER_REMOVED' }, 'disconnected', 'not shared'],
    ['has another number', 'account_update', why('CHANGE_NUMBER'), 'disconnected', 'another number'],
    ['was not used', 'account_update', why('PRIMARY_INACTIVITY'), 'disconnected', '14 days'],
    ['left for a reason of tomorrow', 'account_update', why('NEW_REASON'), 'disconnected', 'Connect the number again'],
    ['locked our app out', 'account_update', { event: 'PARTNER_APP_UNINSTALLED' }, 'error', 'permission'],
    ['failed the review', 'account_review_update', { decision: 'REJECTED' }, 'error', 'another review'],
  ])('an account that %s shows on its number, with the next step', (_what, field, value, status, words) => {
    expect(change(field, value).states).toMatchObject([{ status, reason: expect.stringContaining(words) }])
  })

  it('an account that may not begin conversations is impaired until that ends, with what still works', () => {
    const restriction = (type: string, expiration: unknown) => ({ restriction_type: type, expiration })
    const value = {
      event: 'ACCOUNT_RESTRICTION',
      restriction_info: [
        restriction('RESTRICTED_BIZ_INITIATED_MESSAGING', 1796000000),
        restriction('RESTRICTED_ADD_PHONE_NUMBER_ACTION', 1900000000),
      ],
    }
    const [state] = change('account_update', value).states!
    expect(state).toMatchObject({ status: 'degraded', until: new Date(1_796_000_000_000) })
    expect(state!.reason).toMatch(
      /begin conversations.*answers within the 24 hours still go out.*2026-11-30.*WhatsApp Manager/,
    )
    const both = [
      restriction('RESTRICTED_BIZ_INITIATED_MESSAGING', '1796000000'),
      restriction('RESTRICTED_CUSTOMER_INITIATED_MESSAGING', 1797000000),
    ]
    const [worse] = change('account_update', {
      ...value,
      restriction_info: both,
      remediation_steps: 'Remove the adult content.',
    }).states!
    expect(worse).toMatchObject({ until: new Date(1_797_000_000_000) })
    expect(worse!.reason).toMatch(/begin conversations.*answer customers.*Remove the adult content/)
    const endless = { ...value, restriction_info: restriction('RESTRICTED_CUSTOMER_INITIATED_MESSAGING', undefined) }
    expect(change('account_update', endless).states).toMatchObject([{ status: 'degraded' }])
  })
})
