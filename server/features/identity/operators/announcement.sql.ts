import { json, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** What the operator says, in each language of the app. */
export interface Texts {
  en: string
  fr: string
  ar: string
}

export interface Announcement {
  id: Uuid
  texts: Texts
  startsAt: Date
  endsAt: Date
  /** While it is in force, nothing can be changed. */
  maintenance: boolean
}

const columns = sql`id, texts, starts_at as "startsAt", ends_at as "endsAt", maintenance`

export const insertAnnouncement = (row: Announcement, createdBy: Uuid) => sql<Announcement>`
  insert into announcement (id, texts, starts_at, ends_at, maintenance, created_by)
  values (${row.id}, ${json(row.texts)}, ${row.startsAt}, ${row.endsAt}, ${row.maintenance}, ${createdBy})
  returning ${columns}`

/** Those in force now; there are a few at most. */
export const selectInForce = () => sql<Announcement>`
  select ${columns} from announcement where ends_at > now() and starts_at <= now() order by starts_at, id limit 20`

/** Those that are in force or to come, the next one first. */
export const selectToCome = (after: Uuid | null, limit: number) => sql<Announcement>`
  select ${columns} from announcement where ends_at > now() and (${after}::uuid is null or id > ${after}::uuid)
  order by id limit ${limit}`

export const deleteAnnouncement = (id: Uuid) => sql`delete from announcement where id = ${id}`
