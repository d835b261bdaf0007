import { describe, expect, it } from 'vitest'
import type { Interactive, OutboundMessage } from '../../../contract/message.ts'
import { Unsendable } from '../../outcome.ts'
import { sendPayload } from './payloads.ts'

const to = { kind: 'wa_id' as const, value: '212612345678' }
const payload = (type: string, content: OutboundMessage['content'], more: Partial<OutboundMessage> = {}) =>
  sendPayload({ to, type, content, callbackData: 'msg-1', ...more })
const interactive = (part: Interactive) =>
  payload('interactive', { interactive: part }).interactive as Record<string, unknown>
const envelope = {
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to: '212612345678',
  biz_opaque_callback_data: 'msg-1',
}

describe('a message for Meta', () => {
  it.each([
    ['text', { text: { body: 'Salam', previewUrl: true } }, { text: { body: 'Salam', preview_url: true } }],
    [
      'location',
      { location: { latitude: 1, longitude: 2, name: 'x' } },
      { location: { latitude: '1', longitude: '2', name: 'x' } },
    ],
    [
      'location',
      { location: { latitude: 5e-7, longitude: -123.456789012345 } },
      { location: { latitude: '0.0000005', longitude: '-123.456789012345' } },
    ],
    ['reaction', { reaction: { providerMessageId: 'w', emoji: '👍' } }, { reaction: { message_id: 'w', emoji: '👍' } }],
    ['reaction', { reaction: { providerMessageId: 'w', emoji: null } }, { reaction: { message_id: 'w', emoji: '' } }],
    [
      'template',
      { template: { name: 'hi', language: 'fr', components: [{ type: 'body' }] } },
      { template: { name: 'hi', language: { policy: 'deterministic', code: 'fr' }, components: [{ type: 'body' }] } },
    ],
    [
      'contacts',
      {
        contacts: [
          { name: 'Ali', organization: 'Co', phones: [{ phone: '+1', waId: '1', type: 'WORK' }], emails: ['a@b.test'] },
        ],
      },
      {
        contacts: [
          {
            name: { formatted_name: 'Ali', first_name: 'Ali' },
            org: { company: 'Co' },
            phones: [{ phone: '+1', wa_id: '1', type: 'WORK' }],
            emails: [{ email: 'a@b.test' }],
          },
        ],
      },
    ],
  ])('of type %s is what its reference shows', (type, content, body) => {
    expect(payload(type, content as OutboundMessage['content'])).toEqual({ ...envelope, type, ...body })
  })

  it.each([
    [
      { kind: 'image', id: '7', caption: 'c' },
      { id: '7', caption: 'c' },
    ],
    [{ kind: 'video', link: 'https://x.test/v' }, { link: 'https://x.test/v' }],
    [{ kind: 'audio', link: 'https://x.test/a', caption: 'not for audio' }, { link: 'https://x.test/a' }],
    [
      { kind: 'document', id: '7', filename: 'a.pdf', caption: 'c' },
      { id: '7', caption: 'c', filename: 'a.pdf' },
    ],
    [{ kind: 'sticker', id: '7', filename: 'not for stickers' }, { id: '7' }],
  ] as const)('with media %o says only what that kind has', (media, body) => {
    expect(payload(media.kind, { media })).toEqual({ ...envelope, type: media.kind, [media.kind]: body })
  })

  it('goes to the form of address it was given, and quotes what it answers', () => {
    const text = { text: { body: 'x' } }
    expect(payload('text', text, { to: { kind: 'bsuid', value: 'MA.1' }, replyToProviderId: 'wamid.q' })).toMatchObject(
      {
        recipient: 'MA.1',
        context: { message_id: 'wamid.q' },
      },
    )
    expect(payload('text', text, { to: { kind: 'bsuid', value: 'MA.1' } })).not.toHaveProperty('to')
    expect(payload('text', text, { to: { kind: 'group', value: 'G1' } })).toMatchObject({
      recipient_type: 'group',
      to: 'G1',
    })
    expect(payload('text', text, { to: { kind: 'phone', value: '+212612345678' } })).toMatchObject({
      to: '+212612345678',
    })
  })
})

describe('interactive messages', () => {
  it('have buttons', () => {
    expect(
      interactive({ kind: 'buttons', header: 'H', body: 'B', footer: 'F', buttons: [{ id: 'a', title: 'A' }] }),
    ).toEqual({
      type: 'button',
      header: { type: 'text', text: 'H' },
      body: { text: 'B' },
      footer: { text: 'F' },
      action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'A' } }] },
    })
  })

  it('have lists, whose sections have titles when there are several', () => {
    const rows = [{ id: 'r', title: 'R', description: 'D' }]
    expect(interactive({ kind: 'list', body: 'B', button: 'Choose', sections: [{ rows }] }).action).toEqual({
      button: 'Choose',
      sections: [{ rows }],
    })
    expect(
      interactive({ kind: 'list', body: 'B', button: 'Choose', sections: [{ rows }, { title: 'T', rows }] }).action,
    ).toEqual({
      button: 'Choose',
      sections: [
        { title: '1', rows },
        { title: 'T', rows },
      ],
    })
  })

  it('have links and ask for a place', () => {
    expect(interactive({ kind: 'cta_url', body: 'B', displayText: 'Track', url: 'https://x.test' }).action).toEqual({
      name: 'cta_url',
      parameters: { display_text: 'Track', url: 'https://x.test' },
    })
    expect(interactive({ kind: 'location_request', body: 'B' })).toEqual({
      type: 'location_request_message',
      body: { text: 'B' },
      action: { name: 'send_location' },
    })
  })

  it.each<[string, Partial<Extract<Interactive, { kind: 'flow' }>>, object]>([
    ['its first screen', {}, { flow_action: 'navigate' }],
    ['its first screen, whatever is empty', { data: {} }, { flow_action: 'navigate' }],
    [
      'the screen that is named',
      { screen: 'DAY', data: {} },
      { flow_action: 'navigate', flow_action_payload: { screen: 'DAY' } },
    ],
    [
      'that screen with what it shows',
      { screen: 'DAY', data: { a: 1 } },
      { flow_action: 'navigate', flow_action_payload: { screen: 'DAY', data: { a: 1 } } },
    ],
    ['what its endpoint says', { action: 'data_exchange' }, { flow_action: 'data_exchange' }],
  ])('have forms that open at %s', (_what, part, action) => {
    expect(interactive({ kind: 'flow', body: 'B', flowId: '7', button: 'Book', token: 't', ...part }).action).toEqual({
      name: 'flow',
      parameters: { flow_message_version: '3', flow_id: '7', flow_cta: 'Book', flow_token: 't', ...action },
    })
  })

  it('have labels as long as Meta allows, cut between characters', () => {
    const cut = interactive({
      kind: 'buttons',
      header: 'h'.repeat(80),
      body: 'B',
      buttons: [{ id: 'a', title: 'Grillades 👨‍👩‍👧‍👦👨‍👩‍👧‍👦' }],
    })
    expect((cut.header as { text: string }).text).toHaveLength(60)
    expect(cut.action).toEqual({ buttons: [{ type: 'reply', reply: { id: 'a', title: 'Grillades…' } }] })
    const rows = [{ id: 'r', title: 't'.repeat(30), description: 'd'.repeat(100) }]
    const list = interactive({
      kind: 'list',
      body: 'B',
      button: 'b'.repeat(30),
      sections: [{ title: 's'.repeat(30), rows }],
    })
    expect(list.action).toEqual({
      button: `${'b'.repeat(19)}…`,
      sections: [
        {
          title: `${'s'.repeat(23)}…`,
          rows: [{ id: 'r', title: `${'t'.repeat(23)}…`, description: `${'d'.repeat(71)}…` }],
        },
      ],
    })
  })
})

describe('what Meta would refuse is not sent', () => {
  const row = { id: 'r', title: 'R' }
  it.each<[string, string, OutboundMessage['content'], Partial<OutboundMessage>?]>([
    ['an empty text', 'text', { text: { body: '' } }],
    ['a text of 4097 characters', 'text', { text: { body: 'x'.repeat(4097) } }],
    ['a caption of 1025', 'image', { media: { kind: 'image', id: '1', caption: 'x'.repeat(1025) } }],
    ['media without a source', 'image', { media: { kind: 'image' } }],
    ['no buttons', 'interactive', { interactive: { kind: 'buttons', body: 'B', buttons: [] } }],
    ['four buttons', 'interactive', { interactive: { kind: 'buttons', body: 'B', buttons: Array(4).fill(row) } }],
    [
      'eleven rows',
      'interactive',
      { interactive: { kind: 'list', body: 'B', button: 'b', sections: [{ rows: Array(11).fill(row) }] } },
    ],
    ['no rows', 'interactive', { interactive: { kind: 'list', body: 'B', button: 'b', sections: [] } }],
    ['an answer', 'interactive', { interactive: { kind: 'button_reply', id: 'a', title: 'A' } }],
    ['a type of inbound messages', 'order', { order: { items: [] } }],
    ['a text that is not there', 'text', {}],
    ['an address without a number', 'text', { text: { body: 'x' } }, { to: { kind: 'username', value: 'amina' } }],
    ['a linked device', 'text', { text: { body: 'x' } }, { to: { kind: 'lid', value: '1@lid' } }],
    ['too long callback data', 'text', { text: { body: 'x' } }, { callbackData: 'x'.repeat(513) }],
  ])('%s', (_what, type, content, more) => {
    expect(() => payload(type, content, more)).toThrow(Unsendable)
  })
})
