import { random } from './errors.ts'

/** Who wrote the message an id belongs to. */
export type Direction = 'outgoing' | 'incoming'

const PREFIX = 'wamid.'
const OUTGOING_MARK = 0x11
const INCOMING_MARK = 0x12

/**
 * A message id with the layout of the recorded ones: the customer's number, a direction mark (0x11 from the business,
 * 0x12 from the customer) and a random part in hexadecimal, all in base64.
 */
export function makeWamid(customer: string, direction: Direction): string {
  const number = Buffer.from(customer, 'latin1')
  const unique = Buffer.from(
    direction === 'outgoing' ? random(9).toString('hex').toUpperCase() : `3A${random(9).toString('hex').toUpperCase()}`,
    'latin1',
  )
  const mark = direction === 'outgoing' ? OUTGOING_MARK : INCOMING_MARK
  const bytes = Buffer.concat([
    Buffer.from([0x1c, 0x18, number.length]),
    number,
    Buffer.from([0x15, 0x02, 0x00, mark, 0x18, unique.length]),
    unique,
    Buffer.from([0x00]),
  ])
  return PREFIX + bytes.toString('base64')
}

/** Reads the direction out of a message id; null when the id does not have the known layout. */
export function directionOf(wamid: string): Direction | null {
  if (!wamid.startsWith(PREFIX)) return null
  const bytes = Buffer.from(wamid.slice(PREFIX.length), 'base64')
  const length = bytes[2]
  if (bytes[0] !== 0x1c || bytes[1] !== 0x18 || length === undefined) return null
  const mark = bytes[3 + length + 3]
  if (mark === OUTGOING_MARK) return 'outgoing'
  return mark === INCOMING_MARK ? 'incoming' : null
}
