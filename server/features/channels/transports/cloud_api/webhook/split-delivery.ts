import type { Uuid } from '../../../../../platform/ids/index.ts'
import type { Destination, NamedChange, QuarantineReason } from '../../../contract/delivery.ts'
import { arrayOf, LONG_NUMBER, objectOf, textOf } from '../../../reading/json.ts'

/** Where each part of one delivery goes. */
export interface DeliveryPlan {
  /** Each channel once; `places` is set when only parts of the delivery are its own. */
  accepted: Array<Destination & { places?: string[] }>
  quarantined?: { reason: QuarantineReason; places?: string[] }
}

/**
 * The numbers and accounts that a Meta delivery names, one entry for each change. Undefined when the bytes are no JSON
 * or no delivery at all; a place is `entry.change`, counted from 0. Nothing else in the delivery is read.
 */
export function namedChanges(body: Buffer): NamedChange[] | undefined {
  const delivery = readEnvelope(body)
  if (!Array.isArray(delivery?.entry)) return undefined
  const named: NamedChange[] = []
  for (const [entryNo, item] of delivery.entry.entries()) {
    const entry = objectOf(item)
    const account = textOf(entry?.id)
    const changes = arrayOf(entry?.changes)
    if (changes.length === 0) named.push({ place: `${entryNo}.`, number: undefined, account })
    for (const [changeNo, change] of changes.entries()) {
      const value = objectOf(objectOf(change)?.value)
      const number = textOf(objectOf(value?.metadata)?.phone_number_id)
      // News for partners is listed under the partner's own id and names the customer's account beside it.
      const customer = textOf(objectOf(value?.waba_info)?.waba_id)
      const place = `${entryNo}.${changeNo}`
      if (customer === undefined || customer === account) named.push({ place, number, account })
      else named.push({ place, number, account: customer, ...(account !== undefined && { listedUnder: account }) })
    }
  }
  return named
}

/** Ids may come as bare numbers; one that a double cannot hold keeps its digits. */
function readEnvelope(body: Buffer): { entry?: unknown } | undefined {
  const text = body.toString('utf8')
  try {
    return objectOf(LONG_NUMBER.test(text) ? JSON.parse(text, digitsKept) : JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const digitsKept = (_key: string, value: unknown, context?: { source?: string }) =>
  typeof value === 'number' && context?.source ? context.source : value

/** The owner of a change, or why nobody owns it. News of an account is for each of its channels. */
export type ChangeOwner = (Destination & { others?: readonly Destination[] }) | Exclude<QuarantineReason, 'malformed'>

/** One row may hold several refused parts; the gravest reason is used. */
const GRAVITY = ['unknown_number', 'unproven_number', 'foreign_number'] as const

/**
 * Sorts changes by the channel they belong to; `verdicts` has one for each change. Several reasons to quarantine become
 * one row with the gravest reason.
 */
export function planDelivery(changes: readonly NamedChange[], verdicts: readonly ChangeOwner[]): DeliveryPlan {
  const accepted = new Map<Uuid, Destination & { places: string[] }>()
  const refused: string[] = []
  let reason: (typeof GRAVITY)[number] = 'unknown_number'
  const give = ({ tenantId, channelId }: Destination, place: string) => {
    const channel = accepted.get(channelId)
    if (!channel) accepted.set(channelId, { tenantId, channelId, places: [place] })
    else if (channel.places.at(-1) !== place) channel.places.push(place)
  }
  for (const [at, { place }] of changes.entries()) {
    const verdict = verdicts[at]!
    if (typeof verdict === 'string') {
      refused.push(place)
      if (GRAVITY.indexOf(verdict) > GRAVITY.indexOf(reason)) reason = verdict
      continue
    }
    give(verdict, place)
    if (verdict.others) for (const other of verdict.others) give(other, place)
  }
  const whole = accepted.size + (refused.length > 0 ? 1 : 0) <= 1
  const nobody = accepted.size === 0
  return {
    accepted: [...accepted.values()].map(({ places, ...to }) => (whole ? to : { ...to, places })),
    ...((refused.length > 0 || nobody) && { quarantined: whole ? { reason } : { reason, places: refused } }),
  }
}
