import type { Tx } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { type ErrorMeaning, meaningsOn, type ProviderError, type StatusCause } from '../../channels/index.ts'

/** A provider's refusal, in its answer to the call or in a status that came later. */
export interface Refusal {
  channelId: Uuid
  conversationId: Uuid
  at: Date
  code: ProviderError['code']
}

export interface UnderstoodRefusal extends Refusal {
  meaning: ErrorMeaning
}

/** A channel that can send nothing more, as its provider said. */
export interface Stop {
  channelId: Uuid
  cause: StatusCause
  at: Date
}

/** Looks refusals up in the providers' catalogues of errors. Asks the database nothing when there are none. */
export async function understandRefusals(tx: Tx, refusals: readonly Refusal[]): Promise<UnderstoodRefusal[]> {
  const meanings = await meaningsOn(tx, refusals)
  return refusals.flatMap((refusal, at) => {
    const meaning = meanings[at]
    return meaning ? [{ ...refusal, meaning }] : []
  })
}

/** The newest refusal of each channel that has to be stopped. */
export function stopsAmong(refusals: readonly UnderstoodRefusal[]): Stop[] {
  const stops = refusals
    .filter(({ meaning }) => meaning.class === 'stop_channel')
    .sort((one, other) => one.at.getTime() - other.at.getTime())
    .map(({ channelId, code, at, meaning: { text, meaning } }): Stop => {
      return { channelId, cause: { reason: `${text} (${code})`, meaning }, at }
    })
  return [...new Map(stops.map(stop => [stop.channelId, stop])).values()]
}
