import { drainWebhooks } from '../../features/integrations/deliveries/jobs.ts'
import { TENANCY_EVENTS } from '../../features/tenancy/index.ts'
import { emit, newEvent } from '../../platform/events/index.ts'
import { newId, readId, showId, type Uuid } from '../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../buildApp.ts'
import { type TestTenant, twoTenants } from '../twoTenants.ts'
import { until } from '../until.ts'

export interface MadeEndpoint {
  id: string
  url: string
  secret: string
}

export interface Hooks {
  program: TestApp
  a: TestTenant
  b: TestTenant
  /** Adds an endpoint to a business. */
  add(tenant: TestTenant, body: Record<string, unknown>): Promise<MadeEndpoint>
  /** Writes events of a business, each about a thing of its own unless one is given. @returns their shown ids */
  write(tenant: TestTenant, count: number, aggregate?: Uuid): Promise<string[]>
  /** Reads the log and calls until `done`. */
  drainUntil(done: () => unknown): Promise<void>
  /** Makes everything due that waits for a later try, and endpoints that rest. */
  makeDue(): Promise<void>
  waiting(endpoint: MadeEndpoint): Promise<number>
  attempts(tenant: TestTenant, endpoint: MadeEndpoint, query?: string): Promise<ShownAttempt[]>
}

export interface ShownAttempt {
  id: string
  eventId: string
  attempt: number
  outcome: string
  cause: string
  error: string | null
  nextTryAt: string | null
  request: { url: string; headers: Record<string, string> }
  answer: { status: number; headers: Record<string, string>; body: string } | null
}

/** Two businesses in a program that calls webhooks when a test says so. */
export async function openHooks(): Promise<Hooks> {
  const program = await buildApp()
  const { a, b } = await twoTenants(program)
  const { call, context, database } = program
  await database.query(`update tenant set plan = 'premium'`)
  return {
    program,
    a,
    b,
    add: async (tenant, body) => {
      const { status, data, text } = await call<MadeEndpoint>(tenant, 'POST', '/api/v1/webhook-endpoints', body)
      if (status !== 201) throw new Error(`adding an endpoint answered ${status}: ${text}`)
      return data
    },
    write: async (tenant, count, aggregate) => {
      const id = readId('tenant', tenant.tenantId)!
      const event = () =>
        newEvent(
          TENANCY_EVENTS['tenant.updated'],
          aggregate ?? newId(),
          { kind: 'system' },
          { changed: {}, before: {} },
        )
      const ids = await context.db.tenant(id, tx => emit(tx, Array.from({ length: count }, event)))
      return ids.map(one => showId('event', one))
    },
    drainUntil: done =>
      until(
        async () => {
          await drainWebhooks(context)
          return await done()
        },
        { timeout: 20_000, interval: 30 },
      ).then(() => undefined),
    makeDue: async () => {
      await database.query(`update webhook_delivery set next_try_at = now() - interval '1 second'`)
      await database.query('update webhook_endpoint set backoff_until = null')
    },
    waiting: async endpoint => {
      const [row] = await database.query<{ count: number }>(
        'select count(*)::int as count from webhook_delivery where part = $1',
        [readId('webhookEndpoint', endpoint.id)],
      )
      return row!.count
    },
    attempts: async (tenant, endpoint, query = '') => {
      const answer = await call<ShownAttempt[]>(
        tenant,
        'GET',
        `/api/v1/webhook-endpoints/${endpoint.id}/attempts?limit=200&${query}`,
      )
      if (answer.status !== 200) throw new Error(answer.text)
      return answer.data
    },
  }
}
