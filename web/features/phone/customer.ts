import { storage } from '../../lib/storage.ts'

/** Who holds the phone. */
export interface Customer {
  /** E.164 with '+'. */
  from: string
  name: string
}

const KEY = 'tawsil.customers'
const MOST = 6

/** Given to testers who did not choose a name yet. */
const NAMES = ['Sara', 'Karim', 'Amina', 'Yusuf', 'Claire', 'Omar']

/** A new customer: a different number for every browser, so that two testers do not meet in one chat. */
export function newCustomer(random: () => number = Math.random): Customer {
  const digits = Array.from({ length: 8 }, () => Math.floor(random() * 10)).join('')
  return { from: `+2126${digits}`, name: NAMES[Math.floor(random() * NAMES.length)] ?? 'Sara' }
}

const isCustomer = (value: unknown): value is Customer =>
  typeof value === 'object' && value !== null && 'from' in value && 'name' in value

/** The customers that this browser has used, the present one first; never empty. */
export function readCustomers(): Customer[] {
  const text = storage.read(KEY)
  if (text) {
    try {
      const found = (JSON.parse(text) as unknown[]).filter(isCustomer)
      if (found.length) return found
    } catch (error) {
      console.warn('The list of customers cannot be read; beginning a new one.', error)
    }
  }
  const first = [newCustomer()]
  storage.write(KEY, JSON.stringify(first))
  return first
}

/** Puts a customer first; each number is kept once. */
export function rememberCustomer(customer: Customer, known: Customer[]): Customer[] {
  const next = [customer, ...known.filter(other => other.from !== customer.from)].slice(0, MOST)
  storage.write(KEY, JSON.stringify(next))
  return next
}
