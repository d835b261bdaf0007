import type { Share } from '../db/index.ts'
import type { Uuid } from '../ids/index.ts'
import type { SeenProcess } from './process.sql.ts'

/** Tenants fall into so many shards, by their ids. */
const SHARDS = 64

/**
 * Divides the shards among the processes that work and are not slow. Two processes that know different ones may take the same
 * shard first: they get in each other's way, and no more, because a lane is with one worker at a time.
 */
export function shareOf(id: Uuid, works: boolean, others: readonly SeenProcess[]): Share {
  const workers = others.filter(one => one.works && one.fresh).map(one => one.id)
  if (!works || workers.length === 0) return {}
  const all = [...workers, id].toSorted()
  const turn = all.indexOf(id)
  const shards = Array.from({ length: SHARDS }, (_, shard) => shard)
  return { first: shards.filter(shard => shard % all.length === turn) }
}
