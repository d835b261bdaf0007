import { describe, expect, it } from 'vitest'
import type { Capabilities } from '../../channels/index.ts'
import { captionRefusalOf, refusalOf } from './check-media.ts'

const MB = 1024 * 1024
const capabilities = {
  media: {
    image: { maxBytes: 5 * MB, mimeTypes: ['image/jpeg', 'image/png'], caption: 1024 },
    audio: { maxBytes: 16 * MB, mimeTypes: ['audio/ogg'], caption: 0 },
    document: { maxBytes: 100 * MB, mimeTypes: ['*'], caption: 1024 },
  },
} as unknown as Capabilities

describe('a file that is to be sent', () => {
  it('passes up to the limit, and not beyond', () => {
    expect(refusalOf(capabilities, 'image', { mimeType: 'image/png', bytes: 5 * MB })).toBeUndefined()
    expect(refusalOf(capabilities, 'image', { mimeType: 'image/png', bytes: 5 * MB + 1 })).toMatchObject({
      code: 'MEDIA_TOO_LARGE',
      status: 422,
      message:
        'This channel carries image files up to 5 MB; this one has 5.1 MB. Send it as document, or make it smaller.',
      details: { maxBytes: 5 * MB, bytes: 5 * MB + 1, sendAs: 'document' },
    })
    expect(refusalOf(capabilities, 'document', { mimeType: 'image/png', bytes: 101 * MB })).toMatchObject({
      code: 'MEDIA_TOO_LARGE',
      message: expect.stringMatching(/Make it smaller\.$/),
    })
  })

  it('passes as what it is, and is told as what else it could go', () => {
    expect(refusalOf(capabilities, 'document', { mimeType: 'application/pdf', bytes: 1 })).toBeUndefined()
    expect(refusalOf(capabilities, 'image', { mimeType: 'application/pdf', bytes: 1 })).toMatchObject({
      code: 'MEDIA_TYPE_NOT_ALLOWED',
      message:
        'As image this channel carries only image/jpeg, image/png; this file is application/pdf. Send it as document.',
      details: { allowed: ['image/jpeg', 'image/png'], sendAs: 'document' },
    })
    expect(refusalOf(capabilities, 'video', { mimeType: 'video/mp4', bytes: 1 })).toMatchObject({
      code: 'MEDIA_TYPE_NOT_ALLOWED',
    })
  })
})

describe('words under a file that is to be sent', () => {
  it('pass up to the channel’s limit, and not beyond', () => {
    expect(captionRefusalOf(capabilities, 'image', undefined)).toBeUndefined()
    expect(captionRefusalOf(capabilities, 'image', 'x'.repeat(1024))).toBeUndefined()
    expect(captionRefusalOf(capabilities, 'image', 'x'.repeat(1025))).toMatchObject({
      code: 'CAPTION_TOO_LONG',
      status: 422,
      message:
        'This channel carries captions of 1024 characters at most; this one has 1025. Make it shorter, or send the words as a message of their own.',
      details: { maxLength: 1024, length: 1025 },
    })
  })

  it('are told to go apart where files of the type carry none', () => {
    expect(captionRefusalOf(capabilities, 'audio', undefined)).toBeUndefined()
    expect(captionRefusalOf(capabilities, 'audio', 'Listen')).toMatchObject({
      code: 'CAPTION_NOT_CARRIED',
      status: 422,
      message:
        'On this channel audio files carry no caption. Send the words as a message of their own, and the file without caption.',
      details: { maxLength: 0, length: 6 },
    })
  })
})
