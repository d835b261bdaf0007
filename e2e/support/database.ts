import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { startEmbedded } from '../../server/platform/embedded/index.ts'
import { migrate } from '../../server/platform/migrate/index.ts'

/** A database that the program is given, so that a journey can change what otherwise only time changes. */
export interface Database {
  /** For `DATABASE_URL`. */
  appUrl: string
  /** As the owner. @returns how many rows were changed */
  run(statement: string): Promise<number>
  close(): Promise<void>
}

export async function startDatabase(): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'tawsil-e2e-database-'))
  const { ownerUrl, appUrl, stop } = await startEmbedded({ dataDir: folder })
  await migrate({ ownerUrl, appUrl, log: () => undefined })
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  return {
    appUrl,
    run: async statement => (await client.query(statement)).rowCount ?? 0,
    close: async () => {
      await client.end()
      await stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
