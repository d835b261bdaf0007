import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMemoryCache } from '../../../../../platform/cache/index.ts'
import type { Context } from '../../../../../platform/context.ts'
import { type Asked, startWaha, type WahaStand } from '../../../../../test/waha.ts'
import { CALLS, text } from '../parse/fixtures/calls.ts'
import { waha } from '../transport.ts'

const SPEC = resolve(
  process.env.CONTRACTS_DIR ?? join(import.meta.dirname, '../../../../../../../shared/contracts'),
  'waha/openapi/waha_2026.7.1_openapi.json',
)

let stand: WahaStand

beforeAll(async () => {
  stand = await startWaha()
  stand.sessions.set('one', { name: 'one', status: 'WORKING', config: {}, me: null })
})
afterAll(() => stand.close())

const channel = {
  id: '0198a6f0-7b8c-7d1e-9f0a-1b2c3d4e5f60',
  tenantId: 't',
  externalId: 's/one',
  externalAccountId: null,
}
const credentials = (session = 'one') => ({ baseUrl: stand.url, apiKey: stand.apiKey, session, hmacKey: 'k' })
const context = {
  config: { production: false, wahaServers: [], privateHosts: [], publicUrl: 'https://tawsil.example' },
  cache: createMemoryCache(),
  clock: { now: () => new Date() },
} as unknown as Context
const signal = new AbortController().signal

describe.skipIf(!existsSync(SPEC))('every request', () => {
  const BY_PATH: Record<string, string> = {
    '/api/sendText': 'MessageTextRequest',
    '/api/sendImage': 'MessageImageRequest',
    '/api/sendFile': 'MessageFileRequest',
    '/api/sendVoice': 'MessageVoiceRequest',
    '/api/sendVideo': 'MessageVideoRequest',
    '/api/sendLocation': 'MessageLocationRequest',
    '/api/sendContactVcard': 'MessageContactVcardRequest',
    '/api/reaction': 'MessageReactionRequest',
    '/api/sendSeen': 'SendSeenRequest',
    '/api/startTyping': 'ChatRequest',
    '/api/sessions': 'SessionCreateRequest',
    '/api/sessions/one': 'SessionUpdateRequest',
    '/api/one/auth/request-code': 'RequestCodeRequest',
  }
  /** The program that generated the file writes `object` for texts that have a default, and for the names of events. */
  const mended = (key: string, value: { type?: string; default?: unknown; properties?: unknown; $ref?: unknown }) =>
    value?.type === 'object' && (typeof value.default === 'string' || (key === 'items' && !value.properties))
      ? { ...value, type: 'string' }
      : value

  it('is one that WAHA’s own description allows, with members that it names', async () => {
    const spec = JSON.parse(readFileSync(SPEC, 'utf8'), mended) as { components: { schemas: Record<string, Schema> } }
    const ajv = new Ajv({ strict: false, validateFormats: false })
    ajv.addSchema(spec, 'waha')
    for (const [, message] of CALLS) await waha.send(context, channel, credentials(), { ...text, ...message }, signal)
    await waha.linking!.start(context, channel, credentials('brand-new'))
    await waha.linking!.start(context, channel, credentials())
    await waha.markRead!(
      context,
      channel,
      credentials(),
      'A',
      { to: text.to, typing: true },
      new AbortController().signal,
    )
    stand.sessions.get('one')!.status = 'SCAN_QR_CODE'
    await waha.linking!.pairingCode(context, channel, credentials(), '+212 600-000001')
    const written = stand.asked.filter(({ body }) => Object.keys(body).length > 0)
    expect(new Set(written.map(({ path }) => path))).toEqual(new Set(Object.keys(BY_PATH)))
    for (const asked of written) expect(wrongIn(ajv, spec.components.schemas, asked), asked.path).toEqual([])
  })

  type Schema = { properties: Record<string, unknown> }

  function wrongIn(ajv: Ajv, schemas: Record<string, Schema>, { path, body }: Asked): unknown[] {
    const name = BY_PATH[path]!
    const validate = ajv.getSchema(`waha#/components/schemas/${name}`) as ValidateFunction
    const unknown = Object.keys(body).filter(key => !(key in schemas[name]!.properties))
    return validate(body) ? unknown : [...unknown, ...validate.errors!]
  }
})
