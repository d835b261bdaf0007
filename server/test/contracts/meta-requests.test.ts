import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Interactive, MessageContent, OutboundMessage } from '../../features/channels/index.ts'
import { sendPayload } from '../../features/channels/transports/cloud_api/send/payloads.ts'

/** Meta's own description of its API, as published; it is read where it lies. */
const FILE = join(
  resolve(process.env.CONTRACTS_DIR ?? '../shared/contracts'),
  'meta/openapi/business-messaging-api_v23.0.yaml',
)
const present = existsSync(FILE)
if (!present) console.log(`Skipped: no description of Meta's API at ${FILE} (set CONTRACTS_DIR)`)

interface Description {
  components: { schemas: Record<string, { discriminator: { mapping: Record<string, string> }; allOf: object[] }> }
}

const TO: OutboundMessage['to'] = { kind: 'wa_id', value: '212612345678' }
const message = (type: string, content: MessageContent, more: Partial<OutboundMessage> = {}): OutboundMessage => ({
  to: TO,
  type,
  content,
  callbackData: '0198c0de-0000-7000-8000-000000000001.1',
  ...more,
})
const asks = (interactive: Interactive) => message('interactive', { interactive })
const framing = { header: 'Zaytoun', body: 'What would you like?', footer: 'Open till 23:00' }

const MESSAGES: Array<[what: string, message: OutboundMessage]> = [
  ['text', message('text', { text: { body: 'أهلا 🍕', previewUrl: true } })],
  ['an answer', message('text', { text: { body: 'Yes' } }, { replyToProviderId: 'wamid.1' })],
  [
    'a picture by link',
    message('image', { media: { kind: 'image', link: 'https://shop.example/a.jpg', caption: 'A' } }),
  ],
  ['a picture by id', message('image', { media: { kind: 'image', id: '1037543291543636' } })],
  ['a video', message('video', { media: { kind: 'video', id: '1', caption: 'V' } })],
  ['audio', message('audio', { media: { kind: 'audio', id: '1' } })],
  ['a document', message('document', { media: { kind: 'document', id: '1', filename: 'menu.pdf', caption: 'Menu' } })],
  ['a sticker', message('sticker', { media: { kind: 'sticker', id: '1' } })],
  ['a place', message('location', { location: { latitude: 33.57, longitude: -7.58, name: 'Shop', address: 'Rue 1' } })],
  ['a contact', message('contacts', { contacts: [{ name: 'Amal', phones: [{ phone: '+212612345678' }] }] })],
  ['a reaction', message('reaction', { reaction: { providerMessageId: 'wamid.1', emoji: '👍' } })],
  ['a reaction taken back', message('reaction', { reaction: { providerMessageId: 'wamid.1', emoji: null } })],
  [
    'a template',
    message('template', {
      template: {
        name: 'order_ready',
        language: 'fr',
        components: [
          { type: 'header', parameters: [{ type: 'image', image: { id: '1' } }] },
          { type: 'body', parameters: [{ type: 'text', parameter_name: 'name', text: 'Amal' }] },
          { type: 'button', sub_type: 'quick_reply', index: '1', parameters: [{ type: 'payload', payload: 'yes' }] },
        ],
      },
    }),
  ],
  ['buttons', asks({ kind: 'buttons', ...framing, buttons: [{ id: 'yes', title: 'Yes' }] })],
  [
    'a list',
    asks({
      kind: 'list',
      ...framing,
      button: 'Menu',
      sections: [{ title: 'Mains', rows: [{ id: '1', title: 'Couscous', description: 'With lamb' }] }],
    }),
  ],
  ['a link', asks({ kind: 'cta_url', ...framing, displayText: 'See it', url: 'https://zaytoun.example/menu' })],
  ['a question for the place', asks({ kind: 'location_request', body: 'Where are you?' })],
  ['a product', asks({ kind: 'product', body: 'Look', catalogId: '10', productId: 'sku-1' })],
  [
    'products',
    asks({ kind: 'product_list', ...framing, catalogId: '10', sections: [{ title: 'Hot', productIds: ['sku-1'] }] }),
  ],
  ['the catalogue', asks({ kind: 'catalog', body: 'All of it', thumbnailProductId: 'sku-1' })],
  ['a form at its first screen', asks({ kind: 'flow', body: 'Book', flowId: '77', button: 'Book' })],
  [
    'a form',
    asks({ kind: 'flow', body: 'Book', flowId: '77', button: 'Book', token: 't', screen: 'DAY', data: { a: 1 } }),
  ],
]

/**
 * Tells what the description has against a message. The file joins "nothing else may be there" of a type's own part with the
 * part that all messages have: read as written, no message at all is valid. Each part is checked against what it describes.
 */
function openDescription(): (body: Record<string, unknown>) => unknown[] {
  const { components } = parse(readFileSync(FILE, 'utf8')) as Description
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false })
  const common = ajv.compile({ components, $ref: '#/components/schemas/BaseMessageProperties' })
  const { mapping } = components.schemas.Message!.discriminator
  return body => {
    const type = String(body.type)
    const name = mapping[type]!.split('/').at(-1)!
    const own = ajv.compile({ components, ...components.schemas[name]!.allOf[1] })
    const fits = [common(body), own({ type, [type]: body[type] })]
    return fits.every(Boolean) ? [] : [...(common.errors ?? []), ...(own.errors ?? [])]
  }
}

describe.runIf(present)('what we send to Meta fits its published description', () => {
  let problems: ReturnType<typeof openDescription>
  beforeAll(() => {
    problems = openDescription()
  })

  /** In Meta's reference, but not in this file: it knows seven kinds of interactive messages and not these. */
  const MISSING = new Set(['cta_url', 'location_request'])
  const described = MESSAGES.filter(([, { content }]) => !MISSING.has(content.interactive?.kind ?? ''))

  it.each(described)('%s', (_what, sent) => {
    expect(problems(sendPayload(sent))).toEqual([])
  })

  it('and the description refuses what is wrong', () => {
    const { text: _text, ...without } = sendPayload(MESSAGES[0]![1])
    expect(problems(without)).not.toEqual([])
    expect(problems({ ...sendPayload(MESSAGES[0]![1]), recipient_type: 'nobody' })).not.toEqual([])
  })
})

const text = (most: number) =>
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: most }).filter(value => value.trim() !== '')
const rows = fc.uniqueArray(fc.record({ id: text(100), title: text(120), description: text(200) }), {
  minLength: 1,
  maxLength: 10,
  selector: row => row.id,
})

describe('labels for phones', () => {
  it('are never longer than Meta takes, whatever was written on them', () => {
    fc.assert(
      fc.property(text(200), text(120), text(120), rows, (body, header, button, given) => {
        const list = sendPayload(
          asks({ kind: 'list', body, header, button, sections: [{ title: header, rows: given }] }),
        )
        const { interactive } = list as { interactive: Listed }
        expect(interactive.header.text.length).toBeLessThanOrEqual(60)
        expect(interactive.action.button.length).toBeLessThanOrEqual(20)
        for (const section of interactive.action.sections) {
          expect(section.title.length).toBeLessThanOrEqual(24)
          for (const row of section.rows) {
            expect(row.title.length).toBeLessThanOrEqual(24)
            expect(row.description.length).toBeLessThanOrEqual(72)
          }
        }
        expect(interactive.action.sections.flatMap(section => section.rows.map(row => row.id))).toEqual(
          given.map(row => row.id),
        )
      }),
    )
  })

  it('on buttons have 20 characters at most, and every button keeps its id', () => {
    fc.assert(
      fc.property(text(200), rows, (body, given) => {
        const buttons = given.slice(0, 3).map(({ id, title }) => ({ id, title }))
        const { interactive } = sendPayload(asks({ kind: 'buttons', body, buttons })) as { interactive: Buttoned }
        const replies = interactive.action.buttons.map(button => button.reply)
        expect(replies.map(reply => reply.id)).toEqual(buttons.map(button => button.id))
        for (const reply of replies) expect(reply.title.length).toBeLessThanOrEqual(20)
      }),
    )
  })
})

interface Listed {
  header: { text: string }
  action: {
    button: string
    sections: Array<{ title: string; rows: Array<{ id: string; title: string; description: string }> }>
  }
}
interface Buttoned {
  action: { buttons: Array<{ reply: { id: string; title: string } }> }
}
