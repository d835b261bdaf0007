import { describe, expect, it } from 'vitest'
import type { OutboundMessage } from '../../../contract/message.ts'
import { Unsendable } from '../../outcome.ts'
import { sendForm } from './payloads.ts'

const STATUS = 'https://shop.example/webhooks/twilio/status?a=1'
const SID = `HX${'a'.repeat(32)}`
const message = (changes: Partial<OutboundMessage>): OutboundMessage => ({
  to: { kind: 'wa_id', value: '212612345678' },
  type: 'text',
  content: { text: { body: 'Salam' } },
  callbackData: '1',
  ...changes,
})
const write = (changes: Partial<OutboundMessage> = {}, credentials: Record<string, string> = {}) =>
  Object.fromEntries(sendForm(message(changes), { from: '+14155238886', ...credentials }, STATUS))
const frame = { From: 'whatsapp:+14155238886', To: 'whatsapp:+212612345678', StatusCallback: STATUS }
const file = { mimeType: 'image/png', bytes: 1, filename: 'x.png', link: () => 'https://shop.example/files/1?s=2' }
const template = (components: unknown[]) => ({
  type: 'template',
  content: { template: { name: SID, language: 'en', components } },
})

describe('a message on its way', () => {
  it.each<[string, Partial<OutboundMessage>, object]>([
    ['text', {}, { Body: 'Salam' }],
    ['an answer, which Twilio cannot quote', { replyToProviderId: 'SM1' }, { Body: 'Salam' }],
    [
      'an image by its link, with words',
      { type: 'image', content: { media: { kind: 'image', link: 'https://x.example/1.png', caption: 'Look' } } },
      { MediaUrl: 'https://x.example/1.png', Body: 'Look' },
    ],
    [
      'a file of ours by a link of this server',
      { type: 'image', content: { media: { kind: 'image', fileId: 'f' as never } }, file: file as never },
      { MediaUrl: 'https://shop.example/files/1?s=2' },
    ],
    [
      'a document, which takes no words',
      { type: 'document', content: { media: { kind: 'document', link: 'https://x.example/1.pdf', caption: 'Look' } } },
      { MediaUrl: 'https://x.example/1.pdf' },
    ],
    [
      'a location',
      {
        type: 'location',
        content: { location: { latitude: 33.5, longitude: -7.5, name: 'Shop', address: 'Rue 1 | 2' } },
      },
      { PersistentAction: 'geo:33.5,-7.5|Shop, Rue 1 / 2', Body: 'Shop, Rue 1 | 2' },
    ],
    [
      'a location without a name',
      { type: 'location', content: { location: { latitude: 33.5, longitude: -7.5 } } },
      { PersistentAction: 'geo:33.5,-7.5', Body: '33.5,-7.5' },
    ],
    [
      'a location beside the equator',
      { type: 'location', content: { location: { latitude: 5e-7, longitude: -0 } } },
      { PersistentAction: 'geo:0.0000005,0', Body: '0.0000005,0' },
    ],
    ['a template without variables', template([]), { ContentSid: SID }],
    [
      'a template with variables, counted over all its parts',
      template([
        { type: 'header', parameters: [{ type: 'image', image: { link: 'https://x.example/1.png' } }] },
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Amina' },
            { type: 'currency', currency: { fallback_value: '12 €' } },
          ],
        },
        { type: 'button', sub_type: 'quick_reply', index: '0', parameters: [{ type: 'payload', payload: 'yes' }] },
      ]),
      { ContentSid: SID, ContentVariables: '{"1":"https://x.example/1.png","2":"Amina","3":"12 €","4":"yes"}' },
    ],
    [
      'a template with variables that have names',
      template([{ type: 'body', parameters: [{ type: 'text', parameter_name: 'who', text: 'Amina' }] }]),
      { ContentSid: SID, ContentVariables: '{"who":"Amina"}' },
    ],
  ])('is written as Twilio takes it: %s', (_what, changes, expected) => {
    expect(write(changes)).toEqual({ ...frame, ...expected })
  })

  it.each([
    [{ kind: 'phone', value: '+212612345678' }, 'whatsapp:+212612345678'],
    [{ kind: 'wa_id', value: '5511912345678' }, 'whatsapp:+5511912345678'],
    [{ kind: 'bsuid', value: 'US.1349' }, 'whatsapp:US.1349'],
  ] as const)('goes to %o', (to, To) => {
    expect(write({ to })).toMatchObject({ To })
  })

  it('goes through a Messaging Service, from the number all the same', () => {
    expect(write({}, { messagingServiceSid: 'MG1' })).toMatchObject({ MessagingServiceSid: 'MG1', From: frame.From })
  })

  it('may have 1,600 characters', () => {
    expect(write({ content: { text: { body: 'x'.repeat(1600) } } }).Body).toHaveLength(1600)
  })

  it.each<[string, Partial<OutboundMessage>]>([
    ['a text that is too long', { content: { text: { body: 'x'.repeat(1601) } } }],
    ['an empty text', { content: { text: { body: '' } } }],
    ['no content', { content: {} }],
    ['a group', { to: { kind: 'group', value: 'G' } }],
    ['a linked id', { to: { kind: 'lid', value: '123456789' } }],
    ['a number that is none', { to: { kind: 'phone', value: 'Amina' } }],
    ['media without a link', { type: 'image', content: { media: { kind: 'image', id: '1' } } }],
    [
      'media with a link nobody can fetch',
      { type: 'image', content: { media: { kind: 'image', link: 'file:///etc/passwd' } } },
    ],
    [
      'words that are too long',
      { type: 'image', content: { media: { kind: 'image', link: 'https://x.example', caption: 'x'.repeat(1025) } } },
    ],
    ['a template by its name', { type: 'template', content: { template: { name: 'hello', language: 'en' } } }],
    ['a template with a parameter that says nothing', template([{ type: 'body', parameters: [{ type: 'text' }] }])],
    ['a reaction', { type: 'reaction', content: { reaction: { providerMessageId: 'SM1', emoji: '👍' } } }],
    [
      'buttons that nobody has turned into text',
      { type: 'interactive', content: { interactive: { kind: 'buttons', body: 'x', buttons: [] } } },
    ],
    ['something unheard of', { type: 'poll', content: {} }],
  ])('that Twilio would refuse is not sent: %s', (_what, changes) => {
    expect(() => write(changes)).toThrow(Unsendable)
  })
})
