import { subscriptionOf } from '../push/subscription.ts'
import { nameOf, type Route } from './routes.ts'
import { CUSTOMER, type Kind, type Side } from './world.ts'

/** In the form of WebAuthn, and signed by nobody. */
const NO_KEY = { id: 'AAAA', rawId: 'AAAA', type: 'public-key' }
const NO_ASSERTION = { ...NO_KEY, response: { clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'AAAA' } }
const NO_ATTESTATION = { ...NO_KEY, response: { clientDataJSON: 'e30', attestationObject: 'AAAA' } }

/**
 * A body for every route that takes one, such that the route does its work with it: only then it is the id that is judged.
 * Several when there are several kinds. A route that is not here fails the tests that walk all routes.
 */
export const BODIES: Record<string, (own: Side) => object | readonly object[]> = {
  'POST /api/v1/auth/register': () => ({
    businessName: 'Another',
    businessType: 'retail',
    name: 'Somebody',
    email: `somebody-${Math.random()}@example.test`,
    password: 'a good long password',
  }),
  'POST /api/v1/auth/login': own => ({ email: own.email, password: own.password }),
  'POST /api/v1/auth/login/second-factor': () => ({ challenge: 'twc_of-nobody', code: '123456' }),
  'POST /api/v1/auth/login/passkey': () => ({ response: NO_ASSERTION }),
  'POST /api/v1/passkeys': () => ({ name: 'Phone', response: NO_ATTESTATION }),
  'PATCH /api/v1/passkeys/:id': () => ({ name: 'Renamed' }),
  'PUT /api/v1/two-factor/policy': () => ({ required: false }),
  'POST /api/v1/two-factor/totp/confirm': () => ({ code: '123456' }),
  'POST /api/v1/two-factor/totp/remove': own => ({ password: own.password, code: '123456' }),
  'POST /api/v1/two-factor/recovery-codes': () => ({ code: '123456' }),
  'POST /api/v1/auth/refresh': own => ({ refreshToken: own.refreshToken }),
  'POST /api/v1/auth/switch-tenant': own => ({ tenantId: own.tenantId }),
  'POST /api/v1/auth/password/change': own => ({ currentPassword: own.password, newPassword: own.password }),
  'POST /api/v1/auth/reauthenticate': own => ({ method: 'password', password: own.password }),
  'POST /api/v1/api-keys': () => ({ name: 'Another', mode: 'test', permissions: ['contacts:read'] }),
  'POST /api/v1/api-keys/:id/rotate': () => ({ overlapMinutes: 5 }),
  'POST /api/v1/auth/password/forgot': () => ({ email: 'nobody@example.test' }),
  'POST /api/v1/auth/password/reset': () => ({ token: 'twl_of-nobody', password: 'a good long password' }),
  'POST /api/v1/auth/verify-email': () => ({ token: 'twl_of-nobody' }),
  'PATCH /api/v1/notifications/choices': () => ({ waitingMinutes: 20, assigned: { mail: true } }),
  'POST /api/v1/notifications/devices': () => subscriptionOf('another'),
  'PATCH /api/v1/auth/me': () => ({ name: 'Renamed' }),
  'PATCH /api/v1/users/:id': own => [{ role: 'agent' }, { roleId: own.ids.role }],
  'PATCH /api/v1/users/:id/abilities': () => ({ capacity: 3, skills: ['billing'] }),
  'POST /api/v1/roles': () => ({ name: `Role ${Math.random()}`, permissions: ['orders:read'] }),
  'PATCH /api/v1/roles/:id': () => ({ name: `Renamed ${Math.random()}` }),
  'POST /api/v1/teams': () => ({ name: `Team ${Math.random()}` }),
  'PATCH /api/v1/teams/:id': () => ({ name: `Renamed ${Math.random()}` }),
  'POST /api/v1/teams/:id/members': own => ({ userId: own.ids.user }),
  'POST /api/v1/invitations': own => [
    { email: `guest-${Math.random()}@example.test`, role: 'agent', deliver: 'link' },
    { email: `guest-${Math.random()}@example.test`, roleId: own.ids.role, deliver: 'link' },
  ],
  'POST /api/v1/invitations/:id/resend': () => ({ deliver: 'link' }),
  'POST /api/v1/invitations/look-up': () => ({ token: 'twi_of-nobody' }),
  'POST /api/v1/invitations/accept': () => ({
    token: 'twi_of-nobody',
    name: 'Somebody',
    password: 'a good long password',
  }),
  'PATCH /api/v1/tenant': () => ({ name: 'Renamed' }),
  'PATCH /api/v1/contacts/:id': () => ({ name: 'Renamed' }),
  'POST /api/v1/contacts/bulk': own => [
    { ids: [own.ids.contact], updates: { name: 'Renamed' } },
    { filter: { q: 'Amina' }, updates: { name: 'Renamed' } },
  ],
  'POST /api/v1/contacts/:id/merge': own => ({ contactId: own.ids.namesake }),
  'POST /api/v1/channels': () => ({ provider: 'simulator', name: 'Another phone' }),
  'PATCH /api/v1/channels/:id': () => ({ name: 'Renamed' }),
  'POST /api/v1/channels/:id/pairing-code': () => ({ phoneNumber: '+212600000001' }),
  'POST /api/v1/channels/:id/register': () => ({ pin: '123456' }),
  'POST /api/v1/channels/:id/subscribe': () => ({}),
  'PATCH /api/v1/channels/:id/business-profile': () => ({ about: 'Open till late' }),
  'POST /api/v1/channels/embedded-signup': () => ({ code: 'code', wabaId: '1', phoneNumberId: '2' }),
  'POST /api/v1/simulator/messages': own => ({
    channelId: own.ids.simulator,
    from: CUSTOMER,
    type: 'text',
    text: { body: 'Hello' },
  }),
  'POST /api/v1/simulator/statuses': own => ({
    channelId: own.ids.simulator,
    messageId: 'sim.unknown',
    status: 'read',
  }),
  'PATCH /api/v1/conversations/:id': () => ({ priority: 'high' }),
  'POST /api/v1/conversations/bulk': own => [
    { operation: 'status', ids: [own.ids.conversation], status: 'pending' },
    { operation: 'assign', ids: [own.ids.conversation], assigneeId: own.ids.user },
    { operation: 'read', ids: [own.ids.conversation] },
    {
      operation: 'update',
      ids: [own.ids.conversation],
      updates: { assigneeId: own.ids.user, teamId: own.ids.team },
    },
    {
      operation: 'unread',
      filter: {
        assigneeId: own.ids.user,
        teamId: own.ids.team,
        channelId: own.ids.channel,
        contactId: own.ids.contact,
      },
    },
  ],
  'POST /api/v1/conversations/:id/messages': messagesOf,
  'POST /api/v1/messages/send': own =>
    messagesOf(own).map(message => ({ ...message, channelId: own.ids.channel, to: `+${CUSTOMER}` })),
  'POST /api/v1/messages/:id/settle': () => ({ as: 'arrived' }),
  'POST /api/v1/webhook-endpoints': () => ({ url: 'http://127.0.0.1:9/another' }),
  'PATCH /api/v1/webhook-endpoints/:id': () => [{ description: 'Renamed' }, { url: 'http://127.0.0.1:9/moved' }],
  'POST /api/v1/webhook-endpoints/:id/replay': own => ({ event: own.ids.event }),
  'POST /api/v1/dead-letters/redrive': own => ({ ids: [own.ids.deadLetter] }),
  'POST /api/v1/catalog/categories': () => ({ name: 'Another' }),
  'PATCH /api/v1/catalog/categories/:id': () => ({ name: 'Renamed' }),
  'POST /api/v1/catalog/items': own => ({
    code: `C${Math.random().toString(36).slice(2, 10)}`,
    name: 'Another',
    price: { amount: 100, currency: 'MAD' },
    categoryId: own.ids.category,
  }),
  'POST /api/v1/catalog/items/bulk': own => [
    { action: 'update', ids: [own.ids.item], updates: { categoryId: own.ids.category } },
    { action: 'update', filter: { categoryId: own.ids.category }, updates: { available: true } },
  ],
  'PATCH /api/v1/catalog/items/:id': () => ({ name: 'Renamed' }),
  'POST /api/v1/catalog/branches': () => ({ name: 'Another' }),
  'PATCH /api/v1/catalog/branches/:id': () => ({ name: 'Renamed' }),
  'POST /api/v1/orders/bulk': own => [
    { ids: [own.ids.order], updates: { note: 'Without onions' } },
    {
      filter: { contactId: own.ids.contact, conversationId: own.ids.conversation },
      updates: { note: 'Without onions' },
    },
  ],
  'PATCH /api/v1/orders/:id': () => ({ note: 'Without onions' }),
  'PATCH /api/v1/orders/:id/status': () => ({ status: 'preparing' }),
}

/** One message of every kind that can be sent. */
function messagesOf(own: Side): object[] {
  const link = 'https://example.test/file'
  const buttons = [{ id: 'yes', title: 'Yes' }]
  const sections = [{ rows: [{ id: 'first', title: 'First' }] }]
  return [
    { type: 'text', text: { body: 'Hello' }, replyToMessageId: own.ids.message },
    { type: 'image', media: { link, caption: 'Look' } },
    { type: 'image', media: { id: own.ids.media } },
    { type: 'interactive', interactive: { kind: 'buttons', body: 'Sure?', buttons } },
    { type: 'interactive', interactive: { kind: 'list', body: 'Which?', button: 'Choose', sections } },
    { type: 'interactive', interactive: { kind: 'cta_url', body: 'Look', displayText: 'Open', url: link } },
    { type: 'location', location: { latitude: 33.6, longitude: -7.6, name: 'Here' } },
    { type: 'reaction', reaction: { messageId: own.ids.message, emoji: '👍' } },
    { type: 'template', template: { name: 'hello', language: 'en', components: [{ type: 'body' }] } },
  ]
}

/** Routes that write for people who are not signed in: there is no tenant yet. */
export const PUBLIC_WRITES = [
  'POST /api/v1/auth/register',
  'POST /api/v1/auth/login',
  'POST /api/v1/auth/login/second-factor',
  'POST /api/v1/auth/login/passkey',
  'POST /api/v1/auth/refresh',
  'POST /api/v1/auth/password/forgot',
  'POST /api/v1/auth/password/reset',
  'POST /api/v1/auth/verify-email',
  'POST /api/v1/invitations/look-up',
  'POST /api/v1/invitations/accept',
]

/** What businesses call; the operator's routes have a walk of their own (`operator.test.ts`). */
export const isApi = (route: Route): boolean => route.url.startsWith('/api/') && !isOperators(route)
export const isOperators = (route: Route): boolean => route.access === 'system_admin'

/** Good bodies of `own` for the route, one for each kind; none when it takes none. */
export function bodiesFor(route: Route, own: Side): object[] {
  if (route.body === undefined) return []
  const make = BODIES[nameOf(route)]
  if (!make) throw new Error(`give bodies.ts a body for ${nameOf(route)}`)
  return [make(own)].flat()
}

/** The first of them, or the first that has `member`. */
export function bodyFor(route: Route, own: Side, member?: string): object | undefined {
  const bodies = bodiesFor(route, own)
  return bodies.find(body => member !== undefined && hasMember(body, member)) ?? bodies[0]
}

function hasMember(body: object, path: string): boolean {
  let at: unknown = body
  for (const part of path.split('.')) {
    at = (at as Record<string, unknown> | undefined)?.[part === '[]' ? '0' : part]
    if (at === undefined) return false
  }
  return true
}

/** The address with `own`'s ids, except that one parameter has another value. */
export const addressOf = (route: Route, own: Side, param?: string, value = ''): string =>
  route.url.replace(/:(\w+)/g, (_, name) => (name === param ? value : own.ids[kindOfParam(route, name)]))

/** What an id in a path is, by the word before it. */
const BY_SEGMENT: Record<string, Kind> = {
  channels: 'channel',
  contacts: 'contact',
  conversations: 'conversation',
  messages: 'message',
  'webhook-endpoints': 'webhookEndpoint',
  'webhook-debugger': 'webhookDebugger',
  events: 'event',
  categories: 'category',
  items: 'item',
  branches: 'branch',
  orders: 'order',
  users: 'user',
  teams: 'team',
  roles: 'role',
  invitations: 'invitation',
  sessions: 'session',
  passkeys: 'passkey',
  'dead-letters': 'deadLetter',
  media: 'media',
  merges: 'merge',
  history: 'branch',
  jobs: 'longJob',
  'api-keys': 'apiKey',
  devices: 'pushDevice',
}

/** What an id in a query string or a body is, by its name. */
const BY_NAME: Record<string, Kind> = {
  channelId: 'channel',
  contactId: 'contact',
  conversationId: 'conversation',
  replyToMessageId: 'message',
  messageId: 'message',
  categoryId: 'category',
  itemId: 'item',
  branchId: 'branch',
  orderId: 'order',
  assigneeId: 'user',
  userId: 'user',
  teamId: 'team',
  roleId: 'role',
  tenantId: 'tenant',
  // Links to files: an id is none, one's own no more than another's.
  token: 'media',
}

/** The same by the whole path, where the name says too little. */
const BY_PATH: Record<string, Kind> = { 'media.id': 'media' }

/** Lists of ids, by the route; each row there succeeds or fails alone. */
export const ROWS_ALONE: Record<string, Kind> = {
  'POST /api/v1/conversations/bulk': 'conversation',
  'POST /api/v1/contacts/bulk': 'contact',
  'POST /api/v1/orders/bulk': 'order',
  'POST /api/v1/catalog/items/bulk': 'item',
  'POST /api/v1/dead-letters/redrive': 'deadLetter',
}
/** How their answers call the number of rows that succeeded. */
export const COUNTED: Record<string, string> = {
  'POST /api/v1/conversations/bulk': 'updated',
  'POST /api/v1/contacts/bulk': 'updated',
  'POST /api/v1/orders/bulk': 'updated',
  'POST /api/v1/catalog/items/bulk': 'updated',
  'POST /api/v1/dead-letters/redrive': 'redriven',
}

/** Names that end like ids of ours and are texts of providers or customers, which mean nothing to us. */
const NOT_OURS: Record<string, readonly string[]> = {
  'POST /api/v1/auth/login/passkey': ['response.id', 'response.rawId'],
  'POST /api/v1/passkeys': ['response.id', 'response.rawId'],
  'POST /api/v1/simulator/messages': ['contextMessageId', 'groupId', 'reaction.messageId', 'media.id'],
  'POST /api/v1/simulator/statuses': ['messageId'],
}
/** Catalogues, their products and forms are the provider's. */
const OF_PROVIDER =
  /(^|\.)(catalogId|productId|productIds(\.\[\])?|thumbnailProductId|flowId|waId|wabaId|phoneNumberId)$/
/** An answer's or button's own id within its message. */
const WITHIN_MESSAGE = /(^|\.)(button_reply|list_reply|buttons\.\[\]|rows\.\[\])\.id$/

/** What asks Meta, who is away in tests: then that is the answer. */
export const ASKS_META = /\/channels\/:id\/(register|deregister|subscribe|business-profile)$/

/** What works on linked phones alone. */
const OF_LINKED = /\/channels\/:id\/(qr|start|stop|logout|pairing-code)$/

/** Throws for a parameter that nobody has told the tests about. */
export function kindOfParam(route: Route, param: string): Kind {
  if (OF_LINKED.test(route.url)) return 'linked'
  if (BY_NAME[param]) return BY_NAME[param]
  const segments = route.url.split('/')
  const kind = BY_SEGMENT[segments[segments.indexOf(`:${param}`) - 1] ?? '']
  if (!kind) throw new Error(`${nameOf(route)}: say in bodies.ts what :${param} is`)
  return kind
}

/** Members of a query string or body that hold ids of ours, with their kinds. Throws for one that is not known. */
export function idsAmong(route: Route, members: readonly string[]): Array<{ path: string; kind: Kind }> {
  const name = nameOf(route)
  const free = NOT_OURS[name] ?? []
  return members
    .filter(path => /(^|\.)id$|Ids?(\.\[\])?$|(^|\.)ids$/.test(path))
    .filter(path => !free.includes(path) && !WITHIN_MESSAGE.test(path) && !OF_PROVIDER.test(path))
    .map(path => {
      if (path === 'ids' && ROWS_ALONE[name]) return { path: 'ids.[]', kind: ROWS_ALONE[name] }
      const kind = BY_PATH[path] ?? BY_NAME[path.split('.').findLast(part => part !== '[]')!]
      if (!kind) throw new Error(`${name}: say in bodies.ts what ${path} is`)
      // The simulator's routes take the channel that has a phone on the screen.
      return { path, kind: kind === 'channel' && route.url.includes('/simulator/') ? 'simulator' : kind }
    })
}

/** A copy of `body` with the member at `path` (`lines.[].itemId`) replaced; what is missing on the way is made. */
export function withMember(body: object, path: string, value: unknown): object {
  const copy = structuredClone(body) as Record<string, unknown>
  const parts = path.split('.').map(part => (part === '[]' ? '0' : part))
  let at: Record<string, unknown> = copy
  for (const [index, part] of parts.slice(0, -1).entries()) {
    at[part] ??= parts[index + 1] === '0' ? [] : {}
    at = at[part] as Record<string, unknown>
  }
  at[parts.at(-1)!] = value
  return copy
}
