import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { lockDataDir, startEmbedded, stopLeftBehind } from '../platform/embedded/index.ts'
import { migrate } from '../platform/migrate/index.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The server of this run; its database is the migrated template that `withDb` copies. */
    postgres: { ownerUrl: string; appUrl: string }
  }
}

const PREFIX = 'tawsil-test-'

/**
 * One PostgreSQL for each project of a run, migrated once. `TEST_OWNER_DATABASE_URL` (a superuser's) runs the tests against
 * another server, for trying other versions of PostgreSQL.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_OWNER_DATABASE_URL
  if (given) {
    const appUrl = URL.parse(given)!
    appUrl.username = 'tawsil_app'
    appUrl.password = 'tawsil_app'
    await migrate({ ownerUrl: given, appUrl: appUrl.href })
    await raiseLimits(given)
    project.provide('postgres', { ownerUrl: given, appUrl: appUrl.href })
    return async () => undefined
  }
  // Each project has its own server; the second must not take that of the first for one that was left.
  if (!process.env.TEST_SWEPT) {
    process.env.TEST_SWEPT = 'yes'
    await sweep()
  }
  const dataDir = await mkdtemp(join(tmpdir(), PREFIX))
  const lock = await lockDataDir(dataDir)
  const postgres = await startEmbedded({ dataDir, disposable: true, settings: { max_connections: '300' } })
  const stop = async () => {
    await postgres.stop()
    await lock.release()
    await rm(dataDir, { recursive: true, force: true })
  }
  try {
    await migrate({ ownerUrl: postgres.ownerUrl, appUrl: postgres.appUrl })
    await raiseLimits(postgres.ownerUrl)
  } catch (error) {
    await stop()
    throw error
  }
  project.provide('postgres', { ownerUrl: postgres.ownerUrl, appUrl: postgres.appUrl })
  return stop
}

/**
 * Tests that are about something else register businesses of the smallest plan, give them several numbers and large menus, and ask
 * thousands of things in a minute. What the plans really have is tested on a database of its own (`plan.test.ts`).
 */
async function raiseLimits(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(`update plan_limit set most = 100 where plan = 'free' and metric in ('channels', 'members')`)
    await client.query(`update plan_limit set most = 2000 where plan = 'free' and metric = 'catalog_items'`)
    await client.query(`update plan_limit set most = 1000000 where metric = 'business_requests'`)
  } finally {
    await client.end()
  }
}

/** Ends and removes what runs that were killed have left in the temporary folder. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue
    const dataDir = join(tmpdir(), name)
    // Without a lock file it is being made right now, or is half removed: the next run will see.
    if (!(await readFile(join(dataDir, 'tawsil.lock'), 'utf8').catch(() => ''))) continue
    const lock = await lockDataDir(dataDir).catch(() => undefined)
    if (!lock) continue
    await stopLeftBehind(dataDir)
    await rm(dataDir, { recursive: true, force: true })
  }
}
