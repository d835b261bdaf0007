import type { Input } from '../input.ts'
import { asciiDigits, normalize } from '../texts/normalize.ts'
import { commandOf } from '../texts/words.ts'
import { type CodeOrder, readCodes } from './codes.ts'
import { type Facts, openCategories } from './facts.ts'
import { type Intent, intentOfId } from './intent.ts'
import type { Session } from './session.ts'

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
      return ofProducts(input.items, facts)
    case 'other':
      return { do: 'unreadable' }
  }
}

/** A button of another bot, or of a template: what stands on it may still be a command. */
function ofTap(session: Session, tap: { id: string; title: string }, facts: Facts): Intent {
  const intent = intentOfId(tap.id) ?? ofText({ ...session, step: 'idle' }, tap.title, facts)
  return intent.do === 'unknown' ? { do: 'oldButton' } : intent
}

function ofLocation(input: { latitude: number; longitude: number; label?: string }): Intent {
  const { latitude, longitude, label } = input
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return { do: 'unreadable' }
  return {
    do: 'place',
    address: { latitude, longitude, ...(label && { text: label.slice(0, MOST_FOR_AN_ADDRESS).toWellFormed() }) },
    located: true,
  }
}

function ofProducts(items: ReadonlyArray<{ code: string; quantity: number }>, facts: Facts): Intent {
  const text = items.map(item => `#${item.code.replace(/\s/g, '_')} x${item.quantity}`).join(' ')
  const order = readCodes(text, facts.items, false)
  return order ? { do: 'codes', order } : { do: 'unreadable' }
}

/** From the certain to the likely: commands, codes with #, the answer to the question asked, bare codes, names. */
function ofText(session: Session, text: string, facts: Facts): Intent {
  if (text.trim() === '?' || text.trim() === '؟') return { do: 'command', command: 'help' }
  const command = commandOf(text)
  if (command) return { do: 'command', command }
  const marked = readCodes(text, facts.items, false)
  if (marked && !isAddress(session, marked)) return { do: 'codes', order: marked }
  return (
    ofAnswer(session, text) ?? ofBareCodes(session, text, facts) ?? ofName(session, text, facts) ?? { do: 'unknown' }
  )
}

/** `#12 King Fahd Road` is an address when one was asked for; `#12` alone is a code. */
const isAddress = (session: Session, order: CodeOrder) =>
  session.step === 'address' && (order.words.length > 0 || order.lines.length === 0)

/** The steps in which a text answers the question asked. */
function ofAnswer(session: Session, text: string): Intent | undefined {
  if (session.step === 'address') return ofAddress(text)
  if (session.step === 'quantity') return ofQuantity(text) ?? ofChoice(session, text)
  return ofChoice(session, text)
}

const ENOUGH_FOR_AN_ADDRESS = 5
const MOST_FOR_AN_ADDRESS = 500

/** Kept as written: case and spelling matter to the driver. */
function ofAddress(text: string): Intent {
  const words = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  if (normalize(words).replaceAll(' ', '').length < ENOUGH_FOR_AN_ADDRESS) return { do: 'again' }
  return { do: 'place', address: { text: words.slice(0, MOST_FOR_AN_ADDRESS).toWellFormed() }, located: false }
}

function ofQuantity(text: string): Intent | undefined {
  const number = /^(?:x\s*)?(\d{1,6})(?:\s*x)?$/i.exec(asciiDigits(text).trim().replace('×', 'x'))
  return number ? { do: 'quantity', quantity: Number(number[1]) } : undefined
}

/** By number, as lists are read; by words, as they stand in the list. */
function ofChoice(session: Session, text: string): Intent | undefined {
  const number = /^[1-9]\d?$/.exec(asciiDigits(text).trim())
  const words = normalize(text)
  const choice = number
    ? session.choices[Number(number[0]) - 1]
    : session.choices.find(({ title }) => words !== '' && normalize(title) === words)
  return choice && intentOfId(choice.id)
}

/** A bare number is no code while a quantity is asked. */
function ofBareCodes(session: Session, text: string, facts: Facts): Intent | undefined {
  const order = session.step === 'quantity' ? null : readCodes(text, facts.items, true)
  return order ? { do: 'codes', order } : undefined
}

/** The whole name of a category, or of an item. */
function ofName(session: Session, text: string, facts: Facts): Intent | undefined {
  const words = normalize(text)
  if (words === '' || session.step === 'branch' || session.step === 'remove') return undefined
  const category = openCategories(facts, '').find(({ name }) => normalize(name) === words)
  if (category) return { do: 'category', id: category.id, page: 0 }
  const item = facts.items.find(({ name }) => normalize(name) === words)
  return item && { do: 'item', id: item.id }
}
