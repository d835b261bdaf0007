import { json, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { ListPosition, Translations } from './category.sql.ts'

export interface Branch {
  id: Uuid
  name: string
  translations: Translations
  address: string
  phone: string | null
  /** False: takes no orders. */
  available: boolean
  position: number
  createdAt: Date
  updatedAt: Date
}

const columns = sql`id, name, translations, address, phone, available, position, created_at as "createdAt",
  updated_at as "updatedAt"`

export const selectBranches = (after: ListPosition | null, limit: number | null) => sql<Branch>`
  select ${columns} from branch
  where ${after ? sql`(position, id) > (${after[0]}, ${after[1]})` : sql`true`}
  order by position, id limit ${limit}`

export const selectBranch = (id: Uuid) => sql<Branch>`select ${columns} from branch where id = ${id}`

export const lockBranch = (id: Uuid) => sql<Branch>`select ${columns} from branch where id = ${id} for update`

export type NewBranch = Omit<Branch, 'createdAt' | 'updatedAt' | 'position'>

export const insertBranch = (tenantId: Uuid, row: NewBranch, position?: number) => sql<Branch>`
  insert into branch (tenant_id, id, name, translations, address, phone, available, position)
  values (${tenantId}, ${row.id}, ${row.name}, ${json(row.translations)}, ${row.address}, ${row.phone},
    ${row.available}, coalesce(${position ?? null}, (select coalesce(max(position), 0) + 1 from branch)))
  returning ${columns}`

export const updateBranch = (row: Branch) => sql<Branch>`
  update branch set name = ${row.name}, translations = ${json(row.translations)}, address = ${row.address},
    phone = ${row.phone}, available = ${row.available}, position = ${row.position}, updated_at = now()
  where id = ${row.id} returning ${columns}`

export const deleteBranch = (id: Uuid) => sql`delete from branch where id = ${id}`
