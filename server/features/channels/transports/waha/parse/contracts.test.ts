import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ParsedDelivery } from '../../../contract/message.ts'
import { parseEvent } from './parse.ts'

/** Published events, kept beside the repository: see docs. */
const FOLDER = resolve(
  process.env.CONTRACTS_DIR ?? join(import.meta.dirname, '../../../../../../../shared/contracts'),
  'waha/docs-samples',
)

interface Sample {
  event?: string
  payload?: { id?: string; fromMe?: boolean; ack?: number }
}

const read = (file: string) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Sample
const samples = existsSync(FOLDER)
  ? readdirSync(FOLDER)
      .filter(file => file.endsWith('.json'))
      .filter(file => typeof read(file).event === 'string')
  : []
if (samples.length === 0) console.log(`skipped: no samples of WAHA in ${FOLDER} (set CONTRACTS_DIR)`)

const parse = (file: string): ParsedDelivery =>
  parseEvent(
    { body: readFileSync(join(FOLDER, file)), headers: {}, receivedAt: new Date('2026-01-01') },
    { id: 'c', externalId: null, externalAccountId: null },
  )
/** What each sample becomes, by its event and by whether it has content. */
const EXPECTED: Record<string, (payload: NonNullable<Sample['payload']>) => keyof ParsedDelivery> = {
  message: ({ id }) => (id ? 'messages' : 'notices'),
  'message.any': ({ id }) => (id ? 'messages' : 'notices'),
  'message.reaction': () => 'messages',
  'message.ack': () => 'statuses',
  'call.received': () => 'messages',
  'session.status': () => 'states',
}

describe.skipIf(samples.length === 0)('every published event', () => {
  it.each(samples)('%s comes out as what it is, whole', file => {
    const { event, payload } = read(file)
    const parsed = parse(file)
    const kind = (EXPECTED[event!] ?? (() => 'notices' as const))(payload ?? {})
    expect(parsed[kind]).toHaveLength(1)
    if (kind === 'messages') {
      const [message] = parsed.messages
      expect(payload!.id).toContain(message!.providerMessageId.replace(/^reaction\.(\w+)\..*$/, '$1'))
      expect(message!.identities.length).toBeGreaterThan(0)
      expect(message!.content.raw).toBeUndefined()
      expect(message!.direction).toBe((payload!.fromMe ?? payload!.id!.startsWith('true_')) ? 'outbound' : 'inbound')
    }
    if (kind === 'statuses') expect(parsed.statuses[0]).toMatchObject({ status: 'read' })
    if (kind === 'states') expect(parsed.states![0]).toMatchObject({ status: 'connected', phoneNumber: '+7911111' })
    if (kind === 'notices') expect(parsed.notices[0]!.field).toBe(event)
  })
})
