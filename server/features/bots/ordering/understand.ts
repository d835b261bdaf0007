import { foldWords, readNumber, restWords } from '../../../platform/text/index.ts'
import type { Input } from '../input.ts'
import { commandOf } from '../texts/words.ts'
import { type CodeOrder, readCodes } from './codes.ts'
import { type Facts, openCategories } from './facts.ts'
import { type Intent, intentOfId } from './intent.ts'
import type { Session } from './session.ts'
import { isWish, joinNotes, readNote, shorten, splitNote, wishBehindNumber } from './wish.ts'

/** What the customer wants, from what they did and where the conversation stands. */
export function understand(session: Session, input: Input, facts: Facts): Intent {
  switch (input.kind) {
    case 'text':
      return ofText(session, input.body, facts)
    case 'tap':
      return ofTap(session, input, facts)
    case 'location':
      return ofLocation(input)
    case 'products':
      return ofProducts(input, facts)
    case 'unlistedProducts':
      return { do: 'command', command: 'support' }
    case 'opened':
      return { do: 'command', command: 'greet' }
    case 'edit':
    case 'other':
      return { do: 'unreadable' }
  }
}

/** A button of another bot or of a template: its text may still be a command. */
function ofTap(session: Session, tap: { id: string; title: string }, facts: Facts): Intent {
  const intent = intentOfId(tap.id) ?? ofText({ ...session, step: 'idle' }, tap.title, facts)
  return intent.do === 'unknown' ? { do: 'oldButton' } : intent
}

/** About a kilometre around 0, 0: what phones and providers say when they know no place. */
const NEAR_NULL = 0.01

function ofLocation(input: { latitude: number; longitude: number; label?: string }): Intent {
  const { latitude, longitude, label } = input
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return { do: 'nowhere' }
  if (Math.abs(latitude) < NEAR_NULL && Math.abs(longitude) < NEAR_NULL) return { do: 'nowhere' }
  return {
    do: 'place',
    address: { latitude, longitude, ...(label && { text: label.slice(0, MOST_FOR_AN_ADDRESS).toWellFormed() }) },
    located: true,
  }
}

function ofProducts({ items, note }: Extract<Input, { kind: 'products' }>, facts: Facts): Intent {
  const text = items.map(item => `#${item.code.replace(/\s/g, '_')} x${item.quantity}`).join(' ')
  const order = readCodes(text, facts.items, false)
  return order ? { do: 'codes', order, ...(note && { note: shorten(note) }) } : { do: 'unreadable' }
}

/** Tries the certain first, then the likely: commands, codes with #, the answer to the question, codes without #, names. */
function ofText(session: Session, text: string, facts: Facts): Intent {
  if (text.trim() === '?' || text.trim() === '؟') return { do: 'command', command: 'help' }
  const note = readNote(text)
  if (note !== undefined) return { do: 'note', note }
  const command = commandOf(text, session.step === 'summary')
  if (command) return { do: 'command', command }
  return (
    ofMarkedCodes(session, text, facts) ??
    ofAnswer(session, text, facts) ??
    ofBareCodes(session, text, facts) ??
    ofName(session, text, facts) ??
    ofWish(session, text) ?? { do: 'unknown' }
  )
}

/** With a note for the whole order on a line of its own. */
function ofMarkedCodes(session: Session, text: string, facts: Facts): Intent | undefined {
  const { text: codes, note } = splitNote(text)
  const order = readCodes(codes, facts.items, false)
  return order && !isAddress(session, order) ? { do: 'codes', order, ...(note !== undefined && { note }) } : undefined
}

/** `without onions` to a cart, or instead of a number: whoever cooks has to know. */
const ofWish = (session: Session, text: string): Intent | undefined =>
  isWish(text) && (session.cart.length > 0 || session.step === 'quantity')
    ? { do: 'note', note: joinNotes(session.note, text) }
    : undefined

/** `#12 King Fahd Road` is an address when one was asked for; `#12` alone is a code. */
const isAddress = (session: Session, order: CodeOrder) =>
  session.step === 'address' &&
  (order.words.length > 0 || order.lines.length === 0 || order.lines.some(line => line.note !== undefined))

/** The steps in which a text answers the question asked. */
function ofAnswer(session: Session, text: string, facts: Facts): Intent | undefined {
  if (session.step === 'address') return ofAddress(text)
  if (session.step === 'quantity') return ofQuantity(session, text, facts) ?? ofChoice(session, text)
  return ofChoice(session, text)
}

const ENOUGH_FOR_AN_ADDRESS = 5
const MOST_FOR_AN_ADDRESS = 500

/** Kept as written: case and spelling matter to the driver. */
function ofAddress(text: string): Intent {
  const words = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  if (foldWords(words).replaceAll(' ', '').length < ENOUGH_FOR_AN_ADDRESS) return { do: 'again' }
  return { do: 'place', address: { text: words.slice(0, MOST_FOR_AN_ADDRESS).toWellFormed() }, located: false }
}

/** `3`, `3 please`, `three`. Words after it are a note, apart from the item's name: `3 no onions`, `2 burgers`. No question. */
function ofQuantity(session: Session, text: string, facts: Facts): Intent | undefined {
  const number = readNumber(text)
  if (!number) return undefined
  if (/[?؟]/u.test(number.rest)) return undefined
  const name = facts.items.find(item => item.id === session.itemId)?.name ?? ''
  const note = number.rest === '' ? undefined : wishBehindNumber(text, name)
  return { do: 'quantity', quantity: number.value, ...(note !== undefined && { note }) }
}

/** An offered row, by its words or by its number in the list. */
function ofChoice(session: Session, text: string): Intent | undefined {
  const words = foldWords(text)
  const named = session.choices.find(({ title }) => words !== '' && foldWords(title) === words)
  const choice = named ?? numbered(session, text)
  return choice && intentOfId(choice.id)
}

/** "2" and "2 - Pizza", but not "2 coffees" where the second line says tea. */
function numbered({ choices }: Session, text: string) {
  const number = readNumber(text)
  const choice = number && choices[number.value - 1]
  return choice && (number.rest === '' || restWords(choice.title).startsWith(number.rest)) ? choice : undefined
}

/** While a quantity is asked, a number without # is no code. */
function ofBareCodes(session: Session, text: string, facts: Facts): Intent | undefined {
  const order = session.step === 'quantity' ? null : readCodes(text, facts.items, true)
  return order ? { do: 'codes', order } : undefined
}

/** The whole name of a category, or of an item. */
function ofName(session: Session, text: string, facts: Facts): Intent | undefined {
  const words = foldWords(text)
  if (words === '' || session.step === 'branch' || session.step === 'remove') return undefined
  const category = openCategories(facts, '').find(({ name }) => foldWords(name) === words)
  if (category) return { do: 'category', id: category.id, page: 0 }
  const item = facts.items.find(({ name }) => foldWords(name) === words)
  return item && { do: 'item', id: item.id }
}
