import { describe, expect, it } from 'vitest'
import { facts, idNo, Rehearsal } from './rehearsal.fixture.ts'

const HUMMUS = idNo(101)
const GRILL = idNo(104)

function talked(...lines: string[]): Rehearsal {
  const rehearsal = new Rehearsal(facts('en', { branches: [] }))
  for (const line of lines) rehearsal.hear(line)
  return rehearsal
}
const inCart = (rehearsal: Rehearsal) =>
  rehearsal.session!.cart.map(({ name, quantity, note }) => [quantity, name, ...(note ? [note] : [])].join(' '))

describe('a question has one answer', () => {
  it('a second tap on the same message counts nothing and tells what is in the cart', () => {
    const rehearsal = talked('pickup', 'hummus', `{qty_2_${HUMMUS}_o0}@question1`)
    expect(rehearsal.hear(`{qty_2_${HUMMUS}_o0}@question1`).says).toMatch(/already[\s\S]*2 × Hummus/)
    expect(rehearsal.hear(`{qty_1_${HUMMUS}_o0}@question1`).says).toContain('2 × Hummus')
    expect(inCart(rehearsal)).toEqual(['2 Hummus'])
  })

  it('asked again in another message it counts again', () => {
    const rehearsal = talked('pickup', 'hummus', `{qty_2_${HUMMUS}_o0}@question1`, 'hummus')
    rehearsal.hear(`{qty_1_${HUMMUS}_o0}@question2`)
    expect(inCart(rehearsal)).toEqual(['3 Hummus'])
  })

  it('a quantity button of an order that is over asks before it adds', () => {
    const rehearsal = talked('pickup', 'hummus', `{qty_2_${HUMMUS}}@question1`, 'checkout', 'confirm')
    expect(rehearsal.session).toMatchObject({ placed: 7, cart: [] })
    const asked = rehearsal.hear(`{qty_2_${GRILL}_o0}@question0`)
    expect(asked.says).toContain('earlier order')
    expect(inCart(rehearsal)).toEqual([])
    rehearsal.hear(`[${asked.offers[0]}]`)
    expect(inCart(rehearsal)).toEqual(['2 Mixed grill'])
  })
})

describe('what a customer writes to the order', () => {
  it('in the catalogue cart is the note of the order and stands in the summary', () => {
    const rehearsal = talked('pickup')
    const items = [{ code: '01', quantity: 1 }]
    const heard = rehearsal.take({ kind: 'products', items, note: 'no onions, nut allergy', messageId: 'cart' })
    expect(heard.says).toContain('📝 no onions, nut allergy')
    expect(rehearsal.hear('confirm').actions).toMatchObject([{ do: 'placeOrder', note: 'no onions, nut allergy' }])
  })

  it.each(['note: ring twice', 'Note - ring twice', 'ملاحظة: ring twice', 'Remarque : ring twice'])(
    'as “%s” is the note of the order',
    line => {
      const rehearsal = talked('#01', 'pickup')
      expect(rehearsal.hear(line).says).toContain('📝 ring twice')
      expect(rehearsal.hear('confirm').actions).toMatchObject([{ note: 'ring twice' }])
    },
  )

  it('behind a code or a number is the wish for that dish, and other wishes are another line', () => {
    const rehearsal = talked('#01 x2 no onions', 'pickup', 'hummus', '1 with extra oil', '#01')
    expect(inCart(rehearsal)).toEqual(['2 Hummus no onions', '1 Hummus with extra oil', '1 Hummus'])
    expect(rehearsal.hear('checkout').says).toContain('2 × Hummus: SAR 30.00\n   📝 no onions')
    expect(rehearsal.hear('confirm').actions).toMatchObject([{ lines: [{ note: 'no onions' }, {}, {}] }])
  })
})

describe('an aside', () => {
  it('a location in the middle of a question is noted and the question is asked again', () => {
    const rehearsal = talked('#04', 'delivery', 'King Fahd Road 12', 'hummus')
    const heard = rehearsal.hear('<location>')
    expect(heard).toMatchObject({ step: 'quantity' })
    expect(heard.says).toMatch(/Noted[\s\S]*Hummus, SAR 15.00. How many\?/)
    expect(rehearsal.hear('yes').says).toContain('How many?')
    rehearsal.hear('2')
    expect(inCart(rehearsal)).toEqual(['1 Mixed grill', '2 Hummus'])
  })

  it('a way of delivery in the middle of a question loses nothing', () => {
    const rehearsal = talked('menu', 'starters', 'hummus', 'delivery')
    expect(rehearsal.hear('King Fahd Road 12').says).toContain('Hummus, SAR 15.00. How many?')
  })

  it('0,0 is no address', () => {
    const rehearsal = talked('new order', 'delivery')
    const heard = rehearsal.hear('<null island>')
    expect(heard).toMatchObject({ step: 'address' })
    expect(heard.says).toContain('This location is empty')
    expect(rehearsal.session!.address).toBeNull()
  })
})

describe('“write its number”', () => {
  it.each(['2', '2️⃣', '2.', '2)', '(2)', '\u200f2', '٢', 'two', 'deux', 'اثنين', '2 please', 'no. 2'])(
    '%j is the second line of a list',
    said => {
      expect(talked('pickup', 'starters').hear(said).says).toContain('Tabbouleh, SAR 18.00. How many?')
    },
  )

  it.each([
    ['3 please', 3],
    ['3 pcs', 3],
    ['٣ حبات', 3],
    ['trois', 3],
    ['3️⃣', 3],
    ['(3)', 3],
    ['3 hummus', 3],
  ])('%j is a quantity', (said, quantity) => {
    const rehearsal = talked('pickup', 'hummus')
    rehearsal.hear(said)
    expect(inCart(rehearsal)).toEqual([`${quantity} Hummus`])
  })
})

describe('prices that nobody was shown', () => {
  it('are not ordered at, also when the sum is the same', () => {
    const rehearsal = talked('#01 x2 #04', 'pickup')
    const moved = rehearsal.facts.items.map(item => {
      const amount = item.code === '01' ? item.price.amount - 100 : item.code === '04' ? item.price.amount + 200 : 1
      return { ...item, price: { ...item.price, amount } }
    })
    rehearsal.facts = { ...rehearsal.facts, items: moved }
    const heard = rehearsal.hear('confirm')
    expect(heard.actions).toEqual([])
    expect(heard.says).toContain('price has changed')
    expect(rehearsal.hear('confirm').actions).toHaveLength(1)
  })
})

describe('a message of the order that is changed', () => {
  it('is read again before the order is placed, and the difference is told', () => {
    const rehearsal = talked('pickup', '#01 x2')
    expect(rehearsal.hear('<edit 2: #01 x3 #04>').says).toMatch(/3 × Hummus[\s\S]*1 × Mixed grill/)
    expect(inCart(rehearsal)).toEqual(['3 Hummus', '1 Mixed grill'])
  })

  it('as a number, an address or a note counts anew', () => {
    const rehearsal = talked('delivery', 'King Fahd Road 12', 'hummus', '2', 'note: ring twice', 'checkout')
    rehearsal.hear('<edit 4: 5>')
    rehearsal.hear('<edit 2: King Fahd Road 14>')
    rehearsal.hear('<edit 5: note: do not ring>')
    expect(inCart(rehearsal)).toEqual(['5 Hummus'])
    expect(rehearsal.session).toMatchObject({ address: { text: 'King Fahd Road 14' }, note: 'do not ring' })
  })

  it('that is taken back takes back what it brought', () => {
    const rehearsal = talked('pickup', '#01', '#04')
    expect(rehearsal.hear('<take back 2>').says).toContain('took a message back')
    expect(inCart(rehearsal)).toEqual(['1 Mixed grill'])
  })

  it('to something unreadable changes nothing, and says so', () => {
    const rehearsal = talked('pickup', '#01')
    expect(rehearsal.hear('<edit 2: something else>').says).toContain('Nothing was changed')
    expect(inCart(rehearsal)).toEqual(['1 Hummus'])
  })

  it('goes to a person once the order is placed', () => {
    const rehearsal = talked('pickup', '#01', 'confirm')
    const heard = rehearsal.hear('<edit 2: #01 x5>')
    expect(heard.actions).toEqual([{ do: 'handOver' }])
    expect(heard.says).toContain('#7 is placed already')
  })

  it('that brought nothing is nothing to speak of', () => {
    expect(talked('hello there').hear('<edit 1: hello>')).toMatchObject({ says: '', actions: [] })
  })
})

describe('small talk in any company', () => {
  it.each([
    'ok thanks 👍',
    'merci beaucoup !',
    'Thank you so much',
    'great, thanks!',
    'شكرا جزيلا لك',
    '🙏',
    '👍👍',
    'thanks Ahmed!',
    'thank you very much Sara 🌹',
    'merci Karim',
    'شكرا يا محمد',
    'thank u',
    'Thanks for your help',
    'merci pour votre aide',
    'شكرااا',
    'thankssss',
    'الف شكر',
    '🫶',
    'bye',
  ])('“%s” is thanks', said => {
    expect(talked('hi').hear(said).says).toBe('You are welcome! 🙏')
  })

  it.each(['yes please', 'ok yes', 'Oui merci', 'ok thanks', 'نعم شكرا'])('“%s” says yes to the summary', said => {
    expect(talked('#01', 'pickup').hear(said).actions).toMatchObject([{ do: 'placeOrder' }])
  })

  it.each(['thanks but no onions', 'thanks, where is it', 'thanks cancel', 'thanks 2'])(
    '“%s” says more than thanks',
    said => {
      expect(talked('#01', 'pickup').hear(said).says).not.toContain('You are welcome')
    },
  )

  it.each(['ok no thanks', 'no', 'yes no'])('“%s” never places an order', said => {
    expect(talked('#01', 'pickup').hear(said).actions).toEqual([])
  })
})

describe('where nothing can be ordered', () => {
  const empty = () => new Rehearsal(facts('en', { items: [] }))

  it('no order is offered, whatever is tapped', () => {
    for (const line of ['hi', 'new order', 'menu', 'pickup', '{order_delivery}', '{new_order}']) {
      const heard = empty().hear(line)
      expect(heard.offers, line).toEqual(['☎️ Talk to support'])
      expect(heard.step, line).toBe('idle')
    }
  })

  it('a location after everything was sold out offers a person, not buttons that are not there', () => {
    const rehearsal = talked('new order', 'pickup', 'Olaya')
    rehearsal.facts = facts('en', { items: [] })
    expect(rehearsal.hear('menu').step).toBe('idle')
    const heard = rehearsal.hear('<location>')
    expect(heard.offers).toEqual(['☎️ Talk to support'])
    expect(heard.step).toBe('idle')
  })

  it('what a customer writes goes to a person', () => {
    const rehearsal = empty()
    rehearsal.hear('hello')
    expect(rehearsal.hear('do you have paracetamol?').actions).toEqual([{ do: 'handOver' }])
    expect(empty().hear('<voice>').actions).toEqual([{ do: 'handOver' }])
  })
})
