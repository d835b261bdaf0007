import { describe, expect, it } from 'vitest'
import { facts, idNo, Rehearsal } from './rehearsal.fixture.ts'
import { readSession } from './session.ts'

const HUMMUS = idNo(101)

function talked(...lines: string[]): Rehearsal {
  const rehearsal = new Rehearsal(facts('en', { branches: [] }))
  for (const line of lines) rehearsal.hear(line)
  return rehearsal
}
const inCart = (rehearsal: Rehearsal) =>
  rehearsal.session!.cart.map(({ name, quantity, note }) => [quantity, name, ...(note ? [note] : [])].join(' '))

describe('a question has one answer, also where nobody says which message was tapped', () => {
  const asked = () => talked('pickup', 'hummus')
  const button = (rehearsal: Rehearsal, title: string) =>
    `{${rehearsal.session!.choices.find(choice => choice.title === title)!.id}}`

  it('tapped twice it counts once', () => {
    const rehearsal = asked()
    const [one, two] = [button(rehearsal, '1'), button(rehearsal, '2')]
    rehearsal.hear(two)
    expect(rehearsal.hear(two).says).toContain('have that answer already')
    expect(rehearsal.hear(`${one}@question1`).says).toContain('have that answer already')
    expect(inCart(rehearsal)).toEqual(['2 Hummus'])
  })

  it('answered in words its buttons count nothing any more', () => {
    const rehearsal = asked()
    const [two, other] = [button(rehearsal, '2'), button(rehearsal, '🔢 Other quantity')]
    rehearsal.hear('5')
    expect(rehearsal.hear(two).says).toContain('have that answer already')
    expect(rehearsal.hear(other)).toMatchObject({ step: 'cart' })
    expect(inCart(rehearsal)).toEqual(['5 Hummus'])
  })

  it('asked again it counts again', () => {
    const rehearsal = asked()
    rehearsal.hear('[2]')
    rehearsal.hear('hummus')
    rehearsal.hear('[1]')
    expect(inCart(rehearsal)).toEqual(['3 Hummus'])
  })

  it('that was not answered yet still counts after another button', () => {
    const rehearsal = asked()
    const two = button(rehearsal, '2')
    rehearsal.hear('[🔢 Other quantity]')
    rehearsal.hear(two)
    expect(inCart(rehearsal)).toEqual(['2 Hummus'])
  })

  it('in the session of an older program is no reason to forget the cart', () => {
    const { asked: _, ...stored } = talked('pickup', '#01').session!
    expect(readSession(stored)?.cart).toHaveLength(1)
  })
})

describe('a quantity', () => {
  it.each(['2-3', '2 or 3', 'two hundred', '2½', '2 min', 'one question: do you deliver?', 'twenty one'])(
    'is not guessed from “%s”',
    said => {
      const rehearsal = talked('pickup', 'hummus')
      expect(rehearsal.hear(said)).toMatchObject({ step: 'quantity', says: expect.stringContaining('from 1 to 20') })
      expect(inCart(rehearsal)).toEqual([])
    },
  )

  it.each([
    '#01 2 no onions',
    '#01 two',
    '#01 x two',
    '#01 deux',
    '#01 x2-3',
    '#01 x2 or 3',
    '#01 x½',
    '#01 x1.5',
    '#01 or #04',
  ])('right behind a code is not taken for a wish: “%s”', said => {
    const rehearsal = talked('pickup')
    expect(rehearsal.hear(said).says).toContain('Nothing was added')
    expect(inCart(rehearsal)).toEqual([])
  })
})

describe('a wish is kept as it was written', () => {
  it.each([
    ['two no onions', '2 Hummus no onions'],
    ['deux sans oignon', '2 Hummus sans oignon'],
    ['حبتين بدون بصل', '2 Hummus بدون بصل'],
    ['2 (no onions)', '2 Hummus no onions'],
    ['2 - no Onions, please', '2 Hummus no Onions'],
    ['3 hummus no onions', '3 Hummus no onions'],
    ['2 Hummus, sans sel svp', '2 Hummus sans sel'],
    ['2 with 3 sugars', '2 Hummus with 3 sugars'],
  ])('behind a quantity: “%s”', (said, line) => {
    const rehearsal = talked('pickup', 'hummus')
    rehearsal.hear(said)
    expect(inCart(rehearsal)).toEqual([line])
  })

  it('also when letters of it are in the name of the dish', () => {
    const known = facts('en', { branches: [] })
    const items = known.items.map(item => (item.id === HUMMUS ? { ...item, name: 'Casino burger' } : item))
    const rehearsal = new Rehearsal({ ...known, items })
    for (const line of ['pickup', 'casino burger', '3 no onions']) rehearsal.hear(line)
    expect(inCart(rehearsal)).toEqual(['3 Casino burger no onions'])
  })

  it.each([
    ['#01 allergic to nuts, milk & honey', '1 Hummus allergic to nuts, milk & honey'],
    ['#01 x2 with 1.5 spoons of oil.', '2 Hummus with 1.5 spoons of oil'],
    ['bonjour #01 x2 sans oignon merci', '2 Hummus sans oignon'],
    ['#01 x2 🌶️🌶️', '2 Hummus 🌶️🌶️'],
    ['#01 x2 !! 🙏', '2 Hummus'],
    ['#01 thank you', '1 Hummus'],
  ])('behind a code: “%s”', (said, line) => {
    const rehearsal = talked('pickup', said)
    expect(inCart(rehearsal)).toEqual([line])
  })

  it('on a line of its own is the note of the order', () => {
    const rehearsal = talked('pickup', '#01 x2 no onions\nملاحظة: اتصل قبل الوصول')
    expect(inCart(rehearsal)).toEqual(['2 Hummus no onions'])
    expect(rehearsal.session!.note).toBe('اتصل قبل الوصول')
    rehearsal.hear('<edit 2: #01 x3\nnote: ring twice>')
    expect(inCart(rehearsal)).toEqual(['3 Hummus'])
    expect(rehearsal.session!.note).toBe('ring twice')
  })

  it.each([
    ['P.S. no salt', 'no salt'],
    ['Comments: no salt', 'no salt'],
    ['الملاحظة: بدون ملح', 'بدون ملح'],
    ['sans oignon', 'sans oignon'],
    ['بدون بصل', 'بدون بصل'],
    ['allergy: nuts', 'allergy: nuts'],
    ["I'm allergic to nuts", "I'm allergic to nuts"],
  ])('in its own message “%s” is the note “%s”', (said, note) => {
    const rehearsal = talked('pickup', '#01')
    expect(rehearsal.hear(said).says).toContain(`📝 ${note}`)
    expect(rehearsal.session!.note).toBe(note)
  })

  it('“note:” alone asks for the wish', () => {
    expect(talked('pickup', '#01').hear('note:').says).toContain('Write “note:” and your wish')
  })

  it('does not replace the one of an earlier cart', () => {
    const rehearsal = talked('pickup')
    const cart = (code: string, note: string) =>
      rehearsal.take({ kind: 'products', items: [{ code, quantity: 1 }], note, messageId: code })
    cart('01', 'nut allergy')
    cart('04', 'well done')
    expect(rehearsal.session!.note).toBe('nut allergy, well done')
  })

  it('that is too long shows where it ends', () => {
    const rehearsal = talked('pickup', '#01', `note: ${'long '.repeat(100)}`)
    expect(rehearsal.session!.note).toMatch(/^long .{290,}…$/)
    expect(rehearsal.session!.note!.length).toBeLessThanOrEqual(300)
  })
})

describe('an order that is not the one in the summary', () => {
  it.each([
    ['another name', { name: 'Spicy hummus' }],
    ['another currency', { price: { amount: 1500, currency: 'KWD' } }],
  ])('because of %s is shown again before it is placed', (_, change) => {
    const rehearsal = talked('pickup', '#01')
    const items = rehearsal.facts.items.map(item => (item.id === HUMMUS ? { ...item, ...change } : item))
    rehearsal.facts = { ...rehearsal.facts, items }
    expect(rehearsal.hear('confirm').actions).toEqual([])
    expect(rehearsal.hear('confirm').actions).toHaveLength(1)
  })

  it('because the dish was replaced by one at the same price is not placed', () => {
    const rehearsal = talked('pickup', '#01 #04')
    const items = rehearsal.facts.items.map(item => (item.id === HUMMUS ? { ...item, id: idNo(999) } : item))
    rehearsal.facts = { ...rehearsal.facts, items }
    expect(rehearsal.hear('confirm').actions).toEqual([])
    expect(inCart(rehearsal)).toEqual(['1 Mixed grill'])
  })
})

describe('a changed message', () => {
  it('counts as well when its words were taken for a button', () => {
    const rehearsal = talked('pickup', 'hummus')
    const { id, title } = rehearsal.session!.choices[1]!
    rehearsal.take({ kind: 'tap', id, title, messageId: 'typed' })
    rehearsal.take({ kind: 'edit', of: 'typed', body: '4', messageId: 'edit1' })
    expect(inCart(rehearsal)).toEqual(['4 Hummus'])
    rehearsal.take({ kind: 'edit', of: 'typed', body: '3 no onions', messageId: 'edit2' })
    expect(inCart(rehearsal)).toEqual(['3 Hummus no onions'])
    rehearsal.take({ kind: 'edit', of: 'typed', body: null, messageId: 'edit3' })
    expect(inCart(rehearsal)).toEqual([])
  })

  it('of a cancelled order brings nothing back', () => {
    const rehearsal = talked('pickup', '#01', 'cancel')
    expect(rehearsal.hear('<edit 2: #01 x5>')).toMatchObject({ says: '', actions: [] })
    expect(inCart(rehearsal)).toEqual([])
  })
})
