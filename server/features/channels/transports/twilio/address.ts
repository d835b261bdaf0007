import { withoutMarks } from '../../reading/json.ts'
import { isBsuid } from '../../reading/user-id.ts'

/** The prefix of every WhatsApp address at Twilio. */
const PREFIX = 'whatsapp:'

/**
 * A party of a message as Twilio writes it: `whatsapp:+E164`, or `whatsapp:US.1349…` for somebody who shows no phone.
 * The prefix may be missing, because the channel is WhatsApp.
 */
export type Party = { kind: 'phone'; value: string } | { kind: 'bsuid'; value: string }

/**
 * Undefined for an address that is not WhatsApp's: one of another channel of Twilio (`messenger:…`), or none at all.
 */
export function partyOf(address: string | undefined): Party | undefined {
  if (!address) return undefined
  const written = withoutMarks(address).trim()
  const name = (
    written.slice(0, PREFIX.length).toLowerCase() === PREFIX ? written.slice(PREFIX.length) : written
  ).trim()
  const phone = numberOf(name, SHORT)
  if (phone) return { kind: 'phone', value: phone }
  return isBsuid(name) ? { kind: 'bsuid', value: name } : undefined
}

/** Writers may have a short number; senders never do. */
const SHORT = /^\+?[1-9]\d{1,14}$/
const FULL = /^\+?[1-9]\d{5,14}$/

/** A number in E.164 with '+', however it is written; undefined when it is none. */
export function phoneOf(written: string): string | undefined {
  return numberOf(withoutMarks(written).replace(/^whatsapp:/i, ''), FULL)
}

function numberOf(written: string, form: RegExp): string | undefined {
  const digits = written.replace(/[\s().-]/g, '')
  return form.test(digits) ? `+${digits.replace('+', '')}` : undefined
}
