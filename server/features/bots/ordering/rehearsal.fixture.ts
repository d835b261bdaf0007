import type { OfferedItem } from '../../commerce/index.ts'
import type { Input } from '../input.ts'
import type { Action } from '../plugin.ts'
import type { Reply } from '../reply.ts'
import { decide, settle } from './decide.ts'
import type { Facts } from './facts.ts'
import type { Session } from './session.ts'

/** A readable id for tests: 7 is 00000000-0000-7000-8000-000000000007. */
export const idNo = (n: number): string => `00000000-0000-7000-8000-${`${n}`.padStart(12, '0')}`

const NAMES: Record<Facts['locale'], string[]> = {
  en: ['Starters', 'Grill', 'Hummus', 'Tabbouleh', 'Lentil soup', 'Mixed grill', 'Olaya', 'Malqa'],
  fr: ['Entrées', 'Grillades', 'Houmous', 'Taboulé', 'Soupe de lentilles', 'Grillade mixte', 'Olaya', 'Malqa'],
  ar: ['مقبلات', 'مشاوي', 'حمص', 'تبولة', 'شوربة عدس', 'مشاوي مشكلة', 'العليا', 'الملقا'],
}

/** A small restaurant: two categories, four items (03 sold out), two branches. */
export function facts(locale: Facts['locale'] = 'en', changes: Partial<Facts> = {}): Facts {
  const [starters, grill, hummus, tabbouleh, soup, mixed, olaya, malqa] = NAMES[locale] as [string, ...string[]] &
    string[]
  const item = (n: number, name: string, category: number, amount: number): OfferedItem => ({
    id: idNo(100 + n),
    code: `0${n}`,
    name,
    description: '',
    categoryId: idNo(category),
    available: n !== 3,
    price: { amount, currency: 'SAR' },
  })
  return {
    now: new Date('2026-03-01T12:00:00Z'),
    idleMinutes: 30,
    locale,
    trade: 'meal',
    business: 'Beit Zaytoun',
    greeting: null,
    currency: 'SAR',
    categories: [
      { id: idNo(1), name: starters! },
      { id: idNo(2), name: grill! },
    ],
    items: [item(1, hummus!, 1, 1500), item(2, tabbouleh!, 1, 1800), item(3, soup!, 1, 1200), item(4, mixed!, 2, 6250)],
    branches: [
      { id: idNo(51), name: olaya!, address: 'Olaya Street', phone: null, available: true },
      { id: idNo(52), name: malqa!, address: 'Anas bin Malik Road', phone: null, available: true },
    ],
    orders: [],
    ...changes,
  }
}

/** What was said in one turn, easy to compare. */
export interface Heard {
  /** The bodies, a blank line between. */
  says: string
  /** Titles of buttons and rows of the last message. */
  offers: string[]
  step: Session['step']
  actions: Action[]
}

/**
 * Plays the shell without a database: customer lines in, what the bot says out. `[title]` taps what was offered last,
 * `{id}` taps a button of any time, `{id}@m` one under message m; `<location>`, `<null island>` and `<voice>` are what they say,
 * `<edit 3: …>` changes the third line and `<take back 3>` takes it back; anything else is text. Orders are placed as number 7.
 */
export class Rehearsal {
  session: Session | null = null
  facts: Facts
  private offered: Array<{ id: string; title: string }> = []
  private lines = 0

  constructor(known: Facts) {
    this.facts = known
  }

  hear(line: string): Heard {
    this.lines++
    return this.take({ messageId: `line${this.lines}`, ...this.inputOf(line) })
  }

  take(input: Input): Heard {
    const decision = decide(this.session, input, this.facts)
    const replies = [...decision.replies]
    this.session = decision.session
    for (const action of decision.actions) {
      if (action.do !== 'placeOrder') continue
      const totalAmount = action.lines.reduce((sum, line) => sum + this.priceOf(line.itemId) * line.quantity, 0)
      const turn = settle(this.session, { kind: 'placed', number: 7, totalAmount, currency: 'SAR' }, this.facts)
      this.session = turn.session
      replies.push(...turn.replies)
    }
    this.offered = offersOf(replies)
    const says = replies.map(bodyOf).join('\n\n')
    return { says, offers: this.offered.map(({ title }) => title), step: this.session.step, actions: decision.actions }
  }

  private priceOf(itemId: string): number {
    return this.facts.items.find(item => item.id === itemId)!.price.amount
  }

  private inputOf(line: string): Input {
    if (line === '<location>') return { kind: 'location', latitude: 24.7136, longitude: 46.6753 }
    if (line === '<voice>') return { kind: 'other', type: 'audio' }
    if (line === '<null island>') return { kind: 'location', latitude: 0, longitude: 0 }
    const edited = /^<edit (\d+): (.*)>$/s.exec(line)
    if (edited) return { kind: 'edit', of: `line${edited[1]}`, body: edited[2]! }
    const gone = /^<take back (\d+)>$/.exec(line)
    if (gone) return { kind: 'edit', of: `line${gone[1]}`, body: null }
    const tapped = /^\{(.*)\}(?:@(.*))?$/.exec(line)
    if (tapped) return { kind: 'tap', id: tapped[1]!, title: '', ...(tapped[2] && { question: tapped[2] }) }
    if (!line.startsWith('[')) return { kind: 'text', body: line }
    const title = line.slice(1, -1)
    const offer = this.offered.find(other => other.title === title)
    if (!offer) throw new Error(`${title} was not offered, but ${this.offered.map(other => other.title).join(' | ')}`)
    return { kind: 'tap', ...offer }
  }
}

export const bodyOf = ({ content }: Reply): string => {
  const { interactive, text } = content
  return (interactive && 'body' in interactive ? interactive.body : text?.body) ?? ''
}

/** What can be tapped under the last message that offers anything. */
export function offersOf(replies: readonly Reply[]): Array<{ id: string; title: string }> {
  const interactive = replies.at(-1)?.content.interactive
  if (interactive?.kind === 'buttons') return interactive.buttons
  if (interactive?.kind === 'list') return interactive.sections.flatMap(section => section.rows)
  return []
}
