import { describe, expect, it } from 'vitest'
import { newId } from '../../../../platform/ids/index.ts'
import { type Pass, passKey, readPass, signPass } from './token.ts'

const key = passKey('a secret of at least 32 characters')
const now = new Date('2026-01-01T12:00:00Z')
const pass: Pass = { tenantId: newId(), mediaId: newId(), variant: 'thumbnail', expires: now.getTime() / 1000 + 60 }

describe('a pass to a file', () => {
  it('says what was signed', () => {
    const text = signPass(key, pass)
    expect(text).toMatch(/^[\w-]{80,150}$/)
    expect(readPass(key, text, now)).toEqual(pass)
  })

  it('opens nothing once its time is over', () => {
    const text = signPass(key, pass)
    expect(readPass(key, text, new Date(now.getTime() + 59_000))).toBeDefined()
    expect(readPass(key, text, new Date(now.getTime() + 60_000))).toBeUndefined()
  })

  it('opens nothing after any change, however small', () => {
    const bytes = Buffer.from(signPass(key, pass), 'base64url')
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes)
      changed[at]! ^= 1
      expect(readPass(key, changed.toString('base64url'), now), `byte ${at}`).toBeUndefined()
    }
    const text = bytes.toString('base64url')
    for (const other of ['', 'x', text.slice(0, -1), `${text}A`, `${text}=`, text.replace(/.$/, ' ')]) {
      expect(readPass(key, other, now)).toBeUndefined()
    }
  })

  it('of another installation opens nothing here', () => {
    expect(readPass(key, signPass(passKey('another secret of 32 characters!'), pass), now)).toBeUndefined()
  })
})
