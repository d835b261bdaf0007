import type { Identity, InboundMessage } from '../../../contract/message.ts'
import { idOf, objectOf, textOf } from '../../../reading/json.ts'
import { bsuidOf, isBsuid } from '../../../reading/user-id.ts'
import { partyOf, phoneOf } from '../address.ts'
import type { Params } from '../webhook/params.ts'
import { jsonOf } from './referral.ts'

export interface TwilioPerson {
  identities: Identity[]
  address: InboundMessage['address']
  profileName?: string
}

/**
 * The writer. `From` is the address for an answer, in the form received. `WaId` may be another form of the same number.
 * `ExternalUserId` is an id that people without a visible phone have too; beside it is the one that is valid within a
 * parent's portfolios. Undefined: nobody that WhatsApp knows.
 *
 * @param scope the account: a user id is valid only within it
 */
export function personOf(params: Params, scope: string): TwilioPerson | undefined {
  const context = contextOf(params)
  const told = idOf(params.WaId) ?? idOf(context.WaId)
  const party = [params.From, told, params.ExternalUserId]
    .map(name => partyOf(idOf(name)))
    .find(one => one !== undefined)
  if (!party) return undefined
  const phone = party.kind === 'phone' ? party.value : undefined
  const from = phone?.slice(1)
  const waIds = new Set([from, told && waIdOf(told)].filter(id => id !== undefined))
  const own = party.kind === 'bsuid' ? party.value : undefined
  const shown = [params.ExternalUserId, own, told, context.ExternalUserId]
  const userIds = new Set([...shown, params.ParentExternalUserId, context.ParentExternalUserId].map(userIdOf))
  const userName = (idOf(params.ProfileUsername) ?? idOf(context.ProfileUsername))?.replace(/^@/, '')
  const identities: Identity[] = [
    ...(phone ? [{ kind: 'phone' as const, scope: '', value: phone }] : []),
    ...[...waIds].map(value => ({ kind: 'wa_id' as const, scope: '', value: value! })),
    ...[...userIds].flatMap(value => (value ? [bsuidOf(value, scope)] : [])),
    ...(userName ? [{ kind: 'username' as const, scope: '', value: userName }] : []),
  ]
  const address = from ? { kind: 'wa_id' as const, value: from } : { kind: 'bsuid' as const, value: party.value }
  const profileName = textOf(params.ProfileName) ?? textOf(context.ProfileName)
  return { identities, address, ...(profileName && { profileName }) }
}

function userIdOf(value: unknown): string | undefined {
  const name = idOf(value)?.replace(/^whatsapp:/i, '')
  return name !== undefined && isBsuid(name) ? name : undefined
}

/** When a person shows no number, a user id takes its place; its digits are no phone number. */
const waIdOf = (told: string): string | undefined => phoneOf(told)?.slice(1)

/** Twilio repeats what WhatsApp says about the writer as JSON: `{"type": "whatsapp", "data": {"context": {…}}}`. */
function contextOf({ ChannelMetadata: told }: Params): Record<string, unknown> {
  const metadata = objectOf(typeof told === 'string' ? jsonOf(told) : told)
  return objectOf(objectOf(metadata?.data)?.context) ?? {}
}
