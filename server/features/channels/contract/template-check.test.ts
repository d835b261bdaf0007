import { describe, expect, it } from 'vitest'
import { templateFlaw } from './template-check.ts'

const text = (value: unknown) => ({ type: 'text', text: value })
const body = (...parameters: unknown[]) => [{ type: 'body', parameters }]

describe('a parameter of a template that is always refused', () => {
  it.each<[what: string, value: unknown, problem: string]>([
    ['a line break', 'Hello\nyou', 'line breaks'],
    ['a line break of Windows', 'Hello\r\nyou', 'line breaks'],
    ['a line break of another kind', 'Hello\u2028you', 'line breaks'],
    ['a tab', 'Hello\tyou', 'tabs'],
    ['five spaces in a row', 'Hello     you', 'four spaces'],
    ['nothing', '', 'empty'],
    ['spaces alone', '   ', 'empty'],
    ['signs alone that nobody sees', '\u200b\u200e \u2060', 'empty'],
    ['a line break alone', '\n', 'empty'],
    ['no text', undefined, 'must be a text'],
    ['an object', {}, 'must be a text'],
  ])('is one with %s, and is named', (_what, value, problem) => {
    expect(templateFlaw(body(text('Amina'), text(value)))).toEqual({
      path: '0.parameters.1.text',
      problem: expect.stringContaining(problem),
    })
  })

  it('is found in headers, link buttons, cards, amounts and dates, too', () => {
    const header = { type: 'header', parameters: [text('')] }
    const button = { type: 'button', sub_type: 'url', index: '0', parameters: [text('a\tb')] }
    expect(templateFlaw([{ type: 'body' }, header])?.path).toBe('1.parameters.0.text')
    expect(templateFlaw([button])?.path).toBe('0.parameters.0.text')
    const carousel = {
      type: 'carousel',
      cards: [{ card_index: 0, components: body(text('x')) }, { components: [button] }],
    }
    expect(templateFlaw([carousel])?.path).toBe('0.cards.1.components.0.parameters.0.text')
    const amount = { type: 'currency', currency: { fallback_value: '5\nMAD', code: 'MAD', amount_1000: 5000 } }
    expect(templateFlaw(body(amount))?.path).toBe('0.parameters.0.currency.fallback_value')
    const code = { type: 'button', sub_type: 'copy_code', parameters: [{ type: 'coupon_code', coupon_code: '' }] }
    expect(templateFlaw([code])?.path).toBe('0.parameters.0.coupon_code')
  })

  it('is none of those that go through', () => {
    const media = { type: 'image', image: { link: 'https://x.example/y.png' } }
    const payload = { type: 'payload', payload: 'line\nbreak' }
    expect(templateFlaw(undefined)).toBeUndefined()
    expect(templateFlaw([])).toBeUndefined()
    expect(
      templateFlaw(body(text('four    spaces'), text('سلام'), text(5), text(true), media, payload)),
    ).toBeUndefined()
  })
})
