import { describe, expect, it } from 'vitest'
import type { Facts } from './facts.ts'
import { facts, idNo, Rehearsal } from './rehearsal.fixture.ts'

/** Customer, what the bot says among other things, what can be tapped then (— when nothing), the step then. */
type Line = [customer: string, says: string, offers: string, step: string]

function play(known: Facts, script: Line[]): Rehearsal {
  const rehearsal = new Rehearsal(known)
  for (const [customer, says, offers, step] of script) {
    const heard = rehearsal.hear(customer)
    expect(heard.says, `to “${customer}”`).toContain(says)
    expect(heard.offers.join(' | ') || '—', `offered after “${customer}”`).toBe(offers)
    expect(heard.step, `step after “${customer}”`).toBe(step)
  }
  return rehearsal
}

const EN = {
  welcome: '🆕 New order | 🚚 Track order | ☎️ Talk to support',
  fulfilment: '🛵 Delivery | 🏠 Pickup',
  quantity: '1 | 2 | 🔢 Other quantity',
  added: '➕ Add more | 🛒 View cart | ✅ Checkout',
  cart: '➕ Add more | ➖ Remove | ✅ Checkout',
  summary: '✅ Confirm | 🛒 View cart | ❌ Cancel',
  way: '📋 Show the menu | 🛒 View cart | ☎️ Talk to support',
}

describe('a whole order', () => {
  it('by tapping, for delivery, in English', () => {
    const { session } = play(facts('en'), [
      ['hello there', 'Welcome to Beit Zaytoun!', EN.welcome, 'idle'],
      ['[🆕 New order]', 'How would you like', EN.fulfilment, 'fulfilment'],
      ['[🛵 Delivery]', 'Share your location', '—', 'address'],
      ['<location>', 'Noted: the location you shared', 'Starters | Grill', 'category'],
      ['[Starters]', 'Starters: choose one', 'Hummus | Tabbouleh', 'item'],
      ['[Hummus]', 'Hummus, SAR 15.00. How many?', EN.quantity, 'quantity'],
      ['[2]', 'Added: 2 × Hummus\n\n🛒 2 items, SAR 30.00', EN.added, 'cart'],
      ['[➕ Add more]', 'Choose a category', 'Starters | Grill', 'category'],
      ['[Grill]', 'Grill: choose one', 'Mixed grill', 'item'],
      ['[Mixed grill]', 'SAR 62.50. How many?', EN.quantity, 'quantity'],
      ['[🔢 Other quantity]', 'Write a number from 1 to 20', '—', 'quantity'],
      ['3', 'Added: 3 × Mixed grill\n\n🛒 5 items, SAR 217.50', EN.added, 'cart'],
      ['[✅ Checkout]', '💰 Total: SAR 217.50\n💵 Pay on delivery', EN.summary, 'summary'],
      ['[✅ Confirm]', 'order #7 is placed', '🚚 Track order | 🆕 New order', 'idle'],
    ])
    expect(session).toMatchObject({ cart: [], placed: 7, fulfilment: null })
  })

  it('by words and numbers, for pickup, in French', () => {
    play(facts('fr'), [
      ['Bonjour !', 'Bienvenue chez Beit Zaytoun', '🆕 Commander | 🚚 Suivre | ☎️ Un conseiller', 'idle'],
      ['je veux commander', 'Comment souhaitez-vous', '🛵 Livraison | 🏠 À emporter', 'fulfilment'],
      ['A emporter', 'Dans quel point de retrait', 'Olaya | Malqa', 'branch'],
      ['malqa', 'Choisissez une catégorie', 'Entrées | Grillades', 'category'],
      ['2', 'Grillades : faites', 'Grillade mixte', 'item'],
      ['grillade MIXTE', 'Combien en voulez-vous', '1 | 2 | 🔢 Autre quantité', 'quantity'],
      ['1', 'Ajouté : 1 × Grillade mixte\n\n🛒 1 article', '➕ Ajouter | 🛒 Voir le panier | ✅ Valider', 'cart'],
      ['valider', '🏠 À emporter : Malqa', '✅ Confirmer | 🛒 Voir le panier | ❌ Annuler', 'summary'],
      ['Oui', 'commande n° 7 est enregistrée', '🚚 Suivre | 🆕 Commander', 'idle'],
    ])
  })

  it('by words with Arabic digits, to a written address, in Arabic', () => {
    const { session } = play(facts('ar'), [
      ['السلام عليكم', 'أهلاً بك في Beit Zaytoun', '🆕 طلب جديد | 🚚 تتبع الطلب | ☎️ تواصل مع الدعم', 'idle'],
      ['طلب جديد', 'كيف تود استلام طلبك', '🛵 توصيل | 🏠 استلام', 'fulfilment'],
      ['تَوصِيل', 'شارك موقعك', '—', 'address'],
      ['حي العليا، شارع التحلية ١٢', 'تم حفظ العنوان: حي العليا، شارع التحلية ١٢', 'مقبلات | مشاوي', 'category'],
      ['١', 'مقبلات: اختر', 'حمص | تبولة', 'item'],
      ['تبوله', 'كم الكمية', '1 | 2 | 🔢 كمية أخرى', 'quantity'],
      ['٣', 'تمت الإضافة: 3 × تبولة\n\n🛒 3 قطع', '➕ إضافة صنف | 🛒 عرض السلة | ✅ إتمام الطلب', 'cart'],
      ['اتمام الطلب', 'الدفع نقداً عند التوصيل', '✅ تأكيد | 🛒 عرض السلة | ❌ إلغاء', 'summary'],
      ['تاكيد', 'تم تسجيل طلبك رقم #7 وسيتم البدء بتحضيره', '🚚 تتبع الطلب | 🆕 طلب جديد', 'idle'],
    ])
    expect(session?.placed).toBe(7)
  })

  it('in codes from the first word on: what is missing is asked, then the summary comes', () => {
    const rehearsal = play(facts('en'), [
      ['#01 #04 x2', '• 1 × Hummus: SAR 15.00\n• 2 × Mixed grill: SAR 125.00', EN.fulfilment, 'fulfilment'],
      ['pick up', 'From which branch', 'Olaya | Malqa', 'branch'],
      ['1', '🏠 Pickup: Olaya', EN.summary, 'summary'],
    ])
    expect(rehearsal.hear('confirm').actions).toEqual([
      {
        do: 'placeOrder',
        fulfilment: 'pickup',
        branchId: idNo(51),
        address: null,
        lines: [
          { itemId: idNo(101), quantity: 1, amount: 1500 },
          { itemId: idNo(104), quantity: 2, amount: 6250 },
        ],
        note: null,
      },
    ])
  })
})

describe('the cart', () => {
  it('adds, shows, removes by list, number and name, and leaves with cancel', () => {
    play(facts('en'), [
      ['01 02 04', '1 × Hummus', EN.fulfilment, 'fulfilment'],
      ['cart', '• 1 × Tabbouleh: SAR 18.00', EN.cart, 'cart'],
      ['[➖ Remove]', 'What shall we take out?', 'Hummus | Tabbouleh | Mixed grill', 'remove'],
      ['cancel', '🛒 Your cart\n• 1 × Hummus', EN.cart, 'cart'],
      ['remove', 'What shall we take out?', 'Hummus | Tabbouleh | Mixed grill', 'remove'],
      ['2', 'Removed: Tabbouleh', EN.cart, 'cart'],
      ['remove', 'What shall we take out?', 'Hummus | Mixed grill', 'remove'],
      ['mixed grill', 'Removed: Mixed grill', EN.cart, 'cart'],
      ['remove', 'What shall we take out?', 'Hummus', 'remove'],
      ['[Hummus]', 'Your cart is empty', EN.welcome, 'idle'],
    ])
  })

  it('counts the same code twice as two', () => {
    const { session } = play(facts('en'), [['01 01 02', '2 × Hummus', EN.fulfilment, 'fulfilment']])
    expect(session?.cart.map(line => line.quantity)).toEqual([2, 1])
  })

  it.each([
    ['#01 #99', '❌ I do not know: #99'],
    ['01 99', '❌ I do not know: 99'],
    ['#01 #03', '❌ Not available right now: Lentil soup'],
    ['falafel #01', '❌ I did not understand: falafel'],
    ['#01 x21', '❌ A quantity must be from 1 to 20: #01'],
    ['#01 x0', '❌ A quantity must be from 1 to 20: #01'],
  ])('names what is wrong in “%s” and adds nothing', (text, says) => {
    const rehearsal = new Rehearsal(facts('en'))
    const heard = rehearsal.hear(text)
    expect(heard.says).toContain(says)
    expect(heard.says).toContain('Nothing was added')
    expect(rehearsal.session?.cart).toEqual([])
  })

  it('is emptied by cancel, and a second cancel says that there is nothing', () => {
    play(facts('en'), [
      ['#01', '1 × Hummus', EN.fulfilment, 'fulfilment'],
      ['cancel', 'Nothing was ordered', EN.welcome, 'idle'],
      ['cancel', 'nothing to cancel', EN.welcome, 'idle'],
    ])
  })

  it('is not lost by a second “new order”: going on and starting over are offered', () => {
    play(facts('en'), [
      ['#01', '1 × Hummus', EN.fulfilment, 'fulfilment'],
      ['new order', 'You have begun an order already', '➕ Add more | ✅ Checkout | 🗑️ Start over', 'cart'],
      ['[🗑️ Start over]', 'How would you like', EN.fulfilment, 'fulfilment'],
      ['cart', 'Your cart is empty', EN.welcome, 'idle'],
    ])
  })

  it('loses what is sold out meanwhile, says so, and places nothing before it was seen', () => {
    const rehearsal = play(facts('en'), [
      ['#01 #04', '1 × Hummus', EN.fulfilment, 'fulfilment'],
      ['delivery', 'Share your location', '—', 'address'],
      ['King Fahd Road 12', 'SAR 77.50', EN.summary, 'summary'],
    ])
    const sold = rehearsal.facts.items.map(item => ({ ...item, available: item.code === '01' }))
    rehearsal.facts = { ...rehearsal.facts, items: sold }
    const heard = rehearsal.hear('confirm')
    expect(heard.actions).toEqual([])
    expect(heard.says).toContain('took it out of your cart: Mixed grill')
    expect(heard.says).toContain('💰 Total: SAR 15.00')
    expect(rehearsal.hear('confirm').actions).toHaveLength(1)
  })

  it('is not placed at another price than the one that was shown', () => {
    const rehearsal = play(facts('en', { branches: [] }), [
      ['#01', '1 × Hummus', EN.fulfilment, 'fulfilment'],
      ['pickup', '💰 Total: SAR 15.00', EN.summary, 'summary'],
    ])
    const items = rehearsal.facts.items.map(item => ({ ...item, price: { ...item.price, amount: 1600 } }))
    rehearsal.facts = { ...rehearsal.facts, items }
    const heard = rehearsal.hear('confirm')
    expect(heard.actions).toEqual([])
    expect(heard.says).toContain('price has changed')
    expect(heard.says).toContain('SAR 16.00')
  })

  it('holds 99 of one item at most', () => {
    const rehearsal = new Rehearsal(facts('en'))
    for (let n = 0; n < 4; n++) rehearsal.hear('#01 x20')
    expect(rehearsal.hear('#01 x20').says).toContain('99 of one item at most')
    expect(rehearsal.session?.cart[0]?.quantity).toBe(80)
  })
})

describe('words that work everywhere', () => {
  const places: Array<[string, string[]]> = [
    ['at the beginning', []],
    ['while an address is asked', ['new order', 'delivery']],
    ['while a quantity is asked', ['new order', 'delivery', 'King Fahd Road', 'starters', 'hummus']],
    ['in the summary', ['#01', 'delivery', 'King Fahd Road']],
  ]

  it.each(places)('track, help, menu and support are understood %s', (_where, before) => {
    const orders = [
      { number: 41, status: 'ready', fulfilment: 'pickup', totalAmount: 3000, currency: 'SAR', branchName: 'Olaya' },
      { number: 38, status: 'delivered', fulfilment: 'delivery', totalAmount: 900, currency: 'SAR', branchName: null },
    ] satisfies Facts['orders']
    const rehearsal = new Rehearsal(facts('en', { orders }))
    for (const line of before) rehearsal.hear(line)
    expect(rehearsal.hear('My orders').says).toContain(
      'Order #41\n🏠 Your order is ready. You can collect it now: Olaya.',
    )
    expect(rehearsal.hear('track').says).toContain('#38: delivered, SAR 9.00')
    expect(rehearsal.hear('HELP!').says).toContain('take your order')
    expect(rehearsal.hear('menu').offers).toEqual(['Starters', 'Grill'])
    const heard = rehearsal.hear('I want to talk to a person'.slice(10))
    expect(heard.actions).toEqual([{ do: 'handOver' }])
    expect(heard.says).toContain('A person will answer you here')
  })

  it.each(['hi', 'hello', 'start', 'Bonjour', 'مرحبا', 'مرحباً!'])('“%s” greets again and keeps the cart', hello => {
    const rehearsal = new Rehearsal(facts('en'))
    rehearsal.hear('#01')
    expect(rehearsal.hear(hello).says).toContain('Your cart is kept: 1 item, SAR 15.00')
  })

  it('says the greeting of the business when there is one', () => {
    expect(new Rehearsal(facts('en', { greeting: 'Ahlan! Kitchen open till 2.' })).hear('hi').says).toBe(
      'Ahlan! Kitchen open till 2.',
    )
  })
})

describe('what it does not understand', () => {
  it('gets help, and the second time in a row a person is offered', () => {
    play(facts('en'), [
      ['hi', 'Welcome', EN.welcome, 'idle'],
      ['qwertz', 'did not understand', EN.welcome, 'idle'],
      ['asdf', 'Shall a person help you?', '☎️ Talk to support | 🆕 New order | 🚚 Track order', 'idle'],
      ['menu', 'Choose a category', 'Starters | Grill', 'category'],
      ['asdf', 'or write its number', EN.way, 'category'],
    ])
  })

  it('is a welcome when it is the first word', () => {
    play(facts('en'), [['qwertz?', 'Welcome to Beit Zaytoun', EN.welcome, 'idle']])
  })

  it('voice, stickers and pictures get a friendly word and the way on', () => {
    play(facts('en'), [
      ['<voice>', 'I can read text, buttons and locations', EN.welcome, 'idle'],
      ['new order', 'How would you like', EN.fulfilment, 'fulfilment'],
      ['<voice>', 'I can read text, buttons and locations', EN.way, 'fulfilment'],
      ['<voice>', '', '—', 'fulfilment'],
      ['<voice>', '', '—', 'fulfilment'],
    ])
  })

  it('an address that is none and a quantity that is none are asked again', () => {
    play(facts('en'), [
      ['new order', 'How would you like', EN.fulfilment, 'fulfilment'],
      ['delivery', 'Share your location', '—', 'address'],
      ['?!', 'too short for an address', '—', 'address'],
      ['#12 King Fahd Road', 'Noted: #12 King Fahd Road', 'Starters | Grill', 'category'],
      ['hummus', 'How many?', EN.quantity, 'quantity'],
      ['21', 'from 1 to 20', '—', 'quantity'],
      ['many', 'from 1 to 20', '—', 'quantity'],
      ['20', 'Added: 20 × Hummus', EN.added, 'cart'],
    ])
  })
})

describe('old buttons', () => {
  it('of items that are sold out or gone lead to what there is', () => {
    const rehearsal = new Rehearsal(facts('en'))
    rehearsal.hear('hi')
    expect(rehearsal.hear(`{item_${idNo(103)}}`)).toMatchObject({ offers: ['Hummus', 'Tabbouleh'], step: 'item' })
    expect(rehearsal.hear(`{item_${idNo(999)}}`)).toMatchObject({ offers: ['Starters', 'Grill'], step: 'category' })
    expect(rehearsal.hear(`{cat_${idNo(999)}}`)).toMatchObject({ offers: ['Starters', 'Grill'], step: 'category' })
    expect(rehearsal.hear(`{branch_${idNo(999)}}`).says).toContain('does not take orders right now')
  })

  it('a quantity button knows its item in any step', () => {
    const rehearsal = new Rehearsal(facts('en'))
    rehearsal.hear('hi')
    expect(rehearsal.hear(`{qty_2_${idNo(104)}}`).says).toContain('Added: 2 × Mixed grill')
    expect(rehearsal.hear('{qty_1}').says).toContain('something earlier')
  })

  it('a second confirm repeats that the order is placed, and places nothing', () => {
    const rehearsal = new Rehearsal(facts('en', { branches: [] }))
    for (const line of ['#01', 'pickup']) rehearsal.hear(line)
    expect(rehearsal.hear('{confirm}').actions).toHaveLength(1)
    const again = rehearsal.hear('{confirm}')
    expect(again.actions).toEqual([])
    expect(again.says).toContain('#7 is placed already')
  })

  it('of somebody else’s making are answered kindly', () => {
    const rehearsal = new Rehearsal(facts('en'))
    rehearsal.hear('menu')
    expect(rehearsal.hear('{promo-2024}')).toMatchObject({ offers: ['Starters', 'Grill'], step: 'category' })
  })
})

describe('silence', () => {
  const later = (rehearsal: Rehearsal, minutes: number) => {
    const now = new Date(rehearsal.facts.now.getTime() + minutes * 60_000)
    rehearsal.facts = { ...rehearsal.facts, now }
  }

  it('of half an hour keeps the cart, of more resets it with a word', () => {
    const rehearsal = new Rehearsal(facts('ar'))
    rehearsal.hear('#01')
    later(rehearsal, 30)
    expect(rehearsal.hear('السلة').says).toContain('حمص')
    later(rehearsal, 31)
    const heard = rehearsal.hear('1')
    expect(heard.says).toContain('أهلاً بعودتك! 👋 لنبدأ من جديد.')
    expect(heard.step).toBe('fulfilment')
    expect(rehearsal.session?.cart).toEqual([])
  })

  it('does not stand between a customer and a command', () => {
    const rehearsal = new Rehearsal(facts('en'))
    rehearsal.hear('#01')
    later(rehearsal, 45)
    const heard = rehearsal.hear('#04')
    expect(heard.says).not.toContain('Welcome back')
    expect(rehearsal.session?.cart.map(line => line.name)).toEqual(['Mixed grill'])
  })

  it('before anything was begun means nothing', () => {
    const rehearsal = new Rehearsal(facts('en'))
    rehearsal.hear('hi')
    later(rehearsal, 600)
    expect(rehearsal.hear('anyone there').says).toContain('Welcome to Beit Zaytoun')
  })
})

describe('places', () => {
  it('a single branch needs no question', () => {
    const one = facts('en').branches.slice(0, 1)
    play(facts('en', { branches: one }), [
      ['#01', '1 × Hummus', EN.fulfilment, 'fulfilment'],
      ['pickup', '🏠 Pickup: Olaya', EN.summary, 'summary'],
    ])
  })

  it('a closed branch is not offered, and when all are closed delivery is', () => {
    const [olaya, malqa] = facts('en').branches as [Facts['branches'][0], Facts['branches'][0]]
    play(facts('en', { branches: [{ ...olaya, available: false }, malqa] }), [
      ['#01', '1 × Hummus', EN.fulfilment, 'fulfilment'],
      ['pickup', '🏠 Pickup: Malqa', EN.summary, 'summary'],
    ])
    play(facts('en', { branches: [{ ...olaya, available: false }] }), [
      ['#01', '1 × Hummus', EN.fulfilment, 'fulfilment'],
      ['pickup', 'does not take orders right now', EN.fulfilment, 'fulfilment'],
    ])
  })

  it('a location that arrives during a pickup asks which it shall be', () => {
    play(facts('en'), [
      ['#01', '1 × Hummus', EN.fulfilment, 'fulfilment'],
      ['pickup', 'From which branch', 'Olaya | Malqa', 'branch'],
      ['<location>', 'this order is for pickup', EN.fulfilment, 'fulfilment'],
      ['[🛵 Delivery]', 'Delivery to: the location you shared', EN.summary, 'summary'],
    ])
  })

  it('long lists have pages of ten rows, and “more” turns them', () => {
    const known = facts('en')
    const items = Array.from({ length: 23 }, (_, n) => ({
      ...known.items[0]!,
      id: idNo(200 + n),
      code: `${n + 10}`,
      name: `Dish ${n + 1}`,
    }))
    const rehearsal = new Rehearsal({ ...known, items })
    const first = rehearsal.hear('menu').offers
    expect(first).toHaveLength(10)
    expect(first.at(-1)).toBe('➡️ More')
    expect(rehearsal.hear('more').offers[0]).toBe('Dish 10')
    expect(rehearsal.hear('[➡️ More]').offers).toEqual(['Dish 19', 'Dish 20', 'Dish 21', 'Dish 22', 'Dish 23'])
    expect(rehearsal.hear('5').says).toContain('Dish 23')
  })
})
