import { describe, expect, it } from 'vitest'
import { credentialsSchema } from './credentials.ts'

describe('the sender of a Twilio account', () => {
  it.each([
    '+44 7911 123456',
    'whatsapp:+447911123456',
    '447911123456',
    '+44 (0)7911 123456',
    '\u202a+447911123456\u202c',
  ])('%s is +447911123456', from => {
    expect(credentialsSchema.parse({ from })).toEqual({ from: '+447911123456' })
  })

  it.each(['07911 123456', '+44 0791112345', 'MG123', '+44 7911 123456/7'])('%s is refused', from => {
    expect(credentialsSchema.safeParse({ from }).success).toBe(false)
  })

  it('may be left out', () => {
    expect(credentialsSchema.parse({ from: ' ' })).toEqual({})
  })
})
