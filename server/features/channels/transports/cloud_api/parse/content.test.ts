import { describe, expect, it } from 'vitest'
import { readContent } from './content.ts'

const content = (message: object) => readContent(message as Record<string, unknown>).content

describe('a shared contact', () => {
  it('keeps everything that its card says', () => {
    const card = {
      name: { formatted_name: 'Sara' },
      org: { company: 'Bakery', department: 'Ovens', title: 'Baker' },
      birthday: '1990-05-01',
      phones: [{ phone: '+212 612', wa_id: '212612', type: 'CELL' }],
      emails: [{ email: 'a@b.test', type: 'WORK' }, { email: 'c@d.test' }, { type: 'HOME' }],
      urls: [{ url: 'https://b.test', type: 'WORK' }, { url: 'https://c.test' }],
      addresses: [
        {
          street: '1 Quay',
          city: 'Rabat',
          state: 'RSK',
          zip: 10000,
          country: 'Morocco',
          country_code: 'ma',
          type: 'HOME',
        },
        { type: 'WORK' },
      ],
    }
    expect(content({ type: 'contacts', contacts: [card] }).contacts).toEqual([
      {
        name: 'Sara',
        organization: 'Bakery',
        department: 'Ovens',
        title: 'Baker',
        birthday: '1990-05-01',
        phones: [{ phone: '+212 612', waId: '212612', type: 'CELL' }],
        emails: ['a@b.test', 'c@d.test'],
        emailTypes: { 'a@b.test': 'WORK' },
        urls: [{ url: 'https://b.test', type: 'WORK' }, { url: 'https://c.test' }],
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
      },
    ])
  })

  it('that says little has no empty parts', () => {
    const card = { name: {}, org: {}, emails: 'x', urls: [5], addresses: [null, {}], birthday: '' }
    expect(content({ type: 'contacts', contacts: [card] }).contacts).toEqual([{ phones: [] }])
  })
})

describe('the price in an order', () => {
  it.each([
    ['a number', 35.5, 35.5],
    ['digits', '35.5', 35.5],
    ['nothing at all', 0, 0],
    ['missing', undefined, null],
    ['unreadable', '35 dirhams', null],
    ['empty', '', null],
    ['less than nothing', -35, null],
    ['of another shape', { amount: 35 }, null],
  ])('that is %s', (_what, item_price, price) => {
    const item = { product_retailer_id: 'p1', quantity: '2', currency: 'MAD', item_price }
    const { order } = content({ type: 'order', order: { product_items: [item] } })
    expect(order!.items).toEqual([{ productId: 'p1', quantity: 2, price, currency: 'MAD' }])
  })
})

describe('the words of a message', () => {
  const errors = [{ code: 131051, title: 'Unsupported' }]

  it('that WhatsApp cannot show are kept, with why', () => {
    const message = { type: 'unsupported', unsupported: { type: 'hologram' }, text: { body: 'Look!' }, errors }
    expect(content(message)).toEqual({ raw: { type: 'hologram' }, text: { body: 'Look!' }, errors })
    expect(content({ type: 'unsupported', errors })).toEqual({ errors })
    expect(content({ type: 'unknown', text: { body: 'Look!' }, errors })).toMatchObject({
      text: { body: 'Look!' },
      errors,
    })
  })

  it('are kept with why also when the error is no list, or its details are a text', () => {
    const error = { code: 131052, title: 'Download error', error_data: 'larger than 100 MB' }
    const read = [{ code: 131052, title: 'Download error', details: 'larger than 100 MB' }]
    expect(content({ type: 'unsupported', errors: error })).toEqual({ errors: read })
    expect(content({ type: 'video', errors: error })).toEqual({ media: { kind: 'video' }, errors: read })
  })

  it('say that they were forwarded many times', () => {
    const text = { type: 'text', text: { body: 'x' } }
    const forwarded = (context: object) => content({ ...text, context })
    expect(forwarded({ forwarded: true })).toEqual({ text: { body: 'x' }, forwarded: true })
    expect(forwarded({ frequently_forwarded: true })).toMatchObject({ forwarded: true, frequentlyForwarded: true })
    expect(forwarded({ forwarded: false, frequently_forwarded: false })).toEqual({ text: { body: 'x' } })
  })
})

describe('the token of a form', () => {
  it.each([
    ['beside the answers', { flow_token: 't-1', response_json: '{"a":1}' }],
    ['among the answers', { response_json: '{"a":1,"flow_token":"t-1"}' }],
    ['in both', { flow_token: 't-1', response_json: '{"flow_token":"t-2"}' }],
  ])('is known when it stands %s', (_where, reply) => {
    const interactive = { type: 'nfm_reply', nfm_reply: { name: 'flow', ...reply } }
    expect(content({ type: 'interactive', interactive }).interactive).toMatchObject({
      kind: 'form_reply',
      token: 't-1',
    })
  })
})
