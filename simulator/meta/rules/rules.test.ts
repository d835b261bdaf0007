import { expect, test } from 'vitest'
import { judgeSend } from './rules.ts'

const base = { messaging_product: 'whatsapp', to: '16505551234' }
const button = (index: number, title = `Button ${index}`) => ({ type: 'reply', reply: { id: `b${index}`, title } })
const row = (index: number, more = {}) => ({ id: `r${index}`, title: `Row ${index}`, ...more })
const many = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index))
const interactive = (body: object) => ({
  ...base,
  type: 'interactive',
  interactive: { body: { text: 'Choose' }, ...body },
})
const buttons = (list: unknown) => interactive({ type: 'button', action: { buttons: list } })
const list = (sections: unknown, label = 'Open') => interactive({ type: 'list', action: { button: label, sections } })
const text = (body: unknown, more = {}) => ({ ...base, type: 'text', text: { body }, ...more })
const template = (components?: unknown) => ({
  ...base,
  type: 'template',
  template: { name: 'hello_world', language: { code: 'en_US' }, components },
})

/** Code and the decisive words of a refusal; undefined when accepted. */
function refusalOf(body: unknown): [number, string] | undefined {
  const judged = judgeSend(body)
  if (!('refusal' in judged)) return undefined
  const error = judged.refusal.body.error as { code: number; message: string; error_data?: { details: string } }
  const usual = /^\(#13\d+\)/.test(error.message)
  return [error.code, usual ? (error.error_data?.details ?? '') : error.message]
}

const ACCEPTED: [string, unknown][] = [
  ['text at the limit', text('x'.repeat(4096))],
  ['4096 emoji', text('😀'.repeat(4096))],
  ['a number written as a number', text('hi', { to: 16135550123 })],
  ['a number with punctuation', text('hi', { to: '+1 (650) 555-1234' })],
  ['a business-scoped user id', { ...text('hi', { recipient: 'US.13491208655302741918' }), to: undefined }],
  ['a group', text('hi', { recipient_type: 'group', to: 'Y2FwaV9ncm91cDox' })],
  ['three buttons with titles of 20', buttons(many(3, index => button(index, `${index}`.padEnd(20, 'x'))))],
  ['ten rows in two sections', list(many(2, part => ({ title: `S${part}`, rows: many(5, i => row(part * 5 + i)) })))],
  ['an untitled single section', list([{ rows: [row(1)] }])],
  ['callback data of 512', text('hi', { biz_opaque_callback_data: 'x'.repeat(512) })],
  ['a template without components', template()],
  ['a removed reaction', { ...base, type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '' } }],
  [
    'a link button',
    interactive({
      type: 'cta_url',
      action: { name: 'cta_url', parameters: { display_text: 'See', url: 'https://example.com' } },
    }),
  ],
  ['a location request', interactive({ type: 'location_request_message', action: { name: 'send_location' } })],
]
test.each(ACCEPTED)('%s is accepted', (_name, body) => {
  expect(refusalOf(body)).toBeUndefined()
})

const REFUSED: [string, unknown, number, string][] = [
  ['no product', { ...text('hi'), messaging_product: undefined }, 100, 'The parameter messaging_product is required.'],
  ['another product', { ...text('hi'), messaging_product: 'sms' }, 100, 'Param messaging_product must be one of'],
  ['no recipient', { ...text('hi'), to: undefined }, 100, 'The parameter to is required.'],
  ['a name as recipient', text('hi', { to: 'Zoe' }), 131009, 'The phone number is malformed'],
  ['an unknown type', { ...base, type: 'fax', fax: {} }, 100, 'Param type must be one of'],
  ['no content', { ...base, type: 'text' }, 100, 'The parameter text is required.'],
  ['an empty text', text(''), 100, "The parameter text['body'] is required."],
  ['a long text', text('x'.repeat(4097)), 100, "Param text['body'] must be at most 4096 characters long."],
  ['a numeric text', text(7), 100, "Param text['body'] must be a string."],
  ['no buttons', buttons([]), 131009, 'Min allowed buttons: 1, Max allowed buttons: 3'],
  ['four buttons', buttons(many(4, index => button(index))), 131009, 'Max allowed buttons: 3'],
  ['a title of 21', buttons([button(1, 'x'.repeat(21))]), 131009, 'Button title length invalid'],
  ['the same button twice', buttons([button(1), button(1)]), 131009, 'Duplicated button ids'],
  [
    'a long button body',
    interactive({ type: 'button', body: { text: 'x'.repeat(1025) }, action: { buttons: [button(1)] } }),
    100,
    'at most 1024',
  ],
  [
    'eleven rows',
    list([{ rows: many(11, index => row(index)) }]),
    131009,
    'Total row count exceed max allowed count: 10',
  ],
  [
    'eleven rows in two sections',
    list(many(2, part => ({ title: `S${part}`, rows: many(part ? 5 : 6, i => row(part * 6 + i)) }))),
    131009,
    'Total row count',
  ],
  [
    'a row title of 25',
    list([{ rows: [row(1, { title: 'x'.repeat(25) })] }]),
    131009,
    'Row title is too long. Max length is 24',
  ],
  ['a row description of 73', list([{ rows: [row(1, { description: 'x'.repeat(73) })] }]), 131009, 'Max length is 72'],
  ['untitled sections', list(many(2, part => ({ rows: [row(part)] }))), 131009, 'Section title length invalid'],
  ['a long list label', list([{ rows: [row(1)] }], 'x'.repeat(21)), 131009, 'Button label length invalid'],
  [
    'a long footer',
    interactive({ type: 'button', footer: { text: 'x'.repeat(61) }, action: { buttons: [button(1)] } }),
    100,
    'at most 60',
  ],
  ['an image without source', { ...base, type: 'image', image: {} }, 100, "The parameter image['id'] is required."],
  [
    'a bad link',
    { ...base, type: 'image', image: { link: 'ftp://x' } },
    100,
    "Param image['link'] must be a valid URI/URL.",
  ],
  ['a long caption', { ...base, type: 'image', image: { id: '1', caption: 'x'.repeat(1025) } }, 100, 'at most 1024'],
  ['a captioned voice note', { ...base, type: 'audio', audio: { id: '1', caption: 'x' } }, 100, 'is not allowed'],
  [
    'a place nowhere',
    { ...base, type: 'location', location: { latitude: 91, longitude: 0 } },
    100,
    'between -90 and 90',
  ],
  ['a nameless contact', { ...base, type: 'contacts', contacts: [{ name: {} }] }, 131008, 'formatted_name'],
  ['a template without language', { ...base, type: 'template', template: { name: 'x' } }, 100, "template['language']"],
  [
    'a button component without index',
    template([{ type: 'button', sub_type: 'url', parameters: [] }]),
    131008,
    'index',
  ],
  ...['a\nb', 'a\tb', 'a     b'].map((text): [string, unknown, number, string] => [
    `a parameter with ${JSON.stringify(text)}`,
    template([{ type: 'body', parameters: [{ type: 'text', text }] }]),
    132018,
    'new-line/tab',
  ]),
  [
    'an empty parameter',
    template([{ type: 'body', parameters: [{ type: 'text', text: '' }] }]),
    131008,
    'missing text',
  ],
  ['an unknown component', template([{ type: 'hat' }]), 100, 'is not known'],
  ['callback data of 513', text('hi', { biz_opaque_callback_data: 'x'.repeat(513) }), 100, 'at most 512'],
  ['an empty context', text('hi', { context: {} }), 100, "The parameter context['message_id'] is required."],
  ['not an object', 'hello', 100, 'messaging_product'],
]
test.each(REFUSED)('%s is refused', (_name, body, code, words) => {
  const refusal = refusalOf(body)
  expect(refusal?.[0]).toBe(code)
  expect(refusal?.[1]).toContain(words)
})

test('the type may be left out when the content says it', () => {
  const judged = judgeSend({ ...base, text: { body: 'hi' } })
  expect(judged).toMatchObject({ send: { type: 'text', to: '16505551234' } })
})

test('to wins over recipient', () => {
  const judged = judgeSend(text('hi', { recipient: 'US.1' }))
  expect(judged).toMatchObject({ send: { to: '16505551234', addressing: 'phone' } })
})
