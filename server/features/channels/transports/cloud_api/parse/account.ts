import type { ChannelState } from '../../../contract/message.ts'
import { arrayOf, objectOf, textOf } from '../../../reading/json.ts'

type Json = Record<string, unknown>
type Told = Omit<ChannelState, 'at'>

const CONNECT_AGAIN = 'Connect the number again to use it here.'

/** Ends what Meta said before; only a check can tell whether the number works with our credentials. */
const BACK: Told = { status: 'connected', hearsay: true }

/**
 * What events of an account mean for its numbers. Events that are missing here are news, and do not change what may be
 * sent.
 */
const EVENTS: Record<string, (value: Json) => Told | undefined> = {
  ACCOUNT_DELETED: () => ({
    status: 'error',
    meaning: 'account_deleted',
    reason: 'The business account was deleted at Meta. Connect the number again from the account it belongs to now.',
  }),
  ACCOUNT_OFFBOARDED: () => ({
    status: 'disconnected',
    meaning: 'connection_ended',
    reason:
      'The phone with the WhatsApp Business app was changed or registered anew, so Meta took the number off this connection. Accept the connection in the app on the new phone and it comes back by itself, or connect the number again.',
  }),
  ACCOUNT_RECONNECTED: () => BACK,
  ACCOUNT_RESTRICTION: restricted,
  DISABLED_UPDATE: banned,
  PARTNER_REMOVED: value => ({
    status: 'disconnected',
    meaning: 'connection_ended',
    reason: removed(objectOf(value.disconnection_info)),
  }),
  PARTNER_APP_UNINSTALLED: () => ({
    status: 'error',
    meaning: 'connection_ended',
    reason: `The business took its permission from our app at Meta (Business settings > Apps), so that nothing can be sent or received. ${CONNECT_AGAIN}`,
  }),
  PARTNER_ADDED: () => BACK,
  PARTNER_APP_INSTALLED: () => BACK,
}

/** The review of the account's use of WhatsApp (`account_review_update`). */
const DECISIONS: Record<string, Told> = {
  REJECTED: {
    status: 'error',
    meaning: 'review_rejected',
    reason:
      'Meta rejected the business account in its review. Open Business settings > Security centre at Meta and ask for another review.',
  },
  APPROVED: BACK,
}

/** What a change of the account means for its numbers; undefined when it does not change what may be sent. */
export function stateOf(field: string | undefined, value: Json | undefined, at: Date): ChannelState | undefined {
  if (!value) return undefined
  const told = tellOf(field, value)
  return told && { ...told, at }
}

function tellOf(field: string | undefined, value: Json): Told | undefined {
  if (field === 'account_review_update') return entryOf(DECISIONS, textOf(value.decision))
  // Off- and reconnecting are also published as fields of their own.
  const named = field === 'account_offboarded' || field === 'account_reconnected' ? field : textOf(value.event)
  if (field !== 'account_update' && named !== field) return undefined
  return entryOf(EVENTS, named)?.(value) ?? banned(value)
}

const entryOf = <T>(table: Record<string, T>, name: string | undefined): T | undefined =>
  name !== undefined && Object.hasOwn(table, name.toUpperCase()) ? table[name.toUpperCase()] : undefined

/** A warning that the account will be disabled changes nothing yet. */
function banned({ ban_info: info }: Json): Told | undefined {
  const told = objectOf(info)?.waba_ban_state
  // Published both as a text and as a list with one text.
  const state = textOf(Array.isArray(told) ? told[0] : told)?.toUpperCase()
  if (state === 'REINSTATE') return BACK
  if (state !== 'DISABLE') return undefined
  const reason = 'Meta has disabled the business account. Open WhatsApp Manager > Overview and follow what it asks for.'
  return { status: 'error', reason, meaning: 'account_disabled' }
}

/** Restrictions that concern messages, not calls or further numbers. */
const RESTRICTIONS: Record<string, string> = {
  RESTRICTED_BIZ_INITIATED_MESSAGING:
    'begin conversations: templates are refused, answers within the 24 hours still go out',
  RESTRICTED_CUSTOMER_INITIATED_MESSAGING: 'answer customers: what is sent will be refused',
  RESTRICTED_UTILITY_TEMPLATES: 'make utility templates',
  RESTRICTED_DIRECT_SEND_UTILITY_TEMPLATES: 'send utility templates without approval',
}

function restricted(value: Json): Told | undefined {
  const all = [value.restriction_info].flat().flatMap(item => {
    const info = objectOf(item)
    const effect = entryOf(RESTRICTIONS, textOf(info?.restriction_type))
    return effect === undefined ? [] : [{ effect, until: timeOf(info?.expiration) }]
  })
  if (all.length === 0) return undefined
  const ends = all.map(({ until }) => until)
  // The restriction that ends last counts; when one has no end, there is none.
  const until = ends.every(end => end !== undefined) ? new Date(Math.max(...ends.map(Number))) : undefined
  const steps = arrayOf([value.remediation_steps].flat()).flatMap(step => textOf(step) ?? [])
  const reason = [
    `For breaking its rules, Meta does not let this account ${all.map(({ effect }) => effect).join('; nor ')}.`,
    until && `It ends on ${until.toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
    steps.length > 0 ? steps.join(' ') : 'Open WhatsApp Manager > Account quality to see why and to ask for a review.',
  ]
  const meaning = 'account_restricted'
  return { status: 'degraded', meaning, reason: reason.filter(Boolean).join(' '), ...(until && { until }) }
}

/** Seconds, as a number or text; or a date that Date reads. */
function timeOf(value: unknown): Date | undefined {
  const text = textOf(value)
  if (text === undefined) return undefined
  const at = new Date(/^\d+$/.test(text) ? Number(text) * 1000 : text)
  return Number.isNaN(at.getTime()) ? undefined : at
}

/** Why a number that was also used in the WhatsApp Business app left (`disconnection_info.reason`). */
const DISCONNECTIONS: Record<string, string> = {
  ACCOUNT_DISCONNECTED: 'the WhatsApp account was deleted, or Meta closed it for breaking its rules',
  BUSINESS_DOWNGRADE: 'the number was registered with the consumer WhatsApp app',
  CHANGE_NUMBER: 'the WhatsApp Business app has another number now',
  COMPANION_INACTIVITY: 'a linked device was not used for about 30 days',
  PRIMARY_INACTIVITY: 'the phone with the WhatsApp Business app was not used for about 14 days',
  USER_RE_REGISTERED: 'the WhatsApp Business app was registered on another phone',
}

function removed(info: Json | undefined): string {
  const why = entryOf(DISCONNECTIONS, textOf(info?.reason))
  return why === undefined
    ? `The business account is not shared with this connection any more: somebody ended that at Meta. ${CONNECT_AGAIN}`
    : `Meta ended the connection, because ${why}. ${CONNECT_AGAIN}`
}
