import type { ChannelState } from '../../../contract/message.ts'
import { objectOf, textOf } from '../../../reading/json.ts'

const DISABLED = 'Meta has disabled the business account. Open WhatsApp Manager > Overview and follow what it asks for.'
const DELETED = 'The business account was deleted at Meta. Connect the number again from the account it belongs to now.'

/**
 * What an `account_update` means for the numbers of the account: it was disabled, or is gone. A word that it will be disabled
 * changes nothing yet; whether one that was given back works, a test of the channel tells.
 */
export function stateOf(value: Record<string, unknown> | undefined, at: Date): ChannelState | undefined {
  const told = objectOf(value?.ban_info)?.waba_ban_state
  // Published as a text and as a list of one.
  const ban = textOf(Array.isArray(told) ? told[0] : told)
  if (ban === 'DISABLE') return { status: 'error', reason: DISABLED, at }
  return textOf(value?.event) === 'ACCOUNT_DELETED' ? { status: 'error', reason: DELETED, at } : undefined
}
