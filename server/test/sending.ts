import type { FaultConfig, Twin } from '../../simulator/twin.ts'
import { startTwin } from '../../simulator/twin.ts'
import { drainSends, type MessageDraft, queueMessage } from '../features/messaging/index.ts'
import { readId, type Uuid } from '../platform/ids/index.ts'
import { buildApp, type TestApp } from './buildApp.ts'
import { connectNumber, messagesDelivery, receive, textDelivery } from './contracts/meta.ts'
import { type TestTenant, twoTenants } from './twoTenants.ts'

type Rows = Awaited<ReturnType<TestApp['database']['query']>>

/** A program whose provider is a twin that reports nothing by itself. */
export interface SendingStage {
  app: TestApp
  twin: Twin
  a: TestTenant
  b: TestTenant
  /** A customer of `a` who has just written, on a number of their own. */
  conversation(): Promise<TestConversation>
  close(): Promise<void>
}

export interface TestConversation {
  tenantId: Uuid
  conversationId: Uuid
  customer: string
  number: string
  queue(text: string, more?: Partial<MessageDraft>): ReturnType<typeof queueMessage>
  drain(): Promise<void>
  /** Calls that the provider saw for this customer. */
  calls(): ReturnType<Twin['journal']>
  texts(): Array<string | undefined>
  /** A status webhook of Meta. */
  report(status: object): Promise<void>
  message(id: Uuid): Promise<Rows[number]>
  attempts(id: Uuid): Promise<Rows>
  /** The message's part of the event log. */
  events(id: Uuid): Promise<Rows>
  pending(): Promise<Rows>
  /** Time passes: rows are due, leases have run out, deadlines have passed. */
  pass(what: 'wait' | 'lease' | 'deadline'): Promise<unknown>
}

const PASSING = {
  wait: 'update send_pending set next_try_at = now()',
  lease: `update pending_lane set lease_until = now() - interval '1 second'`,
  deadline: `update send_attempt set deadline = now() - interval '1 second'`,
}

export async function sendingStage(): Promise<SendingStage> {
  const twin = await startTwin({
    port: 0,
    webhookUrl: 'http://127.0.0.1:9/',
    statuses: { sentMs: null, deliveredMs: null, readMs: null },
    retryDelaysMs: [],
  })
  const app = await buildApp({ parts: { config: { metaGraphUrl: twin.url } } })
  const { a, b } = await twoTenants(app)
  await app.database.query(`update tenant set plan = 'enterprise'`)
  let no = 0
  return {
    app,
    twin,
    a,
    b,
    conversation: () => openConversation(app, twin, a, ++no),
    close: async () => {
      await app.close()
      await twin.close()
    },
  }
}

async function openConversation(app: TestApp, twin: Twin, a: TestTenant, no: number): Promise<TestConversation> {
  const [number, customer, tenantId] = [`5550${no}`, `${212610001000 + no}`, readId('tenant', a.tenantId)!]
  await connectNumber(app, a, { number, account: `waba${no}` })
  await receive(app, textDelivery({ number, from: customer }))
  const { query } = app.database
  const [found] = await query<{ id: Uuid }>('select id from conversation where address = $1', [customer])
  const conversationId = found!.id
  const calls = () => twin.journal({ kind: 'send' }).filter(entry => entry.to === customer)
  return {
    tenantId,
    conversationId,
    customer,
    number,
    queue: (text, more = {}) =>
      app.context.db.tenant(tenantId, tx =>
        queueMessage(tx, {
          conversationId,
          type: 'text',
          content: { text: { body: text } },
          author: { kind: 'bot' },
          ...more,
        }),
      ),
    drain: () => drainSends(app.context),
    calls,
    texts: () => calls().map(entry => (entry.request as { text?: { body: string } }).text?.body),
    report: status => receive(app, statusDelivery(number, { recipient_id: customer, ...status })),
    message: async id => (await query('select * from message where id = $1', [id]))[0]!,
    attempts: id => query('select * from send_attempt where message_id = $1 order by no', [id]),
    events: id =>
      query(`select type, data from event where aggregate_id = $1 and data->>'messageId' = $2 order by position`, [
        conversationId,
        id,
      ]),
    pending: () => query('select * from send_pending where lane = $1', [conversationId]),
    pass: what => query(PASSING[what]),
  }
}

/** One status as Meta delivers it. */
export const statusDelivery = (number: string, status: object): string =>
  messagesDelivery({ number, messages: [] })
    .toString()
    .replace('"messages":[]', `"statuses":${JSON.stringify([{ timestamp: '1700000000', ...status }])}`)

export const CALM: FaultConfig = { rules: [], statuses: {} }

/** A script of the twin with one rule. */
export const faulty = (rule: NonNullable<FaultConfig['rules']>[number]): FaultConfig => ({
  rules: [rule],
  statuses: {},
})
