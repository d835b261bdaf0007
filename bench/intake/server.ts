/**
 * The server of the intake bench, a process of its own: the real route, the same route without storing anything
 * (floor), and the same route with one INSERT and one job for each request (reference). Ends when its parent does.
 */
import { Queue } from 'bullmq'
import pg from 'pg'
import { createProgram } from '../../server/app.ts'
import type { StoreRawEvents } from '../../server/features/channels/deliveries/store.ts'
import { metaWebhookRoutes } from '../../server/features/channels/transports/cloud_api/webhook/webhook.routes.ts'
import { openContext } from '../../server/main.ts'
import { loadConfig } from '../../server/platform/config/index.ts'

const config = loadConfig()
const context = await openContext(config)
const app = await createProgram(context).buildApp()
await metaWebhookRoutes(app, context, { path: '/bench/floor', store: async () => undefined })
await metaWebhookRoutes(app, context, { path: '/bench/reference', store: oneByOne() })
await app.listen({ host: '127.0.0.1', port: config.port })
process.send?.('ready')
process.once('disconnect', () => process.exit(0))

/** The usual way: one statement for every request, then a job in Redis. */
function oneByOne(): StoreRawEvents {
  const pool = new pg.Pool({ connectionString: config.databaseUrl, max: 20, options: '-c role=tawsil_system' })
  const url = new URL(process.env.REFERENCE_REDIS_URL!)
  const queue = new Queue('bench-intake', { connection: { host: url.hostname, port: Number(url.port) } })
  return async events => {
    for (const event of events) {
      await pool.query(
        `insert into raw_event (id, tenant_id, channel_id, provider, disposition, headers, body)
         values ($1, $2, $3, $4, 'accepted', $5, $6)`,
        [event.id, event.tenantId, event.channelId, event.provider, event.headers, event.body],
      )
      await queue.add('process', { id: event.id }, { removeOnComplete: true })
    }
  }
}
