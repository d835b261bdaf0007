import { placeOrder } from '../../features/commerce/index.ts'
import { resolveContacts } from '../../features/contacts/index.ts'
import { addMember } from '../../features/identity/index.ts'
import { newId, showId } from '../../platform/ids/index.ts'
import type { TestApp } from '../buildApp.ts'
import { connectNumber, messagesDelivery, receive, textDelivery } from '../contracts/meta.ts'
import { subscriptionOf } from '../push/subscription.ts'
import { type TestTenant, twoTenants } from '../twoTenants.ts'
import { upload } from '../upload.ts'
import { bare } from './snapshot.ts'

/** Kinds of ids that routes take. */
export const KINDS = [
  'channel',
  'simulator',
  'linked',
  'contact',
  'namesake',
  'merge',
  'conversation',
  'message',
  'webhookEndpoint',
  'webhookDebugger',
  'event',
  'category',
  'item',
  'branch',
  'order',
  'user',
  'tenant',
  'deadLetter',
  'media',
  'longJob',
  'apiKey',
  'invitation',
  'session',
  'team',
  'role',
  'passkey',
  'pushDevice',
] as const
export type Kind = (typeof KINDS)[number]

/** A business with one of everything, in the shown form. */
export interface Side extends TestTenant {
  ids: Record<Kind, string>
  number: string
  account: string
  appSecret: string
}

/** The customer of both businesses: the same person, the same provider ids. */
export const CUSTOMER = '212655000001'
/** A PNG of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
export const FIRST_WAMID = 'wamid.the-same-in-both'

/** Two businesses with the same customer, and as many things of the same kinds. */
export async function twoSides(app: TestApp): Promise<{ a: Side; b: Side }> {
  const { a, b } = await twoTenants(app)
  return { a: await furnish(app, a, 'a'), b: await furnish(app, b, 'b') }
}

async function furnish(app: TestApp, tenant: TestTenant, letter: string): Promise<Side> {
  const [number, account, appSecret] = [`10000${letter}`, `20000${letter}`, `app-secret-of-${letter}`]
  const channel = await connectNumber(app, tenant, { number, account, appSecret })
  await receive(app, textDelivery({ number, account, from: CUSTOMER, id: FIRST_WAMID, name: 'Amina' }))
  const [conversation] = await app.database.query(
    `select c.id as conversation, c.contact_id as contact, m.id as message
     from conversation c join message m on m.conversation_id = c.id where c.tenant_id = $1`,
    [bare(tenant.tenantId)],
  )
  const catalog = await makeCatalog(app, tenant)
  const person = { name: 'Agent', email: `agent-${letter}@example.test`, password: 'a good long password' }
  const user = await addMember(app.context, bare(tenant.tenantId), { ...person, role: 'agent' })
  const [simulator] = await app.database.query<{ id: string }>(
    `select id from channel where tenant_id = $1 and provider = 'simulator'`,
    [bare(tenant.tenantId)],
  )
  const order = await makeOrder(app, tenant, {
    ...catalog,
    contact: conversation!.contact,
    conversation: conversation!.conversation,
  })
  const ids = {
    channel,
    linked: await makeLinked(app, tenant),
    simulator: showId('channel', simulator?.id ?? (await makeSimulator(app, tenant))),
    contact: showId('contact', conversation!.contact),
    ...(await makePeople(app, tenant, showId('contact', conversation!.contact))),
    conversation: showId('conversation', conversation!.conversation),
    message: showId('message', conversation!.message),
    ...(await makeWebhook(app, tenant)),
    ...catalog,
    order: showId('order', order),
    user: showId('user', user),
    tenant: tenant.tenantId,
    media: await makeFile(app, tenant),
    longJob: await makeJob(app, tenant, showId('conversation', conversation!.conversation)),
    apiKey: await create(app, tenant, 'api-keys', { name: 'Till', mode: 'test', permissions: ['contacts:read'] }),
    session: await makeSession(app, tenant),
    role: await create(app, tenant, 'roles', { name: 'The same in both', permissions: ['orders:read'] }),
    team: await makeTeam(app, tenant, showId('user', user)),
    passkey: await makePasskey(app, tenant),
    pushDevice: await create(app, tenant, 'notifications/devices', subscriptionOf(`world-${letter}`)),
    invitation: await makeInvitation(app, tenant, letter),
    deadLetter: showId('deadLetter', await makeDeadLetter(app, tenant, { number, account })),
  }
  return { ...tenant, ids, number, account, appSecret }
}

async function create(app: TestApp, tenant: TestTenant, path: string, body: object): Promise<string> {
  const { status, data, text } = await app.call<{ id: string }>(tenant, 'POST', `/api/v1/${path}`, body)
  if (status !== 201) throw new Error(`POST ${path} answered ${status}: ${text}`)
  return data.id
}

/** An endpoint that is not there, and the event that tells of it. */
async function makeWebhook(app: TestApp, tenant: TestTenant) {
  const webhookEndpoint = await create(app, tenant, 'webhook-endpoints', { url: 'http://127.0.0.1:9/hook' })
  const [event] = await app.database.query<{ id: string }>(
    `select id from event where tenant_id = $1 and type = 'webhook_endpoint.created'`,
    [bare(tenant.tenantId)],
  )
  const webhookDebugger = await create(app, tenant, 'webhook-debugger', {})
  return { webhookEndpoint, webhookDebugger, event: showId('event', event!.id) }
}

/** A channel of a phone that is linked through WAHA, whose server is not there. */
function makeLinked(app: TestApp, tenant: TestTenant): Promise<string> {
  const credentials = { baseUrl: 'http://127.0.0.1:9', apiKey: 'a-key' }
  return create(app, tenant, 'channels', { provider: 'waha', name: 'Linked phone', credentials })
}

/** Jobs do not run here, so that the subscriber which makes a simulator channel has not run either. */
async function makeSimulator(app: TestApp, tenant: TestTenant): Promise<string> {
  return bare(await create(app, tenant, 'channels', { provider: 'simulator', name: 'Phone' }))
}

/** Somebody else, and somebody who turned out to be the customer. */
async function makePeople(app: TestApp, tenant: TestTenant, contact: string) {
  const tenantId = bare(tenant.tenantId)
  const person = (value: string) => ({ identities: [{ kind: 'lid' as const, scope: 'the-same', value }] })
  const [namesake, same] = await app.context.db.tenant(tenantId, tx =>
    resolveContacts(tx, [person('namesake'), person('the-customer')]),
  )
  const body = { contactId: showId('contact', same!) }
  return { namesake: showId('contact', namesake!), merge: await create(app, tenant, `contacts/${contact}/merge`, body) }
}

async function makeCatalog(app: TestApp, tenant: TestTenant) {
  const category = await create(app, tenant, 'catalog/categories', { name: 'Mains' })
  const price = { amount: 1250, currency: 'MAD' }
  const item = await create(app, tenant, 'catalog/items', { code: 'A1', name: 'Tajine', price, categoryId: category })
  const branch = await create(app, tenant, 'catalog/branches', { name: 'Centre' })
  return { category, item, branch }
}

/** A delivery of which a part cannot be read. */
async function makeDeadLetter(
  app: TestApp,
  tenant: TestTenant,
  of: { number: string; account: string },
): Promise<string> {
  const messages = [{ id: 'wamid.nobody', type: 'text', text: { body: 'Hi' } }]
  await receive(app, messagesDelivery({ ...of, messages }))
  const [letter] = await app.database.query<{ id: string }>('select id from dead_letter where tenant_id = $1', [
    bare(tenant.tenantId),
  ])
  return letter!.id
}

/** A long job that no worker has taken up yet. */
async function makeJob(app: TestApp, tenant: TestTenant, conversation: string): Promise<string> {
  const body = { operation: 'unread', ids: [conversation], async: true }
  const { status, data, text } = await app.call<{ id: string }>(tenant, 'POST', '/api/v1/conversations/bulk', body)
  if (status !== 202) throw new Error(`starting a job answered ${status}: ${text}`)
  return data.id
}

/** Another place where the owner is signed in. */
async function makeSession(app: TestApp, { email, password, userId }: TestTenant): Promise<string> {
  const { status, text } = await app.call(null, 'POST', '/api/v1/auth/login', { email, password })
  if (status !== 200) throw new Error(`signing in answered ${status}: ${text}`)
  const [row] = await app.database.query<{ id: string }>(
    'select id from auth_session where user_id = $1 order by id desc limit 1',
    [bare(userId)],
  )
  return showId('session', row!.id)
}

/** A team with one person. */
async function makeTeam(app: TestApp, tenant: TestTenant, userId: string): Promise<string> {
  const team = await create(app, tenant, 'teams', { name: 'The same in both' })
  const { status, text } = await app.call(tenant, 'POST', `/api/v1/teams/${team}/members`, { userId })
  if (status !== 200) throw new Error(`joining a team answered ${status}: ${text}`)
  return team
}

/** A passkey of the owner, whose device nobody has. Whoever signs in as them by password removes it first. */
async function makePasskey(app: TestApp, { userId }: TestTenant): Promise<string> {
  const id = newId()
  await app.database.query(
    `insert into passkey (id, user_id, credential_id, public_key, counter, transports, name, synced)
     values ($1::uuid, $2, $1::text, '\\x00', 0, '{}', 'Phone', false)`,
    [id, bare(userId)],
  )
  return showId('passkey', id)
}

function makeInvitation(app: TestApp, tenant: TestTenant, letter: string): Promise<string> {
  const body = { email: `invited-${letter}@example.test`, role: 'viewer', deliver: 'link' }
  return create(app, tenant, 'invitations', body)
}

/** The same picture in both. */
async function makeFile(app: TestApp, tenant: TestTenant): Promise<string> {
  const { status, data, text } = await upload<{ id: string }>(app, tenant, {
    bytes: PIXEL,
    name: 'pixel.png',
    type: 'image/png',
  })
  if (status !== 201) throw new Error(`uploading answered ${status}: ${text}`)
  return data.id
}

async function makeOrder(
  app: TestApp,
  tenant: TestTenant,
  from: { item: string; branch: string; contact: string; conversation: string },
): Promise<string> {
  const tenantId = bare(tenant.tenantId)
  const { id } = await app.context.db.tenant(tenantId, tx =>
    placeOrder(tx, {
      sourceKey: 'the-same-in-both',
      conversationId: from.conversation,
      contactId: from.contact,
      fulfilment: 'pickup',
      branchId: bare(from.branch),
      lines: [{ itemId: bare(from.item), quantity: 2 }],
      payment: 'cash',
      actor: { kind: 'bot' },
    }),
  )
  return id
}
