import { describe, expect, it } from 'vitest'
import type { MessageContent } from '../../channels/index.ts'
import { contactsView, interactiveView, locationView, orderView, systemView, templateView } from './body-view.schema.ts'
import { messageView } from './message-view.schema.ts'

type Body<K extends keyof MessageContent> = NonNullable<MessageContent[K]>
type Whole<K extends keyof MessageContent> = Required<Body<K>>

/** `Whole` makes the test fail to compile when a key is added to what is stored and not added here. */
const LOCATION: Whole<'location'> = {
  latitude: 1.5,
  longitude: 2.5,
  name: 'Olaya',
  address: 'Street 1',
  url: 'https://x',
}
const CONTACT: Required<Body<'contacts'>[number]> = {
  name: 'Sara',
  organization: 'Bakery',
  department: 'Ovens',
  title: 'Baker',
  birthday: '1990-05-01',
  phones: [{ phone: '+212612345678', waId: '212612345678', type: 'CELL' }],
  emails: ['sara@example.com'],
  emailTypes: { 'sara@example.com': 'WORK' },
  urls: [{ url: 'https://bakery.test', type: 'WORK' }],
  addresses: [
    {
      street: '1 Quay',
      city: 'Rabat',
      state: 'RSK',
      zip: '10000',
      country: 'Morocco',
      countryCode: 'ma',
      type: 'HOME',
    },
  ],
}
const TEMPLATE: Whole<'template'> = { name: 'hello', language: 'en', components: [{ type: 'body' }] }
const ORDER: Whole<'order'> = {
  catalogId: 'c1',
  orderId: 'o1',
  title: 'Dar Salma',
  text: 'no onions',
  itemCount: 1,
  total: { amount: 2500, currency: 'SAR', digits: 2 },
  items: [{ productId: 'p1', quantity: 2, price: 1250, currency: 'SAR' }],
}
const SYSTEM: Whole<'system'> = { kind: 'user_changed_number', body: 'moved', newWaId: '2126', newUserId: 'MA.4' }
const INTERACTIVE: Record<Body<'interactive'>['kind'], Body<'interactive'>> = {
  buttons: { kind: 'buttons', body: 'b', header: 'h', footer: 'f', buttons: [{ id: '1', title: 'Yes' }] },
  list: {
    kind: 'list',
    body: 'b',
    header: 'h',
    footer: 'f',
    button: 'Open',
    sections: [{ title: 's', rows: [{ id: '1', title: 'One', description: 'd' }] }],
  },
  cta_url: { kind: 'cta_url', body: 'b', header: 'h', footer: 'f', displayText: 'Go', url: 'https://x' },
  location_request: { kind: 'location_request', body: 'Where?' },
  product: { kind: 'product', body: 'b', footer: 'f', catalogId: 'c', productId: 'p' },
  product_list: {
    kind: 'product_list',
    header: 'h',
    body: 'b',
    footer: 'f',
    catalogId: 'c',
    sections: [{ title: 's', productIds: ['p'] }],
  },
  catalog: { kind: 'catalog', body: 'b', footer: 'f', thumbnailProductId: 'p' },
  flow: {
    kind: 'flow',
    header: 'h',
    body: 'b',
    footer: 'f',
    flowId: '1',
    button: 'Open',
    token: 't',
    action: 'navigate',
    screen: 's',
    data: { a: 1 },
  },
  button_reply: { kind: 'button_reply', id: '1', title: 'Yes' },
  list_reply: { kind: 'list_reply', id: '1', title: 'One', description: 'd' },
  form_reply: { kind: 'form_reply', name: 'n', body: 'b', token: 't', response: { a: [1] } },
  poll_vote: { kind: 'poll_vote', options: ['Mint', 'Plain'] },
  event_response: { kind: 'event_response', response: 'going', extraGuests: 2 },
  other: { kind: 'other', raw: { type: 'new' } },
}

describe('the body of a message in the API', () => {
  it.each([
    ['location', locationView, LOCATION],
    ['contacts', contactsView, [CONTACT]],
    ['template', templateView, TEMPLATE],
    ['order', orderView, ORDER],
    ['system', systemView, SYSTEM],
  ] as const)('shows all that is stored of a %s', (_name, view, body) => {
    expect(view.parse(body)).toEqual(body)
  })

  it.each(Object.entries(INTERACTIVE))(
    'shows all that is stored of an interactive message of kind %s',
    (_kind, body) => {
      expect(interactiveView.parse(body)).toEqual(body)
    },
  )

  it('keeps the name and the object of a type that we do not know, and of a known one without its body', () => {
    const common = {
      id: 'msg_1',
      conversationId: 'conv_1',
      seq: 1,
      direction: 'inbound',
      status: 'received',
      replyToMessageId: null,
      replyToProviderId: null,
      retryOf: null,
      error: null,
      author: { kind: 'contact' },
      createdAt: '2026-01-01T00:00:00.000Z',
      providerAt: null,
      providerMessageId: 'wamid.1',
      _links: { self: '/x' },
    }
    for (const type of ['sticker_pack', 'order']) {
      const { _links, ...rest } = messageView.parse({ ...common, type, raw: { a: 1 } })
      expect(rest).toMatchObject({ type, raw: { a: 1 } })
    }
  })
})
