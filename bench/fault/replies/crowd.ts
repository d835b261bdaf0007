import { setTimeout as wait } from 'node:timers/promises'
import { type Random, seededRandom } from '../../../simulator/random.ts'
import type { Twin } from '../../../simulator/twin.ts'
import type { Outcome } from '../../../simulator/webhooks.ts'
import {
  type Act,
  afterActs,
  afterMessage,
  type Customer,
  confirms,
  type Dish,
  isOrdering,
  nextActs,
  PLANS,
  type Plan,
  writeWish,
} from './customer.ts'

/** The number of a business at the provider. */
export interface ShopNumber {
  phoneNumberId: string
  wabaId: string
}

/** What a customer confirmed with one message: the order that there must be. */
export interface Confirmed {
  messageId: string
  wish: string
}

export interface CrowdOptions {
  numbers: readonly ShopNumber[]
  /** The menu, the same in every business. */
  dishes: readonly Dish[]
  perSecond: number
  seed: number
  /** One message in so many is delivered again, seconds later. */
  repeatEvery: number
}

/** Of ten new customers. */
const MIX: readonly Plan[] = [
  'orders',
  'greets',
  'orders',
  'hurries',
  'orders',
  'asks',
  'orders',
  'wantsPerson',
  'greets',
  'orders',
]
/** Read an answer, think, tap. */
const THINKING_MS = 400
const REPEATED_AFTER_MS = 3_000
/** An order that does not go on for so long is left: its answer was lost, and nobody can know. */
const PATIENCE_MS = 60_000
/** The others are left too. */
const FINISH_MS = 300_000

/** The customers of a run. They write at a steady rate: those who were answered first, and new ones when all others wait. */
export class Crowd {
  /** The outcomes of every delivery, by the provider's id of the message. */
  readonly written = new Map<string, Promise<Outcome>[]>()
  /** By the customer's number. */
  readonly confirmed = new Map<string, Confirmed>()
  /** Milliseconds from a customer's words to the first answer at the provider. */
  readonly answerMs: number[] = []
  readonly #twin: Twin
  readonly #options: CrowdOptions
  readonly #random: Random
  readonly #customers = new Map<string, Customer>()
  readonly #spokeAt = new Map<string, number>()
  /** Who acts on the next message. */
  readonly #waiting = new Set<string>()
  #ready: Array<{ phone: string; at: number }> = []
  #made = 0
  #seen = 0
  #heardAt = 0
  #repeats: Array<{ at: number; again(): void }> = []

  constructor(twin: Twin, options: CrowdOptions) {
    this.#twin = twin
    this.#options = options
    this.#random = seededRandom(options.seed)
  }

  /** So many new customers greet, and have something else in mind for later. */
  meet(count: number): void {
    for (let no = 0; no < count; no++) {
      const customer = this.#newCustomer('greets')
      this.#speak(customer, [{ say: 'hello' }])
      const plan = PLANS[no % PLANS.length]!
      this.#customers.set(customer.phone, { ...customer, plan, turns: plan === 'hurries' ? 0 : 1 })
    }
  }

  /** Speaks `perSecond` messages while `isOpen()`. */
  async write(isOpen: () => boolean): Promise<void> {
    const startedAt = performance.now()
    for (let messages = 0; isOpen(); ) {
      const due = startedAt + (messages * 1000) / this.#options.perSecond - performance.now()
      if (due > 1) await wait(due)
      this.#listen()
      this.#repeat(performance.now())
      messages += this.#letOneSpeak() ?? this.#welcome()
    }
  }

  /** No one new; who is ordering goes on until the order is placed, or does not go on any more. */
  async finish(): Promise<void> {
    const startedAt = performance.now()
    this.#heardAt = startedAt
    const isGoingOn = (now: number) => now - this.#heardAt < PATIENCE_MS && now - startedAt < FINISH_MS
    while (isGoingOn(performance.now()) && this.#ordering() > 0) {
      await wait(1000 / this.#options.perSecond)
      this.#listen()
      this.#letOneSpeak(isOrdering)
    }
    this.#repeat(Infinity)
  }

  #ordering(): number {
    return [...this.#customers.values()].filter(isOrdering).length
  }

  /** How it goes, for a line of the log. */
  get progress(): string {
    const [written, answered] = [this.written.size, this.answerMs.length]
    return `${written} messages, ${answered} answers heard, ${this.#ordering()} are ordering, ${this.confirmed.size} confirmed`
  }

  /** Reads what has arrived on all phones since it was last called. */
  #listen(): void {
    const now = performance.now()
    for (const entry of this.#twin.journal({ after: this.#seen })) {
      this.#seen = entry.seq
      const customer = entry.kind === 'send' && entry.accepted ? this.#customers.get(entry.to ?? '') : undefined
      if (!customer) continue
      const { phone } = customer
      this.#customers.set(phone, afterMessage(customer, entry.wamid ?? '', entry.request))
      if (!this.#waiting.delete(phone)) continue
      const spokeAt = this.#spokeAt.get(phone)
      if (spokeAt !== undefined) this.answerMs.push(now - spokeAt)
      this.#spokeAt.delete(phone)
      this.#heardAt = now
      this.#ready.push({ phone, at: now + THINKING_MS * (0.5 + 2 * this.#random()) })
    }
  }

  /** @returns how many messages were written; undefined when nobody has anything to say now */
  #letOneSpeak(which: (customer: Customer) => boolean = () => true): number | undefined {
    const now = performance.now()
    const next = this.#ready.find(({ phone, at }) => at <= now && which(this.#customers.get(phone)!))
    if (!next) return undefined
    this.#ready = this.#ready.filter(other => other !== next)
    const { phone } = next
    const customer = this.#customers.get(phone)!
    const acts = nextActs(customer, this.#options.dishes)
    if (acts.length === 0) {
      // The part of the answer that leads on may still come.
      if (isOrdering(customer)) this.#waiting.add(phone)
      else this.#customers.delete(phone)
      return 0
    }
    this.#speak(customer, acts)
    return acts.length
  }

  #welcome(): number {
    const customer = this.#newCustomer(MIX[this.#made % MIX.length]!)
    const acts = nextActs(customer, this.#options.dishes)
    this.#speak(customer, acts)
    return acts.length
  }

  #newCustomer(plan: Plan): Customer {
    const no = this.#made++
    const fresh = { turns: 0, offers: [], wish: new Map(), seesAll: false, confirmed: false }
    const customer = { phone: `1555${String(6_000_000 + no)}`, no, plan, ...fresh }
    this.#customers.set(customer.phone, customer)
    return customer
  }

  #speak(customer: Customer, acts: readonly Act[]): void {
    for (const act of acts) {
      const id = `wamid.fault-reply-${this.written.size}`
      this.#deliver(customer, act, id)
      if (!confirms(act)) continue
      this.confirmed.set(customer.phone, { messageId: id, wish: writeWish(customer.wish) })
    }
    this.#customers.set(customer.phone, afterActs(customer, acts, this.#options.dishes))
    this.#spokeAt.set(customer.phone, performance.now())
    this.#waiting.add(customer.phone)
  }

  #deliver(customer: Customer, act: Act, id: string): void {
    const { numbers, repeatEvery } = this.#options
    const said = 'say' in act ? { text: act.say } : tapOf(act)
    const input = {
      ...numbers[customer.no % numbers.length]!,
      from: customer.phone,
      name: `Customer ${customer.no}`,
      id,
      timestamp: Math.floor(Date.now() / 1000),
      ...said,
    }
    const outcomes = this.#twin.inject(input).outcomes
    this.written.set(id, outcomes)
    if (this.written.size % repeatEvery !== 0) return
    const again = () => void outcomes.push(...this.#twin.inject(input).outcomes)
    this.#repeats.push({ at: performance.now() + REPEATED_AFTER_MS, again })
  }

  #repeat(now: number): void {
    const due = this.#repeats.filter(({ at }) => at <= now)
    this.#repeats = this.#repeats.filter(({ at }) => at > now)
    for (const { again } of due) again()
  }
}

const tapOf = ({ tap: { type, id, title, question } }: Extract<Act, { tap: unknown }>) => ({
  message: { type, id, title },
  contextMessageId: question,
})
