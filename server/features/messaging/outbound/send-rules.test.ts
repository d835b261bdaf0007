import { describe, expect, it } from 'vitest'
import { type Capabilities, render, type TypedContent, transportFor } from '../../channels/index.ts'
import { isRefusal, lengthRefusal, type SendFacts, sendRefusal } from './send-rules.ts'

const now = new Date('2026-05-05T12:00:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
const { capabilities } = transportFor('simulator')
const free: Capabilities = { ...capabilities, window: false, templates: false }
const WILLING = { optedOutAt: null, optedInAt: null, marketingOptedOutAt: null, marketingOptedInAt: null }

const facts = (changes: Partial<SendFacts> = {}): SendFacts => ({
  now,
  tenantStatus: 'active',
  capabilities,
  conversation: { windowExpiresAt: hoursAgo(-23), lastInboundAt: hoursAgo(1), addressKind: 'phone' },
  consent: WILLING,
  author: 'bot',
  type: 'text',
  content: { text: { body: 'hi' } },
  category: undefined,
  solicited: false,
  confirmsConsent: false,
  ...changes,
})
const code = (changes: Partial<SendFacts>) => sendRefusal(facts(changes))?.code
const closed = { windowExpiresAt: hoursAgo(1), lastInboundAt: hoursAgo(25), addressKind: 'phone' }
const template = { type: 'template', content: { template: { name: 'hello', language: 'en' } } } as const
const AUTHORS = ['user', 'bot', 'campaign', 'api', 'system'] as const

describe('the send rules', () => {
  it('let everybody answer a customer who has just written', () => {
    for (const author of AUTHORS) expect(code({ author }), author).toBeUndefined()
  })

  it('are the same for every author: suspended first, then the channel, the window, the consent', () => {
    const gone = { ...WILLING, optedOutAt: hoursAgo(2) }
    const silent = { ...capabilities, media: {} }
    const image = { type: 'image', content: {} } as const
    for (const author of AUTHORS) {
      const all = {
        author,
        tenantStatus: 'suspended',
        capabilities: silent,
        conversation: closed,
        consent: gone,
        ...image,
      }
      expect(code(all)).toBe('TENANT_SUSPENDED')
      expect(code({ ...all, tenantStatus: 'trial' })).toBe('CHANNEL_CANNOT_SEND')
      expect(code({ ...all, tenantStatus: 'trial', capabilities })).toBe('WINDOW_CLOSED')
    }
    for (const author of ['bot', 'campaign', 'api', 'system'] as const) {
      expect(code({ author, consent: gone, ...image })).toBe('CONTACT_OPTED_OUT')
    }
  })

  it('say when the window closed and what would work', () => {
    const refusal = sendRefusal(facts({ conversation: closed }))!
    expect(refusal.details).toEqual({ closedAt: hoursAgo(1).toISOString(), next: 'template' })
    expect(refusal.message).toContain('template')
    expect(isRefusal(refusal)).toBe(true)
    expect(code({ conversation: closed, ...template })).toBeUndefined()
  })

  it('know no window where the provider knows none', () => {
    expect(code({ conversation: closed, capabilities: free })).toBeUndefined()
    expect(
      code({ conversation: { windowExpiresAt: null, lastInboundAt: null, addressKind: 'phone' }, capabilities: free }),
    ).toBeUndefined()
  })

  it('refuse what a channel cannot carry, and say what it can', () => {
    expect(code({ ...template, capabilities: free })).toBe('CHANNEL_CANNOT_SEND')
    const flow = { kind: 'flow', body: 'b', flowId: '1', button: 'Open' } as const
    const product = { kind: 'product', catalogId: '1', productId: '2' } as const
    const plain = { ...capabilities, flows: false, products: false, groups: false }
    for (const interactive of [flow, product]) {
      const message = { type: 'interactive', content: { interactive } } as const
      expect(code({ ...message, capabilities: plain })).toBe('CHANNEL_CANNOT_SEND')
      expect(code(message)).toBeUndefined()
    }
    expect(code({ conversation: { ...facts().conversation, addressKind: 'group' }, capabilities: plain })).toBe(
      'CHANNEL_CANNOT_SEND',
    )
  })
})

describe('a message in the form in which a channel carries it', () => {
  const plain = { ...capabilities, textLength: 100, ctaUrl: false, contacts: false }
  const refusal = (message: TypedContent) => lengthRefusal(message.type, render(message, plain), plain)
  const text = (length: number): TypedContent => ({ type: 'text', content: { text: { body: 'x'.repeat(length) } } })

  it('is refused when it is longer than may be, and told how long it may be', () => {
    expect(refusal(text(100))).toBeUndefined()
    const refused = refusal(text(101))!
    expect(refused).toMatchObject({
      code: 'TEXT_TOO_LONG',
      status: 422,
      message: 'This channel carries texts of 100 characters at most; this one has 101. Send it in several messages.',
      details: { maxLength: 100, length: 101 },
    })
    expect(isRefusal(refused)).toBe(true)
  })

  it.each([
    [
      'a link under a button',
      { interactive: { kind: 'cta_url', body: 'b', displayText: 'Open', url: 'x'.repeat(92) } },
    ],
    ['people', { contacts: [{ name: 'x'.repeat(88), phones: [{ phone: '+21261234567' }] }] }],
    ['a place', { location: { latitude: 1, longitude: 2, name: 'x'.repeat(50), address: 'y'.repeat(49) } }],
  ] as const)('is measured as the text it becomes: %s', (_what, content) => {
    const [kind] = Object.keys(content)
    expect(refusal({ type: kind!, content: content as unknown as TypedContent['content'] })).toMatchObject({
      code: 'TEXT_TOO_LONG',
      message: expect.stringContaining('this message has 101.'),
      details: { maxLength: 100, length: 101 },
    })
  })
})

describe('a customer who wants nothing', () => {
  const outAt = (hours: number) => ({ consent: { ...WILLING, optedOutAt: hoursAgo(hours) } })

  it('gets a person’s own answer to what they wrote afterwards, and nothing else', () => {
    expect(code({ author: 'user', ...outAt(2) })).toBeUndefined()
    expect(code({ author: 'user', ...outAt(1) }), 'STOP itself was the last word').toBe('CONTACT_OPTED_OUT')
    expect(code({ author: 'user', ...outAt(0.5) })).toBe('CONTACT_OPTED_OUT')
    expect(code({ author: 'user', ...outAt(2), ...template })).toBe('CONTACT_OPTED_OUT')
    for (const author of ['bot', 'campaign', 'api'] as const)
      expect(code({ author, ...outAt(2) })).toBe('CONTACT_OPTED_OUT')
  })

  it('gets no late answer where there is no window either', () => {
    const conversation = { windowExpiresAt: null, lastInboundAt: hoursAgo(30), addressKind: 'phone' }
    expect(code({ author: 'user', capabilities: free, conversation, ...outAt(40) })).toBe('CONTACT_OPTED_OUT')
  })

  it('is told so, once', () => {
    expect(code({ author: 'system', confirmsConsent: true, ...outAt(1) })).toBeUndefined()
  })
})

describe('a customer who wants no marketing', () => {
  const consent = { ...WILLING, marketingOptedOutAt: hoursAgo(5) }

  it('gets everything but templates of that category', () => {
    expect(code({ consent })).toBeUndefined()
    expect(code({ consent, ...template, category: 'utility' })).toBeUndefined()
    expect(code({ consent, ...template })).toBeUndefined()
    for (const author of AUTHORS)
      expect(code({ consent, author, ...template, category: 'marketing' })).toBe('CONTACT_OPTED_OUT_OF_MARKETING')
  })
})
