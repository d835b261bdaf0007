import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Input } from '../input.ts'
import { LIMITS, type Reply } from '../reply.ts'
import { BOT_LOCALES } from '../texts/texts.ts'
import { allPhrases } from '../texts/words.ts'
import { MOST_OF_ONE } from './cart.ts'
import { decide, settle } from './decide.ts'
import type { Facts } from './facts.ts'
import { COMMAND_BUTTONS } from './intent.ts'
import { bodyOf, facts, idNo } from './rehearsal.fixture.ts'
import { newSession, readSession, type Session, STEPS } from './session.ts'

const IDS = [...[1, 2, 51, 52, 101, 102, 103, 104, 999].map(idNo), 'other', '']
const anId = fc.constantFrom(...IDS)
const someText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc.constantFrom(...allPhrases().map(({ phrase }) => phrase)),
  fc.constantFrom('#01 #04 x2', '01 99', '#01 x21', '#03', '1', '2', '٣', '99', '-1', '1e9', '#', '\u0000', '  '),
)
const buttonId = fc.oneof(
  fc.constantFrom(...Object.keys(COMMAND_BUTTONS), 'start_over', 'constructor', '__proto__', 'cats_p7', 'removals_p1'),
  fc
    .tuple(fc.constantFrom('cat_', 'item_', 'branch_', 'rm_', 'qty_1_', 'qty_0_', 'qty_custom_'), anId)
    .map(parts => parts.join('')),
  someText,
)
const messageId = fc.constantFrom('m1', 'm2', 'm3')
const input: fc.Arbitrary<Input> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), body: someText, messageId }),
  fc.record({ kind: fc.constant('tap' as const), id: buttonId, title: someText, question: messageId }),
  fc.record({
    kind: fc.constant('location' as const),
    latitude: fc.double(),
    longitude: fc.double(),
    label: fc.option(someText, { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant('products' as const),
    items: fc.array(fc.record({ code: someText, quantity: fc.oneof(fc.integer(), fc.double()) }), { maxLength: 5 }),
  }),
  fc.record({ kind: fc.constant('other' as const), type: someText }),
  fc.constant({ kind: 'opened' as const }),
  fc.record({ kind: fc.constant('edit' as const), of: messageId, body: fc.option(someText, { nil: null }) }),
)
const nullable = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null })
const cart = fc.uniqueArray(
  fc.record(
    { itemId: anId, quantity: fc.integer({ min: 1, max: 99 }), name: someText, note: someText },
    { requiredKeys: ['itemId', 'quantity', 'name'] },
  ),
  { selector: line => line.itemId },
)
const session: fc.Arbitrary<Session> = fc.record({
  step: fc.constantFrom(...STEPS),
  fulfilment: nullable(fc.constantFrom('delivery' as const, 'pickup' as const)),
  address: nullable(fc.record({ text: someText })),
  branchId: nullable(anId),
  categoryId: nullable(anId),
  page: fc.nat(5),
  itemId: nullable(anId),
  cart,
  note: nullable(someText),
  checkout: fc.boolean(),
  quoted: nullable(fc.array(fc.record({ itemId: anId, quantity: fc.nat(), amount: fc.nat() }))),
  choices: fc.array(fc.record({ id: buttonId, title: someText }), { maxLength: 10 }),
  misunderstood: fc.nat(3),
  unreadableAt: nullable(fc.constantFrom('2026-03-01T11:59:00.000Z', 'garbage')),
  round: fc.nat(3),
  asked: fc.nat(9),
  answered: fc.array(messageId, { maxLength: 3 }),
  sources: fc.array(fc.record({ messageId, lines: cart, address: fc.boolean(), note: fc.boolean() }), { maxLength: 3 }),
  placedFrom: fc.array(messageId, { maxLength: 3 }),
  placed: nullable(fc.nat()),
  at: fc.oneof(
    fc
      .date({ min: new Date('2026-02-28'), max: new Date('2026-03-02'), noInvalidDate: true })
      .map(date => date.toISOString()),
    fc.constant('garbage'),
  ),
})
const knowing: fc.Arbitrary<Facts> = fc
  .tuple(
    fc.constantFrom(...BOT_LOCALES),
    fc.boolean(),
    fc.boolean(),
    fc.boolean(),
    fc.constantFrom('meal' as const, 'goods' as const),
  )
  .map(([locale, hasItems, hasBranches, hasCategories, trade]) => {
    const all = facts(locale, { trade })
    return {
      ...all,
      ...(!hasItems && { items: [] }),
      ...(!hasBranches && { branches: [] }),
      ...(!hasCategories && { categories: [] }),
    }
  })

/** Everything WhatsApp would refuse about a reply. */
function faults({ type, content }: Reply): string[] {
  const found: string[] = []
  const most = (what: string, text: string | undefined, limit: number) => {
    if (text !== undefined && (text.trim() === '' || text.length > limit))
      found.push(`${what} has ${text.length} characters`)
  }
  if (type === 'text') most('text', content.text?.body, LIMITS.text)
  const shown = content.interactive
  if (shown && 'body' in shown) most('body', shown.body, LIMITS.body)
  if (shown?.kind === 'buttons') {
    if (shown.buttons.length < 1 || shown.buttons.length > LIMITS.buttons) found.push(`${shown.buttons.length} buttons`)
    for (const { id, title } of shown.buttons) {
      most('button', title, LIMITS.buttonTitle)
      most('button id', id, 256)
    }
    if (new Set(shown.buttons.map(button => button.title)).size < shown.buttons.length) found.push('two equal buttons')
    if (new Set(shown.buttons.map(button => button.id)).size < shown.buttons.length) found.push('two equal button ids')
  }
  if (shown?.kind === 'list') {
    const rows = shown.sections.flatMap(section => section.rows)
    if (rows.length < 1 || rows.length > LIMITS.rows) found.push(`${rows.length} rows`)
    most('list button', shown.button, LIMITS.listButton)
    most('footer', shown.footer, LIMITS.footer)
    for (const { id, title, description } of rows) {
      most('row', title, LIMITS.rowTitle)
      most('row description', description, LIMITS.rowDescription)
      most('row id', id, 200)
    }
    if (new Set(rows.map(row => row.id)).size < rows.length) found.push('two equal rows')
  }
  return found
}

describe('the ordering conversation, whatever is thrown at it', () => {
  it('always answers with something WhatsApp takes, and leaves a session that can be stored', () => {
    fc.assert(
      fc.property(nullable(session), input, knowing, (stored, input, known) => {
        const decision = decide(stored, input, known)
        const places = decision.actions.some(action => action.do === 'placeOrder')
        // Silent about a second picture, and about a changed message that brought nothing.
        const mayBeSilent = input.kind === 'other' || input.kind === 'products' || input.kind === 'edit'
        expect(decision.replies.length > 0 || places || mayBeSilent).toBe(true)
        expect(decision.replies.flatMap(faults)).toEqual([])
        expect(decision.replies.every(reply => bodyOf(reply) !== '')).toBe(true)
        expect(readSession(JSON.parse(JSON.stringify(decision.session)))).not.toBeNull()
      }),
      { numRuns: 3000 },
    )
  })

  it('after an order was placed or refused it answers too', () => {
    const codes = fc.constantFrom(
      'ORDER_ITEM_UNAVAILABLE',
      'ORDER_BRANCH_UNAVAILABLE',
      'ORDER_CURRENCY_MIX',
      'NOT_FOUND',
    )
    const outcome = fc.oneof(
      codes.map(code => ({ kind: 'refused' as const, code })),
      fc.nat().map(number => ({ kind: 'placed' as const, number, totalAmount: number, currency: 'KWD' })),
    )
    fc.assert(
      fc.property(session, outcome, knowing, (stored, outcome, known) => {
        const turn = settle(stored, outcome, known)
        expect(turn.replies.length).toBeGreaterThan(0)
        expect(turn.replies.flatMap(faults)).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('never orders what cannot be ordered, nor a quantity out of bounds, nor without a place', () => {
    const steps = fc.array(input, { minLength: 1, maxLength: 25 })
    fc.assert(
      fc.property(steps, knowing, (inputs, known) => {
        let stored: Session | null = null
        for (const input of [...inputs, { kind: 'tap' as const, id: 'confirm', title: '' }]) {
          const decision = decide(stored, input, known)
          stored = decision.session
          for (const action of decision.actions) {
            if (action.do !== 'placeOrder') continue
            const items = action.lines.map(line => known.items.find(item => item.id === line.itemId))
            expect(items.every(item => item?.available)).toBe(true)
            expect(action.lines.length).toBeGreaterThan(0)
            expect(action.lines.every(line => line.quantity >= 1 && line.quantity <= MOST_OF_ONE)).toBe(true)
            expect(action.fulfilment === 'delivery' ? action.address : true).toBeTruthy()
            if (action.fulfilment === 'pickup' && known.branches.length > 0) expect(action.branchId).toBeTruthy()
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  it('starts anew from a session that an older program wrote in another shape', () => {
    expect(readSession({ step: 'dancing' })).toBeNull()
    expect(readSession(null)).toBeNull()
    expect(readSession(newSession(new Date()))).not.toBeNull()
  })
})
