import webPush from 'web-push'
import type { Context } from '../context.ts'
import { perContext } from '../services.ts'
import { insertKey, selectKey } from './push.sql.ts'

/** By which push services know this installation. */
export interface PushKey {
  publicKey: string
  privateKey: string
}

export const SEALED_FOR = 'push key'

/** Read once in each process: the pair never changes, because every browser's subscription belongs to it. */
const stateOf = perContext((_: Context): { key?: Promise<PushKey> } => ({}))

/** The installation's pair, made at the first need. */
export function pushKeyOf(context: Context): Promise<PushKey> {
  const state = stateOf(context)
  const reading = state.key ?? readOrMake(context)
  state.key = reading
  // Whoever asked gets the error; the next one reads again.
  reading.catch(() => {
    delete state.key
  })
  return reading
}

async function readOrMake({ db, secrets }: Context): Promise<PushKey> {
  const made = webPush.generateVAPIDKeys()
  const sealed = await secrets.seal(null, made.privateKey, SEALED_FOR)
  const row = await db.system('the installation has one pair of keys for push', async tx => {
    const known = await tx.maybe(selectKey())
    if (known) return known
    await tx.run(insertKey(made.publicKey, sealed))
    return await tx.one(selectKey())
  })
  return { publicKey: row.publicKey, privateKey: await secrets.open(null, row.privateKey, SEALED_FOR) }
}
