import { withoutMarks } from '../../reading/json.ts'
import { isBsuid } from '../../reading/user-id.ts'

/** What stands before every WhatsApp address at Twilio. */
const PREFIX = 'whatsapp:'

/** A party of a message as Twilio writes it: `whatsapp:+E164`, or `whatsapp:US.1349…` for somebody who shows no phone. */
export type Party = { kind: 'phone'; value: string } | { kind: 'bsuid'; value: string }

/** Undefined for what is no address of WhatsApp, an SMS number among them. */
export function partyOf(address: string | undefined): Party | undefined {
  if (!address || address.slice(0, PREFIX.length).toLowerCase() !== PREFIX) return undefined
  const name = address.slice(PREFIX.length).trim()
  const phone = phoneOf(name)
  if (phone) return { kind: 'phone', value: phone }
  return isBsuid(name) ? { kind: 'bsuid', value: name } : undefined
}

/** A number in E.164 with '+', however it is written; undefined when it is none. */
export function phoneOf(written: string): string | undefined {
  const digits = withoutMarks(written)
    .replace(/^whatsapp:/i, '')
    .replace(/[\s().-]/g, '')
  return /^\+?[1-9]\d{5,14}$/.test(digits) ? `+${digits.replace('+', '')}` : undefined
}
