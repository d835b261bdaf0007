import { idOf, textOf } from '../../json.ts'
import type { Identity, InboundMessage } from '../../message.ts'
import { isBsuid, partyOf } from './address.ts'
import type { Params } from './params.ts'

export interface Person {
  identities: Identity[]
  address: InboundMessage['address']
  profileName?: string
}

/**
 * Who wrote. `From` is where an answer goes, in the form received; `WaId` may be another form of the same number, and
 * `ExternalUserId` is the id that also those have who show no phone. Undefined: nobody that WhatsApp knows.
 *
 * @param scope the account: a user id holds within it only
 */
export function personOf(params: Params, scope: string): Person | undefined {
  const party = partyOf(idOf(params.From))
  if (!party) return undefined
  const phone = party.kind === 'phone' ? party.value : undefined
  const from = phone?.slice(1)
  const told = idOf(params.WaId)?.replace(/\D/g, '')
  const waIds = new Set([from, told].filter(id => id !== undefined && id !== ''))
  const userIds = new Set([userIdOf(params.ExternalUserId), party.kind === 'bsuid' ? party.value : undefined])
  const identities: Identity[] = [
    ...(phone ? [{ kind: 'phone' as const, scope: '', value: phone }] : []),
    ...[...waIds].map(value => ({ kind: 'wa_id' as const, scope: '', value: value! })),
    ...[...userIds].flatMap(value => (value ? [{ kind: 'bsuid' as const, scope, value }] : [])),
  ]
  const address = from ? { kind: 'wa_id' as const, value: from } : { kind: 'bsuid' as const, value: party.value }
  const profileName = textOf(params.ProfileName)
  return { identities, address, ...(profileName && { profileName }) }
}

function userIdOf(value: unknown): string | undefined {
  const name = idOf(value)?.replace(/^whatsapp:/i, '')
  return name !== undefined && isBsuid(name) ? name : undefined
}
