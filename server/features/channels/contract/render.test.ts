import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CAPABILITIES } from '../transports/cloud_api/capabilities.ts'
import { matchChoice } from './match-choice.ts'
import type { Interactive } from './message.ts'
import { choicesOf, render } from './render.ts'
import type { Capabilities } from './transport.ts'

const WITHOUT: Capabilities = {
  ...CAPABILITIES,
  buttons: 0,
  listRows: 0,
  ctaUrl: false,
  locationRequest: false,
  products: false,
  flows: false,
  location: false,
  contacts: false,
}

const words = (most: number) =>
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: most }).filter(text => text.trim() === text && text !== '')
const label = fc
  .tuple(fc.constantFrom('Pizza', 'طاجين', 'Thé à la menthe', 'Ice ☕', '10'), fc.integer({ min: 1, max: 9999 }))
  .map(([name, no]) => `${name} ${no}`)

const buttons = fc.record({ body: words(200), titles: fc.uniqueArray(label, { minLength: 1, maxLength: 3 }) }).map(
  ({ body, titles }): Interactive => ({
    kind: 'buttons',
    body,
    buttons: titles.map((title, no) => ({ id: `id-${no}`, title })),
  }),
)
const list = fc
  .record({
    body: words(200),
    titles: fc.uniqueArray(label, { minLength: 1, maxLength: 10 }),
    described: fc.boolean(),
    cut: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ body, titles, described, cut }): Interactive => {
    const rows = titles.map((title, no) => ({
      id: `id-${no}`,
      title,
      ...(described && { description: `About ${no}` }),
    }))
    const parts = [rows.slice(0, cut), rows.slice(cut)].filter(part => part.length > 0)
    return {
      kind: 'list',
      body,
      button: 'Menu',
      sections: parts.map((part, no) => ({ title: `Part ${no}`, rows: part })),
    }
  })
const asks = fc.oneof(buttons, list).map(interactive => ({ type: 'interactive', content: { interactive } }))
const capability = fc
  .record({ buttons: fc.integer({ min: 0, max: 3 }), listRows: fc.constantFrom(0, 10) })
  .map(given => ({ ...WITHOUT, ...given }))

describe('a message that offers choices', () => {
  it('never has more buttons or rows than the provider takes', () => {
    fc.assert(
      fc.property(asks, capability, (message, can) => {
        const { interactive } = render(message, can).content
        if (interactive?.kind === 'buttons') expect(interactive.buttons.length).toBeLessThanOrEqual(can.buttons)
        if (interactive?.kind === 'list') {
          expect(interactive.sections.flatMap(section => section.rows).length).toBeLessThanOrEqual(can.listRows)
        }
      }),
    )
  })

  it('offers every choice exactly once, in whatever form', () => {
    fc.assert(
      fc.property(asks, capability, (message, can) => {
        const choices = choicesOf(message.content)
        const { content } = render(message, can)
        if (content.interactive) {
          expect(choicesOf(content).map(choice => choice.id)).toEqual(choices.map(choice => choice.id))
        } else {
          const lines = content.text!.body.split('\n')
          for (const [at, { title }] of choices.entries()) {
            expect(lines.filter(line => line.startsWith(`${at + 1}. ${title}`))).toHaveLength(1)
          }
        }
      }),
    )
  })

  it('is answered by the number or the title that the customer sees', () => {
    fc.assert(
      fc.property(asks, message => {
        const choices = choicesOf(message.content)
        for (const [at, choice] of choices.entries()) {
          expect(matchChoice(`${at + 1}`, choices)).toEqual(choice)
          expect(matchChoice(` ${choice.title.toUpperCase()} `, choices)).toEqual(choice)
          expect(matchChoice(`${at + 1}. ${choice.title}`, choices)).toEqual(choice)
        }
      }),
    )
  })
})

describe('a question that is too long for the provider', () => {
  const rows = Array.from({ length: 10 }, (_, no) => ({
    id: `id-${no}`,
    title: `Answer with a long na ${no}`,
    description: 'x'.repeat(72),
  }))
  const asked: Interactive = { kind: 'list', body: 'y '.repeat(500).trim(), button: 'Menu', sections: [{ rows }] }

  it.each([1600, 900])('keeps every answer within %i characters', textLength => {
    const message = { type: 'interactive', content: { interactive: asked } }
    const body = render(message, { ...WITHOUT, textLength }).content.text!.body
    expect(body.length).toBeLessThanOrEqual(textLength)
    for (const [at, { title }] of rows.entries()) expect(body).toContain(`${at + 1}. ${title}`)
  })

  it('with titles that are longer than a line keeps them on the second one', () => {
    const title = 'Couscous with seven vegetables'
    const buttons = { kind: 'buttons' as const, body: 'Which?', buttons: [{ id: 'a', title }] }
    const { interactive } = render({ type: 'interactive', content: { interactive: buttons } }, CAPABILITIES).content
    const row = { id: 'a', title: 'Couscous with seven veg…', description: title }
    expect(interactive).toMatchObject({ kind: 'list', sections: [{ rows: [row] }] })
  })
})

describe('what a customer writes to a numbered list', () => {
  const choices = [
    { kind: 'list_reply' as const, id: 'tea', title: 'Tea' },
    { kind: 'list_reply' as const, id: 'coffee', title: 'Café crème' },
    { kind: 'list_reply' as const, id: 'couscous', title: 'كُسكس' },
    { kind: 'list_reply' as const, id: 'person', title: '☎️ Talk to us' },
    { kind: 'list_reply' as const, id: 'many', title: '➕ 7' },
  ]
  it.each([
    ['2', 'coffee'],
    ['٢', 'coffee'],
    ['۲', 'coffee'],
    ['#1', 'tea'],
    ['3)', 'couscous'],
    ['2 - Café', 'coffee'],
    ['cafe creme', 'coffee'],
    ['كسكس', 'couscous'],
    ['talk to us', 'person'],
    ['2️⃣', 'coffee'],
    ['5', 'many'],
    ['7', undefined],
    ['6', undefined],
    ['0', undefined],
    ['2 teas please', undefined],
    ['tea or coffee?', undefined],
    ['', undefined],
    ['call me at 2', undefined],
  ])('%j means %j', (said, id) => {
    expect(matchChoice(said, choices)?.id).toBe(id)
  })
})

describe('what a customer writes under buttons', () => {
  const choices = [
    { kind: 'button_reply' as const, id: 'one', title: '1' },
    { kind: 'button_reply' as const, id: 'more', title: 'Another number' },
  ]
  it.each([
    ['1', 'one'],
    ['2', undefined],
    ['another NUMBER', 'more'],
  ])('%j means %j: numbers are not to be seen there', (said, id) => {
    expect(matchChoice(said, choices, false)?.id).toBe(id)
  })
})

describe('what a provider has no form for', () => {
  it('keeps everything in words', () => {
    const cta: Interactive = {
      kind: 'cta_url',
      header: 'Zaytoun',
      body: 'Our menu',
      footer: 'Open till 23:00',
      displayText: 'See it',
      url: 'https://zaytoun.example/menu',
    }
    expect(render({ type: 'interactive', content: { interactive: cta } }, WITHOUT)).toEqual({
      type: 'text',
      content: { text: { body: '*Zaytoun*\n\nOur menu\n\nSee it: https://zaytoun.example/menu\n\n_Open till 23:00_' } },
    })
    const place = { latitude: 33.5, longitude: -7.5, name: 'Shop' }
    expect(render({ type: 'location', content: { location: place } }, WITHOUT).content.text?.body).toBe(
      'Shop\nhttps://maps.google.com/?q=33.5,-7.5',
    )
  })

  it('is left alone where the provider has its form', () => {
    const message = { type: 'location', content: { location: { latitude: 1, longitude: 2 } } }
    expect(render(message, CAPABILITIES)).toBe(message)
  })
})
