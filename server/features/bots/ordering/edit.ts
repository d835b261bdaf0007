import type { Input } from '../input.ts'
import type { Action } from '../plugin.ts'
import { text } from '../reply.ts'
import { putAll, takeOut } from './cart.ts'
import { readCodes } from './codes.ts'
import { askAgain, bullets, problems } from './perform.ts'
import type { CartLine, Session, Source } from './session.ts'
import type { Talk, Turn } from './turn.ts'
import { after } from './turn.ts'
import { understand } from './understand.ts'
import { splitNote } from './wish.ts'

type Edit = Extract<Input, { kind: 'edit' }>

/**
 * A message of the order was changed or taken back. Before the order is placed, the message is read again and the customer is
 * told what is different. Afterwards a person is told, because the kitchen may have begun.
 */
export function readEdit(talk: Talk, session: Session, edit: Edit): Turn & { actions: Action[] } {
  const source = session.sources.find(({ messageId }) => messageId === edit.of)
  if (source) return { ...reread(talk, session, source, edit), actions: [] }
  if (!session.placedFrom.includes(edit.of)) return { session, replies: [], actions: [] }
  const told = text(talk.say('editedAfterPlaced', { number: session.placed ?? '' }))
  return { session, replies: told, actions: [{ do: 'handOver' }] }
}

function reread(talk: Talk, session: Session, source: Source, { body }: Edit): Turn {
  const { say } = talk
  const without = withoutSource(session, source)
  if (body === null) return after(text(say('takenBack')), askAgain(talk, without))
  const changed = source.lines.length > 0 ? relined(talk, without, source, body) : reworded(talk, without, source, body)
  if (!changed) return after(text(say('editUnread')), askAgain(talk, session))
  return after(text(changed.said), askAgain(talk, changed.session))
}

const withoutSource = (session: Session, source: Source): Session => ({
  ...session,
  cart: takeOut(session.cart, source.lines),
  sources: session.sources.filter(other => other !== source),
  ...(source.address && { address: null }),
  ...(source.note && { note: null }),
})

interface Reread {
  session: Session
  said: string
}

/** Codes anew, or another number of the one item that the message was about. */
function relined(talk: Talk, without: Session, source: Source, body: string): Reread | undefined {
  const { text: codes, note } = splitNote(body)
  const order = readCodes(codes, talk.facts.items, true)
  if (order && problems(talk, order).length > 0) return undefined
  const lines = order?.lines ?? otherQuantity(talk, without, source, body)
  const cart = lines && putAll(without.cart, lines)
  if (!lines || !cart) return undefined
  const sources = [...without.sources, { ...source, lines, note: note !== undefined }]
  return {
    session: { ...without, cart, sources, ...(note !== undefined && { note }) },
    said: talk.say('editRead', { lines: bullets(talk, lines) }),
  }
}

function otherQuantity(talk: Talk, session: Session, { lines }: Source, body: string): CartLine[] | undefined {
  const [only, ...more] = lines
  if (!only || more.length > 0) return undefined
  const intent = understand({ ...session, step: 'quantity', itemId: only.itemId }, { kind: 'text', body }, talk.facts)
  if (intent.do !== 'quantity' || intent.quantity < 1 || intent.quantity > 20) return undefined
  const { itemId, name } = only
  const note = intent.note ?? only.note
  return [{ itemId, name, quantity: intent.quantity, ...(note !== undefined && { note }) }]
}

/** An address or a note in other words. */
function reworded(talk: Talk, without: Session, source: Source, body: string): Reread | undefined {
  const step = source.address ? 'address' : without.step
  const intent = understand({ ...without, step }, { kind: 'text', body }, talk.facts)
  const sources = [...without.sources, source]
  if (intent.do === 'place') {
    const said = talk.say('addressNoted', { address: intent.address.text ?? talk.say('sharedLocation') })
    return { session: { ...without, address: intent.address, sources }, said }
  }
  if (intent.do !== 'note' || !intent.note) return undefined
  return { session: { ...without, note: intent.note, sources }, said: talk.say('noteTaken', { note: intent.note }) }
}
