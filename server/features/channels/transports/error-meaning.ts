import type { Tx } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { ErrorMeaning } from '../contract/error-class.ts'
import { transportFor } from '../contract/provider-lookup.ts'
import { selectProviders } from '../lifecycle/channel.sql.ts'

/**
 * The meanings of codes, each from the provider of its channel, in the given order; undefined where there is no such
 * channel.
 */
export async function meaningsOn(
  tx: Tx,
  codes: ReadonlyArray<{ channelId: Uuid; code: number | string }>,
): Promise<Array<ErrorMeaning | undefined>> {
  if (codes.length === 0) return []
  const rows = await tx.rows(selectProviders([...new Set(codes.map(one => one.channelId))]))
  const providers = new Map(rows.map(row => [row.id, row.provider]))
  return codes.map(({ channelId, code }) => {
    const provider = providers.get(channelId)
    return provider === undefined ? undefined : transportFor(provider).meaning(code)
  })
}
