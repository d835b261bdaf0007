import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import type { Platform } from '../meta/platform.ts'
import type { Outcome } from '../webhooks.ts'
import type { Hook, Session } from './session.ts'

/** Nobody who tries something out waits longer than this for a retry. */
const LONGEST_PAUSE_MS = 10_000
const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz'

/** Posts an event to every webhook of the session that wants it. One that only wants `message` is not told of its own sends. */
export function postEvent(platform: Platform, session: Session, event: string, payload: unknown): Promise<Outcome>[] {
  const envelope = envelopeOf(session, event, payload)
  const body = Buffer.from(JSON.stringify(envelope))
  const wanting = (session.config.webhooks ?? []).filter(
    ({ events = ['message'] }) => events.includes('*') || events.includes(event),
  )
  return wanting.map(hook =>
    platform.poster.post({
      url: hook.url,
      headers: { ...headersOf(hook), ...signatureOf(hook, body) },
      sign: bytes => signatureOf(hook, bytes),
      body,
      type: event,
      provider: 'waha',
      phoneNumberId: session.name,
      payload: envelope,
      retryDelaysMs: pausesOf(hook.retries),
    }),
  )
}

/** The real deliveries of GOWS have no member `engine`. */
function envelopeOf(session: Session, event: string, payload: unknown): Record<string, unknown> {
  const { name, engine, config, me } = session
  const browser = engine === 'WEBJS' ? '/usr/bin/google-chrome-stable' : null
  return {
    id: `evt_${ulid()}`,
    timestamp: Date.now(),
    event,
    session: name,
    metadata: config.metadata ?? {},
    me: me ?? undefined,
    payload,
    ...(engine !== 'GOWS' && { engine }),
    environment: { version: '2026.7.1', engine, tier: 'PLUS', browser },
  }
}

function headersOf({ customHeaders }: Hook): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'WAHA/2026.7.1',
    'x-webhook-request-id': randomUUID(),
    'x-webhook-timestamp': String(Date.now()),
    ...Object.fromEntries((customHeaders ?? []).map(({ name, value }) => [name.toLowerCase(), value])),
  }
}

/** Hexadecimal HMAC-SHA512 over the bytes, when the webhook has a key. */
export function signatureOf({ hmac }: Pick<Hook, 'hmac'>, body: Buffer): Record<string, string> {
  if (!hmac?.key) return {}
  const digest = createHmac('sha512', hmac.key).update(body).digest('hex')
  return { 'x-webhook-hmac': digest, 'x-webhook-hmac-algorithm': 'sha512' }
}

/** In memory only, as WAHA's are: 15 tries with 2 seconds between them unless the webhook says otherwise. */
function pausesOf(retries: Hook['retries']): number[] {
  const { delaySeconds = 2, attempts = 15, policy = 'constant' } = retries ?? {}
  return Array.from({ length: attempts }, (_, no) => {
    const factor = policy === 'exponential' ? 2 ** no : policy === 'linear' ? no + 1 : 1
    return Math.min(delaySeconds * 1000 * factor, LONGEST_PAUSE_MS)
  })
}

/** 26 lower-case characters that sort by time. */
function ulid(): string {
  let time = Date.now()
  const head = Array.from({ length: 10 }, () => {
    const letter = CROCKFORD[time % 32]!
    time = Math.floor(time / 32)
    return letter
  })
  return head.toReversed().join('') + [...randomBytes(16)].map(byte => CROCKFORD[byte % 32]).join('')
}
