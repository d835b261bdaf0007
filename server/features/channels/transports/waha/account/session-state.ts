import type { ChannelState } from '../../../contract/message.ts'
import { arrayOf, numberOf, objectOf, textOf } from '../../../reading/json.ts'
import { readJid } from '../jid.ts'
import { timeOf, type WahaEvent } from '../webhook/event.ts'

type Json = Record<string, unknown>

type SessionState = Pick<ChannelState, 'status' | 'reason' | 'meaning'>

/** WAHA's states of a session, and what people are told about them. */
const MEANINGS: Partial<Record<string, SessionState>> = {
  STOPPED: {
    status: 'disconnected',
    meaning: 'session_stopped',
    reason: 'The session is stopped. Start it to send and receive again.',
  },
  STARTING: { status: 'connecting' },
  SCAN_QR_CODE: {
    status: 'qr',
    meaning: 'phone_not_linked',
    reason: 'Link the phone: in WhatsApp open Settings > Linked devices > Link a device, and scan the code shown here.',
  },
  PASSKEY_REQUIRED: {
    status: 'error',
    meaning: 'passkey_needed',
    reason:
      'WhatsApp asks for the passkey of this account, which only the WAHA dashboard can give. Confirm it there, or unlink the phone and link it anew.',
  },
  PASSKEY_CONFIRMATION_REQUIRED: {
    status: 'qr',
    meaning: 'confirm_on_phone',
    reason: 'WhatsApp asks to confirm this device on the phone. Open WhatsApp there and confirm, then wait a moment.',
  },
  WORKING: { status: 'connected' },
  FAILED: {
    status: 'error',
    meaning: 'session_failed',
    reason: 'The session failed. Start it again; if it keeps failing, unlink the phone and link it anew.',
  },
}

/** What a session's status means for its channel; a status that we do not know means nothing. */
export function stateOf(status: string | undefined, me: Json | undefined, at: Date): ChannelState | undefined {
  const meaning = MEANINGS[status ?? '']
  if (!meaning) return undefined
  const own = readJid(me?.id)
  const phoneNumber = own?.kind === 'phone' && meaning.status === 'connected' ? `+${own.digits}` : undefined
  return { ...meaning, ...(phoneNumber && { phoneNumber }), at }
}

/**
 * `session.status`: its own time is that of the last entry of `statuses`. When WAHA's clock is ahead of ours, that must
 * not keep out later states.
 */
export function readState({ payload, me, at, receivedAt }: WahaEvent): ChannelState | undefined {
  const status = textOf(payload.status)
  const last = objectOf(arrayOf(payload.statuses).findLast(entry => objectOf(entry)?.status === status))
  const told = numberOf(last?.timestamp) === undefined ? at : timeOf(last?.timestamp, at)
  return stateOf(status, me, told > receivedAt ? receivedAt : told)
}
