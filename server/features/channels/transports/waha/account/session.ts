import type { Context } from '../../../../../platform/context.ts'
import { showId } from '../../../../../platform/ids/index.ts'
import type { ChannelState } from '../../../contract/message.ts'
import type { SendingChannel } from '../../../contract/transport.ts'
import { arrayOf, objectOf, textOf } from '../../../reading/json.ts'
import { type Api, type ApiAnswer, explain } from '../api.ts'
import { stateOf } from './session-state.ts'

type Json = Record<string, unknown>

const CALL_MS = 10_000
const LOOK_MS = 5_000

/**
 * The events that a session sends us. `message.any` has what customers write and what people write on the phone;
 * `message` would only repeat the first half.
 */
export const EVENTS = [
  'session.status',
  'message.any',
  'message.reaction',
  'message.edited',
  'message.revoked',
  'message.ack',
  'message.ack.group',
  'poll.vote',
  'event.response',
  'call.received',
  'call.accepted',
  'call.rejected',
  'group.v2.join',
  'group.v2.leave',
  'group.v2.update',
  'group.v2.participants',
]

/**
 * When WAHA restarts, it forgets what it could not deliver. So it tries for a while only, and the rest is read from its
 * history.
 */
const RETRIES = { policy: 'exponential', delaySeconds: 2, attempts: 15 }

/** Where a session sends its events, signed with the channel's own key. */
export function webhookOf({ config }: Context, channel: SendingChannel, hmacKey: string) {
  const url = `${config.publicUrl}/webhooks/waha/${showId('channel', channel.id)}`
  return { url, events: EVENTS, hmac: { key: hmacKey }, retries: RETRIES }
}

/**
 * The settings of a new session: history is kept, because it is read after a gap; stories and channels are left out,
 * because they are no conversations.
 */
export function newSession(context: Context, channel: SendingChannel, session: string, hmacKey: string): Json {
  return {
    name: session,
    start: true,
    config: {
      metadata: { channel: showId('channel', channel.id) },
      ignore: { status: true, channels: true, broadcast: true },
      noweb: { markOnline: false, store: { enabled: true, fullSync: false } },
      webhooks: [webhookOf(context, channel, hmacKey)],
    },
  }
}

const GONE: Omit<ChannelState, 'at'> = {
  status: 'disconnected',
  meaning: 'session_unknown',
  reason: 'WAHA does not have this session any more. Start the channel to make it anew, and link the phone again.',
}

/** The state of a session. */
export async function lookAtSession(context: Context, api: Api, signal?: AbortSignal): Promise<ChannelState> {
  return stateFrom(context, await api.call({ method: 'GET', path: api.sessionPath, timeoutMs: LOOK_MS, signal }))
}

/**
 * The state in an answer about a session; a refusal is a state too. Times are ours, because a server's clock may be
 * wrong.
 */
export function stateFrom({ clock }: Pick<Context, 'clock'>, answer: ApiAnswer): ChannelState {
  const at = clock.now()
  if (answer.kind === 'answer' && answer.status === 404) return { ...GONE, at }
  const session = answer.kind === 'answer' && answer.status < 300 ? objectOf(answer.json) : undefined
  const state = session && stateOf(textOf(session.status), objectOf(session.me), at)
  return state ?? { status: 'error', ...explain(answer), at }
}

/**
 * Creates the session if there is none, makes it send its events here if it does not, and starts it. An existing
 * session keeps its other settings. WAHA replaces a configuration as a whole and restarts the session, so it is changed
 * only when it must be.
 */
export async function startSession(
  context: Context,
  api: Api,
  channel: SendingChannel,
  hmacKey: string,
): Promise<ChannelState> {
  const found = await api.call({ method: 'GET', path: api.sessionPath, timeoutMs: LOOK_MS })
  if (found.kind === 'answer' && found.status === 404) {
    const body = newSession(context, channel, api.session, hmacKey)
    return stateFrom(context, await api.call({ method: 'POST', path: '/api/sessions', body, timeoutMs: CALL_MS }))
  }
  if (found.kind !== 'answer' || found.status >= 300) return stateFrom(context, found)
  const changed = await updateWebhook(context, api, channel, hmacKey, objectOf(objectOf(found.json)?.config) ?? {})
  if (changed && (changed.kind !== 'answer' || changed.status >= 300)) return stateFrom(context, changed)
  const started = await api.call({ method: 'POST', path: `${api.sessionPath}/start`, timeoutMs: CALL_MS })
  const state = stateFrom(context, started)
  // Starting answers without the number, and a session that was working goes on working.
  return state.status === 'connected' ? lookAtSession(context, api) : state
}

async function updateWebhook(context: Context, api: Api, channel: SendingChannel, hmacKey: string, config: Json) {
  const own = webhookOf(context, channel, hmacKey)
  const others = arrayOf(config.webhooks).filter(hook => textOf(objectOf(hook)?.url) !== own.url)
  if (arrayOf(config.webhooks).some(hook => isOurs(objectOf(hook), own))) return undefined
  const metadata = { ...objectOf(config.metadata), channel: showId('channel', channel.id) }
  const body = { config: { ...withoutNull(config), metadata, webhooks: [...others, own] } }
  return api.call({ method: 'PUT', path: api.sessionPath, body, timeoutMs: CALL_MS })
}

/** A key that WAHA does not show again cannot be compared, and counts as ours. */
function isOurs(hook: Json | undefined, own: ReturnType<typeof webhookOf>): boolean {
  const key = objectOf(hook?.hmac)?.key
  const events = new Set(arrayOf(hook?.events))
  const sameKey = typeof key === 'string' && (key === own.hmac.key || /^\*+$/.test(key))
  return hook?.url === own.url && sameKey && own.events.every(event => events.has(event))
}

const withoutNull = (config: Json): Json =>
  Object.fromEntries(Object.entries(config).filter(([, value]) => value !== null))

/** @returns the state of the session after that */
export async function changeSession(context: Context, api: Api, change: 'stop' | 'logout'): Promise<ChannelState> {
  const answer = await api.call({ method: 'POST', path: `${api.sessionPath}/${change}`, timeoutMs: CALL_MS })
  const state = stateFrom(context, answer)
  const done = answer.kind === 'answer' && answer.status < 300
  // Some versions answer with nothing at all.
  return done && state.status === 'error' && objectOf(answer.json)?.status === undefined
    ? lookAtSession(context, api)
    : state
}

/** Logs out and deletes the session; true when it is gone. */
export async function deleteSession(api: Api): Promise<boolean> {
  await api.call({ method: 'POST', path: `${api.sessionPath}/logout`, timeoutMs: CALL_MS })
  const answer = await api.call({ method: 'DELETE', path: api.sessionPath, timeoutMs: CALL_MS })
  return answer.kind === 'answer' && (answer.status < 300 || answer.status === 404)
}
