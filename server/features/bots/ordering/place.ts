import { askLocation, buttons, text } from '../reply.ts'
import { canOrder, openBranches } from './facts.ts'
import { idOf } from './intent.ts'
import { type Page, paged } from './page.ts'
import type { Session } from './session.ts'
import { after, nothingToOrder, type Talk, type Turn } from './turn.ts'

/** Asks: delivery or pickup? */
export function askFulfilment(talk: Talk, session: Session): Turn {
  const { say, facts } = talk
  if (!canOrder(facts)) return nothingToOrder(talk, session)
  const choices = [
    { id: 'order_delivery', title: say('delivery') },
    { id: 'order_pickup', title: say('pickup') },
  ]
  return { session: { ...session, step: 'fulfilment', choices }, replies: buttons(say('askFulfilment'), choices) }
}

export const askAddress = ({ say }: Talk, session: Session, body = say('askAddress')): Turn => ({
  session: { ...session, step: 'address', choices: [] },
  replies: askLocation(body),
})

/** The branches to collect from, ten on a page. When all are closed, only delivery is left. */
export function askBranch(talk: Talk, session: Session, page = 0): Turn {
  const { say, facts } = talk
  const open = openBranches(facts)
  if (open.length === 0) {
    const { session: asked, replies } = askFulfilment(talk, { ...session, fulfilment: null, branchId: null })
    return after(text(say('branchClosed')), { session: asked, replies })
  }
  const rows = open.map(({ id, name, address }) => ({
    id: idOf.branch(id),
    title: name,
    description: address,
  }))
  const shown: Page = paged(talk, rows, page, idOf.branches)
  const { replies, choices } = shown.as(say('askBranch'), say('branches'))
  return { session: { ...session, step: 'branch', page: shown.page, choices }, replies }
}

/** Steps with a question of their own: an address that comes meanwhile is noted, and the question is asked again. */
const ASKS_SOMETHING_ELSE: ReadonlySet<string> = new Set(['category', 'item', 'quantity', 'cart', 'remove', 'summary'])

interface Ways {
  /** On to what is missing. */
  next(session: Session): Turn
  /** Asks the open question once more. */
  again(session: Session): Turn
}

/** The customer said where to: with words or with a point on the map. */
export function takeAddress(
  talk: Talk,
  session: Session,
  address: NonNullable<Session['address']>,
  { next, again }: Ways,
): Turn {
  const { say } = talk
  const kept = { ...session, address }
  const isAside = ASKS_SOMETHING_ELSE.has(session.step)
  if (session.fulfilment === 'pickup' && session.step !== 'address') {
    if (isAside) return after(text(say('locationKept')), again(kept))
    const asked = askFulfilment(talk, kept)
    // Where nothing can be ordered there is nothing to choose: the customer hears that instead.
    if (asked.session.choices.length === 0) return asked
    return { session: asked.session, replies: buttons(say('locationButPickup'), asked.session.choices) }
  }
  const noted = text(say('addressNoted', { address: placeName(talk, address) }))
  const changed: Session = { ...kept, fulfilment: 'delivery', branchId: null }
  return after(noted, isAside ? again(changed) : next(changed))
}

/** Takes the branch, or says that it is closed and asks again. */
export function takeBranch(talk: Talk, session: Session, id: string, next: (session: Session) => Turn): Turn {
  const { say, facts } = talk
  const open = openBranches(facts)
  if (open.some(branch => branch.id === id)) return next({ ...session, fulfilment: 'pickup', branchId: id })
  const asked = askBranch(talk, session)
  return open.length > 0 ? after(text(say('branchClosed')), asked) : asked
}

/** After delivery or pickup was chosen. A business with one branch does not ask which one. */
export function withFulfilment({ facts }: Talk, session: Session, fulfilment: 'delivery' | 'pickup'): Session {
  if (fulfilment === 'delivery') return { ...session, fulfilment, branchId: null }
  const open = openBranches(facts)
  const known = open.find(branch => branch.id === session.branchId)
  const only = open.length === 1 ? open[0] : undefined
  return { ...session, fulfilment, branchId: (known ?? only)?.id ?? null }
}

/** An address in words; a bare point has no words. */
export const placeName = ({ say }: Talk, address: NonNullable<Session['address']>): string =>
  address.text ?? say('sharedLocation')
