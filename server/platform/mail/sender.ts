/** `Tawsil <mail@example.com>`, or the address alone. */
const SENDER = /^(?:(?<name>[^<>\r\n]{1,100}?)\s*<(?<inside>[^<>\s@]+@[^<>\s@]+)>|(?<bare>[^<>\s@]+@[^<>\s@]+))$/

export interface Sender {
  name: string
  address: string
}

/** Throws for what is no sender; the settings are checked with `isSender` before. */
export function readSender(text: string): Sender {
  const found = SENDER.exec(text.trim())?.groups
  if (!found) throw new Error('not a sender of mail')
  return { name: found.name?.replace(/^"|"$/g, '') ?? 'Tawsil', address: (found.inside ?? found.bare)! }
}

export const isSender = (text: string): boolean => SENDER.test(text.trim())
