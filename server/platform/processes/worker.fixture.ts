/** Started by processes.test.ts as a program of its own, to be stopped and killed: leases what is due and does nothing with it. */
import { createDb } from '../db/index.ts'
import { claim } from '../pending/index.ts'
import { createProcesses } from './index.ts'

const url = process.argv[2]!
const ignore = () => undefined
const processes = createProcesses({ url, works: true, wake: ignore, onError: ignore })
const db = createDb({
  url,
  connectWithinMs: 30_000,
  process: processes.id,
  host: { wake: ignore, subscribersTo: () => [], share: processes.share },
})
await processes.start()
const options = { perTenant: 10, limit: 100, leaseSeconds: 600, strict: true }
const claims = await db.system('test', tx => claim(tx, 'send_pending', options), { plans: 'once' })
process.once('SIGTERM', async () => {
  await processes.close()
  await db.close()
  process.exit()
})
console.log(JSON.stringify({ id: processes.id, claims: claims.length }))
setInterval(ignore, 60_000)
