import type { QueryConfig } from 'pg'
import type { Uuid } from '../ids/index.ts'

/** What processes tell each other through NOTIFY: that one came or went. */
export const CHANNEL = 'tawsil_process'
/** The first number of the session locks that processes hold; the second is their own. */
const PROCESS_LOCK = 74_656
/** Who has not refreshed its row for so long is counted as slow: others take up its share. */
const FRESH_SECONDS = 5
/** Whose lock is free for a shorter time may be connecting anew. */
const SILENT_SECONDS = 2.5

/** A process as the others see it. */
export interface SeenProcess {
  id: Uuid
  works: boolean
  /** Refreshes its row in time. */
  fresh: boolean
  /** Holds its lock: it is connected. */
  alive: boolean
  /** Holds no lock, and has not for a while. */
  gone: boolean
}

/** Makes the row, or gives it a new lock, and takes that lock for as long as the connection lives. */
export const register = (id: Uuid, works: boolean): QueryConfig => ({
  text: `
    with me as (
      insert into process (id, works) values ($1, $2)
      on conflict (id) do update set lock = default, seen_at = now() returning lock
    )
    select pg_advisory_lock(${PROCESS_LOCK}, lock), pg_notify('${CHANNEL}', '') from me`,
  values: [id, works],
})

/** Refreshes the row, and tells of all others. The one statement that an idle process sends again and again. */
export const look = (id: Uuid): QueryConfig => ({
  name: 'look_at_processes',
  text: `
    with beat as (update process set seen_at = now() where id = $1),
    held as materialized (
      select array(
        select objid::bigint from pg_locks where locktype = 'advisory' and classid = ${PROCESS_LOCK} and objsubid = 2
          and database = (select oid from pg_database where datname = current_database())
      ) as locks
    )
    select id, works, seen_at > now() - interval '${FRESH_SECONDS} seconds' as fresh, lock::bigint = any(held.locks) as alive,
      lock::bigint <> all(held.locks) and seen_at < now() - interval '${SILENT_SECONDS} seconds' as gone
    from process cross join held where id <> $1`,
  values: [id],
})

/** Removes processes that are gone and gives back what they had leased. One of those who notice does it, and is told how many. */
export const bury = (ids: readonly Uuid[]): QueryConfig => ({
  text: `
    with gone as (delete from process where id = any($1::uuid[]) returning id),
    freed as (delete from pending_lane where holder = any(array(select id from gone)))
    select id, pg_notify('${CHANNEL}', '') from gone`,
  values: [ids],
})
