import { describe, expect, it } from 'vitest'
import type { Channel } from '../../../../lib/api/types.ts'
import { captionLength } from './kind.ts'

describe('the words under a file', () => {
  it('may be as long as the channel carries them, and are not asked for where it carries none', () => {
    const media = { image: { maxBytes: 1, mimeTypes: ['*'], caption: 1024 } }
    const channel = { limits: { media: { ...media, document: { ...media.image, caption: 0 } } } } as unknown as Channel
    expect(captionLength('image', channel)).toBe(1024)
    expect(captionLength('document', channel)).toBe(0)
    expect(captionLength('sticker', channel)).toBe(0)
    expect(captionLength(null, channel)).toBe(0)
    expect(captionLength('image', undefined)).toBe(0)
  })
})
