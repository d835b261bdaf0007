import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { comesTrue } from '../../../server/test/until.ts'
import { pendingWork, questions } from './inspect.ts'

/** A number whose provider says "slower" is held back, for longer each time: 500 messages over WAHA took five minutes. */
const MOST_MS = 30 * 60_000

/**
 * Waits until nothing is left to do, at most half an hour; the judge counts what is left then.
 *
 * @returns seconds
 */
export async function drain(ownerUrl: string): Promise<number> {
  const startedAt = performance.now()
  await asOwner(ownerUrl, client =>
    comesTrue(async () => (await pendingWork(client)) === 0, { timeout: MOST_MS, interval: 250 }),
  )
  // The last statuses are still coming, and answers of providers that can be asked.
  await wait(3_000)
  await asOwner(ownerUrl, client =>
    comesTrue(async () => (await questions(client)) === 0, { timeout: 90_000, interval: 250 }),
  )
  await asOwner(ownerUrl, client =>
    comesTrue(async () => (await pendingWork(client)) === 0, { timeout: 60_000, interval: 250 }),
  )
  return (performance.now() - startedAt) / 1000
}

/** Runs `work` as the owner of the database, without row-level security. */
export async function asOwner<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
