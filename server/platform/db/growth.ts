import { sql } from 'kysely'
import type { Db } from './doors.ts'

/** Analyses tables that became ten times as large, so that plans fit them. @returns how many there were */
export const analyzeGrown = (db: Db): Promise<number> =>
  db.system('tables belong to all tenants', async tx => {
    const { made } = await tx.one<{ made: number }>(sql`select analyze_grown() as made`)
    return made
  })
