import { describe, expect, it } from 'vitest'
import type { MessageContent } from '../../channels/index.ts'
import { previewOf } from './preview.ts'

describe('previewOf', () => {
  it.each<[string, MessageContent, string]>([
    ['text', { text: { body: '  two\n lines ' } }, 'two lines'],
    ['text', { text: { body: 'a\u0000b\u0007c' } }, 'a b c'],
    ['image', { media: { kind: 'image', caption: 'the menu' } }, 'the menu'],
    ['image', { media: { kind: 'image' } }, 'Photo'],
    ['audio', { media: { kind: 'audio', voice: true } }, 'Voice message'],
    ['document', { media: { kind: 'document', filename: 'bill.pdf' } }, 'bill.pdf'],
    ['interactive', { interactive: { kind: 'button_reply', id: '1', title: 'Order' } }, 'Order'],
    ['interactive', { interactive: { kind: 'buttons', body: 'Welcome', buttons: [] } }, 'Welcome'],
    ['interactive', { interactive: { kind: 'other', raw: {} } }, 'Interactive message'],
    ['location', { location: { latitude: 1, longitude: 2 } }, 'Location'],
    ['contacts', { contacts: [{ name: 'Ali', phones: [] }, { phones: [] }] }, 'Ali'],
    ['reaction', { reaction: { providerMessageId: 'x', emoji: '👍' } }, 'Reacted 👍'],
    ['reaction', { reaction: { providerMessageId: 'x', emoji: null } }, 'Took a reaction back'],
    ['revoke', { original: { providerMessageId: 'x' } }, 'Deleted a message'],
    ['template', { template: { name: 'welcome', language: 'fr' } }, 'Template welcome'],
    ['hologram', { raw: {} }, 'Message of type hologram'],
    ['text', {}, 'Message of type text'],
  ])('of %s %j is %s', (type, content, expected) => {
    expect(previewOf(type, content)).toBe(expected)
  })

  it('is cut to 140 characters without cutting one in half', () => {
    const preview = previewOf('text', { text: { body: '👋'.repeat(500) } })
    expect(Array.from(preview)).toHaveLength(140)
    expect(preview.isWellFormed()).toBe(true)
    expect(preview.endsWith('👋…')).toBe(true)
  })
})
