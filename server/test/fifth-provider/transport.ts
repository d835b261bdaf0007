import { z } from 'zod'
import type { Transport } from '../../features/channels/contract/transport.ts'
import { channelLookupOf } from '../../features/channels/deliveries/channel-lookup.ts'
import { noteFirstWebhook } from '../../features/channels/deliveries/first-webhook.ts'
import { keepBytes } from '../../features/channels/deliveries/raw-body.ts'
import { rawEventStoreOf } from '../../features/channels/deliveries/store.ts'
import { CHANNEL_ERRORS } from '../../features/channels/errors.ts'
import { objectOf, parseJson, textOf } from '../../features/channels/reading/json.ts'
import { call } from '../../features/channels/transports/call.ts'
import type { Context, HttpApp } from '../../platform/context.ts'
import { hmacSha256, sameBytes } from '../../platform/crypto/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { newId, readId } from '../../platform/ids/index.ts'

/**
 * The smallest provider there can be, as `docs/guides/add-a-channel.md` explains it: texts in, texts out, signed webhooks.
 * Made for the test that registers it.
 */
export const pigeon: Transport = {
  provider: 'pigeon',
  capabilities: {
    textLength: 160,
    media: {},
    buttons: 0,
    listRows: 0,
    ctaUrl: false,
    locationRequest: false,
    products: false,
    flows: false,
    location: false,
    contacts: false,
    templates: false,
    reactions: false,
    quotes: false,
    readReceipts: false,
    typing: false,
    groups: false,
    window: false,
  },
  pace: { perSecond: 1, burst: 5 },
  meaning: code => ({
    class: code === 'no loft' ? 'fix_call' : 'permanent',
    meaning: code === 'no loft' ? 'number_unknown' : 'refused',
    text: 'The pigeon came back with the message.',
    nextStep: 'Look at the address.',
    documented: code === 'no loft',
  }),
  errorCodes: ['no loft'],
  credentials: z.strictObject({ loft: z.string().min(1), url: z.url(), key: z.string().min(8) }),
  credentialsText: '{loft, url, key}',
  webhook: { path: '/webhooks/pigeon', enteredBy: 'person' },
  routes: pigeonRoutes,
  route: ({ loft }) => ({ number: loft ?? null, account: null }),
  parse: (raw, channel) => {
    const note = objectOf(parseJson(raw.body))
    const [id, from, body] = [textOf(note?.id), textOf(note?.from), textOf(note?.text)]
    if (!id || !from || body === undefined) {
      return { messages: [], statuses: [], notices: [{ field: 'unknown', value: note ?? null }] }
    }
    const identity = { kind: 'bsuid' as const, scope: channel.externalId ?? '', value: from }
    return {
      messages: [
        {
          providerMessageId: id,
          direction: 'inbound',
          type: 'text',
          content: { text: { body } },
          identities: [identity],
          address: { kind: 'bsuid', value: from },
          at: raw.receivedAt,
        },
      ],
      statuses: [],
      notices: [],
    }
  },
  send: async (_context, _channel, { url, key = '' }, { to, content, callbackData }, signal) => {
    const answer = await call({
      url: `${url}/fly`,
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ to: to.value, text: content.text?.body, ref: callbackData }),
      signal,
      timeoutMs: 10_000,
      secrets: [key],
    })
    if (answer.kind === 'unwritten') {
      const error = { code: 'unreachable', title: 'The loft cannot be reached', details: answer.reason }
      return { kind: 'refused', retry: 'later', unwritten: true, class: 'retry', error }
    }
    const id = answer.kind === 'answer' && answer.status === 200 ? textOf(objectOf(answer.json)?.id) : undefined
    if (id === undefined) return { kind: 'unknown', proof: 'no answer with an id' }
    return { kind: 'accepted', providerMessageId: id }
  },
  check: async () => ({ ok: true }),
}

/** `POST /webhooks/pigeon/:channelId`, answered once the note is stored. */
async function pigeonRoutes(app: HttpApp, context: Context): Promise<void> {
  await app.register(async scope => {
    keepBytes(scope as unknown as HttpApp)
    scope.post<{ Params: { channelId: string } }>(
      '/webhooks/pigeon/:channelId',
      { config: { access: 'public' }, schema: { tags: ['Webhooks'], summary: 'Signed notes of pigeons' } },
      async (request, reply) => {
        const body = request.body instanceof Buffer ? request.body : Buffer.alloc(0)
        const id = readId('channel', request.params.channelId)
        const channel = id ? await channelLookupOf(context).signed('pigeon', { channelId: id }) : undefined
        const right = channel && hmacSha256(channel.credentials.key ?? '', body)
        const given = Buffer.from(String(request.headers['x-seal']), 'hex')
        if (!right || !sameBytes(right, given)) throw new AppError(CHANNEL_ERRORS.WEBHOOK_SIGNATURE)
        const { tenantId, channelId } = channel
        await rawEventStoreOf(context).add([
          { id: newId(), tenantId, channelId, provider: 'pigeon', quarantine: null, headers: '{}', body },
        ])
        await noteFirstWebhook(context, [channel])
        return reply.code(204).send()
      },
    )
  })
}
