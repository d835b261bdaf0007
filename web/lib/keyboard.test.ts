import { describe, expect, it } from 'vitest'
import { type Bindings, createMatcher, type Press, pressName } from './keyboard.ts'

const press = (key: string, extra: Partial<Press> = {}): Press => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...extra,
})

describe('the name of a press', () => {
  it.each([
    ['j', press('j')],
    ['j', press('J', { shiftKey: true })],
    ['?', press('?', { shiftKey: true, code: 'Slash' })],
    ['ctrl+k', press('k', { ctrlKey: true })],
    ['ctrl+k', press('k', { metaKey: true })],
    ['ArrowDown', press('ArrowDown')],
  ])('%s', (name, given) => {
    expect(pressName(given)).toBe(name)
  })

  it('is the place on the keyboard for letters of other alphabets', () => {
    expect(pressName(press('ت', { code: 'KeyJ' }))).toBe('j')
    expect(pressName(press('ن', { code: 'KeyK', ctrlKey: true }))).toBe('ctrl+k')
  })
})

describe('bindings', () => {
  const run = (keys: string[], bindings: Bindings, gap = 100) => {
    const match = createMatcher(() => bindings)
    let done = ''
    keys.forEach((key, index) => {
      const action = match(press(key), index * gap)
      if (action) {
        action()
        done += `${index}`
      }
    })
    return done
  }

  it('two keys after one another are one command', () => {
    let went = ''
    run(['g', 'o'], { 'g i': () => (went += 'inbox'), 'g o': () => (went += 'orders') })
    expect(went).toBe('orders')
  })

  it('the second key must come soon', () => {
    expect(run(['g', 'i'], { 'g i': () => {} }, 2_000)).toBe('')
  })

  it('an unknown second key does what it does alone', () => {
    expect(run(['g', 'j'], { 'g i': () => {}, j: () => {} })).toBe('1')
  })

  it('a key without a command does nothing', () => {
    expect(run(['x'], { j: () => {}, e: undefined })).toBe('')
    expect(run(['e'], { e: undefined })).toBe('')
  })
})
