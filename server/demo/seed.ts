import type { Context } from '../platform/context.ts'
import { AGENCY } from './agency.ts'
import { backdate } from './backdate.ts'
import { type Business, found, furnish } from './business.ts'
import { lockSeeding, selectState } from './demo.sql.ts'
import { moveOrders, placeOrders } from './orders.ts'
import { goOn, open } from './play.ts'
import { RESTAURANT } from './restaurant.ts'

export interface DemoLogin {
  email: string
  password: string
}

/** The owner of the restaurant. */
export const DEMO_EMAIL = 'owner@beit-zaytoun.example'

/**
 * Fills an empty database with two businesses at work, so that the first look is alive. They are made by what makes real
 * ones: registration, the simulator's deliveries, the bot, the senders; only then everything is made as old as it says.
 *
 * @param password of everybody in them
 * @returns how to sign in, also when the database has had its demo data for long; undefined when it belongs to others
 */
export async function seedDemo(context: Context, password: string): Promise<DemoLogin | undefined> {
  return await context.db.system('whether there is any tenant is asked before there is one', async tx => {
    await tx.run(lockSeeding())
    const { empty, planted } = await tx.one(selectState(DEMO_EMAIL))
    if (empty) await plant(context, password)
    return empty || planted ? { email: DEMO_EMAIL, password } : undefined
  })
}

async function plant(context: Context, password: string): Promise<void> {
  const founded: Business[] = []
  for (const plan of [RESTAURANT, AGENCY]) founded.push(await found(context, plan, password))
  for (const business of founded) await furnish(context, business)
  await open(context, founded)
  for (const business of founded) await placeOrders(context, business)
  await goOn(context, founded)
  for (const business of founded) {
    await moveOrders(context, business)
    await backdate(context, business)
  }
}
