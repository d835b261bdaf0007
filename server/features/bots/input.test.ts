import { describe, expect, it } from 'vitest'
import type { MessageContent } from '../channels/index.ts'
import { inputOf } from './input.ts'

describe('what a stored message means to a bot', () => {
  it.each<[string, MessageContent, unknown]>([
    ['text', { text: { body: 'hi' } }, { kind: 'text', body: 'hi' }],
    ['button', { button: { payload: 'new_order', text: 'Order' } }, { kind: 'tap', id: 'new_order', title: 'Order' }],
    ['button', { button: { text: 'Order' } }, { kind: 'tap', id: 'Order', title: 'Order' }],
    [
      'interactive',
      { interactive: { kind: 'list_reply', id: 'cat_1', title: 'Grill' } },
      { kind: 'tap', id: 'cat_1', title: 'Grill' },
    ],
    ['interactive', { interactive: { kind: 'form_reply', response: {} } }, null],
    ['interactive', { interactive: { kind: 'other', raw: { type: 'call_permission_reply' } } }, null],
    ['interactive', { interactive: { kind: 'other', raw: { type: 'payment_method' } } }, null],
    ['request_welcome', {}, { kind: 'opened' }],
    ['call', {}, null],
    [
      'location',
      { location: { latitude: 24.7, longitude: 46.6, name: 'Home', address: 'Olaya St' } },
      { kind: 'location', latitude: 24.7, longitude: 46.6, label: 'Home, Olaya St' },
    ],
    [
      'order',
      { order: { items: [{ productId: '01', quantity: 2, price: 15, currency: 'SAR' }] } },
      { kind: 'products', items: [{ code: '01', quantity: 2 }] },
    ],
    ['interactive', { interactive: { kind: 'poll_vote', options: ['Mint'] } }, null],
    ['interactive', { interactive: { kind: 'event_response', response: 'going' } }, null],
    [
      'order',
      { order: { text: ' no onions, nut allergy ', items: [] } },
      { kind: 'products', items: [], note: 'no onions, nut allergy' },
    ],
    ['order', { order: { itemCount: 3, items: [] } }, { kind: 'unlistedProducts' }],
    ['image', { media: { kind: 'image', id: 'm1' } }, { kind: 'other', type: 'image' }],
    ['never_seen_before', { raw: {} }, { kind: 'other', type: 'never_seen_before' }],
    ['reaction', { reaction: { providerMessageId: 'x', emoji: '👍' } }, null],
    ['system', { system: { kind: 'user_changed_number' } }, null],
    ['revoke', { original: { providerMessageId: 'x' } }, { kind: 'edit', of: 'x', body: null }],
    [
      'edit',
      { text: { body: 'corrected' }, original: { providerMessageId: 'x' } },
      { kind: 'edit', of: 'x', body: 'corrected' },
    ],
    ['edit', { media: { kind: 'image' }, original: { providerMessageId: 'x' } }, null],
  ])('%s %j is %j', (type, content, expected) => {
    expect(inputOf(type, content)).toEqual(expected)
  })

  it('is its beginning when it is longer than anybody can write', () => {
    const long = 'ab😀'.repeat(30_000)
    expect(inputOf('text', { text: { body: long } })).toMatchObject({ body: long.slice(0, 4096) })
    const tap = inputOf('button', { button: { payload: long, text: long } })
    expect(tap).toMatchObject({ id: long.slice(0, 4096), title: long.slice(0, 4096) })
  })
})
