import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../../server/platform/embedded/index.ts'
import { connectTo, dumpSchema, migrate } from '../../server/platform/migrate/index.ts'

/** Runs all migrations on an empty PostgreSQL that exists only during this call, and returns its schema as text. */
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
