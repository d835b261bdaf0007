import { afterAll, beforeAll, beforeEach } from 'vitest'
import { drainIntake } from '../features/messaging/index.ts'
import { closeContext, type TestContext, testContext } from './context.ts'
import { makeShop, type Shop, storeDeliveries } from './deliveries.ts'
import { type TestDb, withDb } from './withDb.ts'

/** What a test of intake works with, below the HTTP door. */
export interface IntakeStage {
  database: TestDb
  context: TestContext
  /** Two businesses to whom nobody has written. */
  a: Shop
  b: Shop
  /** Takes deliveries to a business, and processes all there is. */
  receive(shop: Shop, ...deliveries: unknown[]): Promise<void>
}

/** One database for a test file, and new businesses before each of its tests; `set` gets them. */
export function withIntake(provider: string, set: (stage: IntakeStage) => void): void {
  let database: TestDb
  let context: TestContext
  beforeAll(async () => {
    database = await withDb()
    context = testContext(database)
  })
  afterAll(async () => {
    await closeContext(context)
    await database.close()
  })
  beforeEach(async () => {
    const receive: IntakeStage['receive'] = async (shop, ...deliveries) => {
      await storeDeliveries(database, shop, deliveries, provider)
      await drainIntake(context)
    }
    set({ database, context, a: await makeShop(database), b: await makeShop(database), receive })
  })
}
