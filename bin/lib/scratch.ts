import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../../server/platform/embedded/index.ts'
import { connectTo, dumpSchema, migrate } from '../../server/platform/migrate/index.ts'

/** Migrates an empty PostgreSQL that lives only for this call, and returns the text of its schema. */
export async function schemaOfMigrations(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tawsil-schema-'))
  const postgres = await startEmbedded({ dataDir, disposable: true })
  try {
    await migrate({ ownerUrl: postgres.ownerUrl, appUrl: postgres.appUrl })
    const client = await connectTo(postgres.ownerUrl)
    try {
      return await dumpSchema(client)
    } finally {
      await client.end()
    }
  } finally {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
