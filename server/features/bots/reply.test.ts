import { describe, expect, it } from 'vitest'
import { buttons, clip, fitting, LIMITS, list, text } from './reply.ts'

describe('clipping', () => {
  it.each([
    ['short', 10, 'short'],
    ['exactly ten', 11, 'exactly ten'],
    ['Grilled chicken with rice', 24, 'Grilled chicken with ri…'],
    ['👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 24, '👨‍👩‍👧‍👦👨‍👩‍👧‍👦…'],
    ['🇸🇦🇸🇦🇸🇦', 6, '🇸🇦…'],
    ['مَرْحَبًا', 5, 'مَرْ…'],
    ['one two three', 5, 'one…'],
  ])('“%s” to %i is “%s”', (whole, most, expected) => {
    expect(clip(whole, most)).toBe(expected)
    expect(clip(whole, most).length).toBeLessThanOrEqual(most)
  })
})

describe('replies', () => {
  it('cut a long text between lines into several messages, losing none', () => {
    const lines = Array.from({ length: 400 }, (_, n) => `#${n} an item with a name: SAR 12.50`)
    const parts = text(lines.join('\n')).map(reply => reply.content.text!.body)
    expect(parts.length).toBeGreaterThan(1)
    expect(parts.every(part => part.length <= LIMITS.text)).toBe(true)
    expect(parts.join('\n').split('\n')).toEqual(lines)
  })

  it('cut a line that is too long for a message between words, losing none', () => {
    const words = Array.from({ length: 900 }, (_, n) => `word${n}`).join(' ')
    const parts = text(`${words}\n${'😀'.repeat(3000)}`).map(reply => reply.content.text!.body)
    expect(parts.every(part => part.length <= LIMITS.text && part.isWellFormed())).toBe(true)
    expect(parts.join(' ').replaceAll('\n', ' ').replaceAll('😀 😀', '😀😀')).toBe(`${words} ${'😀'.repeat(3000)}`)
  })

  it('fit the channel: a text that is too long goes as several, cut between lines, and the rest stays as it is', () => {
    const lines = Array.from({ length: 60 }, (_, n) => `• ${n} × an item with a name: SAR 12.50`)
    const replies = [...text('Short'), ...text(lines.join('\n')), ...buttons('Right?', [{ id: 'yes', title: 'Yes' }])]
    expect(fitting(replies, LIMITS.text)).toEqual(replies)
    const [first, ...others] = fitting(replies, 1600)
    expect([first, others.pop()]).toEqual([replies[0], replies.at(-1)])
    const parts = others.map(reply => reply.content.text!.body)
    expect(parts.every(part => part.length <= 1600)).toBe(true)
    expect(parts.join('\n').split('\n')).toEqual(lines)
  })

  it('put what does not fit above buttons before them', () => {
    const lines = Array.from({ length: 60 }, (_, n) => `• ${n} × an item with a name: SAR 12.50`)
    const replies = buttons(lines.join('\n'), [{ id: 'checkout', title: 'Checkout' }])
    expect(replies.at(-1)?.type).toBe('interactive')
    expect(replies.slice(0, -1).every(reply => reply.type === 'text')).toBe(true)
    const bodies = replies.map(({ content }) => content.text?.body ?? (content.interactive as { body: string }).body)
    expect(bodies.join('\n').split('\n')).toEqual(lines)
  })

  it('keep lists within what WhatsApp shows', () => {
    const rows = Array.from({ length: 12 }, (_, n) => ({
      id: `${n}`,
      title: 'x'.repeat(40),
      description: 'y'.repeat(99),
    }))
    const [reply] = list('Choose', 'A button with a long name', rows, 'z'.repeat(80))
    const shown = reply!.content.interactive
    if (shown?.kind !== 'list') throw new Error('no list')
    expect(shown.sections[0]!.rows).toHaveLength(LIMITS.rows)
    expect(shown.sections[0]!.rows[0]).toMatchObject({ title: `${'x'.repeat(23)}…`, description: `${'y'.repeat(71)}…` })
    expect(shown.button).toHaveLength(LIMITS.listButton)
    expect(shown.footer).toHaveLength(LIMITS.footer)
  })
})
