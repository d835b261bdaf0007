import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseDelivery } from './parse.ts'

/** Published and recorded webhooks, kept beside the repository: see docs. */
const FOLDER = resolve(
  process.env.CONTRACTS_DIR ?? join(import.meta.dirname, '../../../../../../../shared/contracts'),
  'meta',
)
const PLACES = ['facebook-openapi/webhooks', 'pywa/updates', 'whatsapp-business-java-api/deserialization', 'botpress']

const files = PLACES.flatMap(place => {
  const folder = join(FOLDER, place)
  return existsSync(folder)
    ? readdirSync(folder)
        .filter(name => name.endsWith('.json'))
        .map(name => join(folder, name))
    : []
})
if (files.length === 0) console.log(`skipped: no webhook samples in ${FOLDER} (set CONTRACTS_DIR)`)

type Json = Record<string, unknown>
interface Change {
  field?: string
  value: Json
}

describe.skipIf(files.length === 0)('every published webhook', () => {
  it.each(files.map(file => [file.slice(FOLDER.length + 1), file]))('%s comes out as what it is', (_name, file) => {
    const body = readFileSync(file)
    const delivery = JSON.parse(body.toString()) as { entry: Array<{ changes: Change[] }> }
    const changes = delivery.entry.flatMap(entry => entry.changes)
    const parsed = parseDelivery(
      { body, headers: {}, receivedAt: new Date() },
      { id: 'c', externalId: null, externalAccountId: null },
    )
    const sent = changes.flatMap(({ value }) => [...list(value.messages), ...list(value.message_echoes)])
    const told = changes.flatMap(({ value }) => list(value.statuses))
    const others = changes.filter(({ value }) => !value.messages && !value.message_echoes && !value.statuses)

    expect(parsed.messages.map(message => [message.providerMessageId, message.type])).toEqual(
      sent.map(message => [message.id, message.type]),
    )
    expect(parsed.statuses.map(status => [status.providerMessageId, status.status])).toEqual(
      told.map(status => [status.id, status.status]),
    )
    expect(parsed.notices.map(({ field, value }) => ({ field, value }))).toEqual(others)
    expect(parsed.notices.filter(notice => notice.problem)).toEqual([])
    for (const message of parsed.messages) {
      expect(message.identities.length).toBeGreaterThan(0)
      // A message with a body has the key of its type; only what Meta itself does not support has none.
      const known = Object.keys(message.content).filter(
        key => !['errors', 'forwarded', 'referral', 'product'].includes(key),
      )
      expect(known.length > 0 || message.type === 'unsupported').toBe(true)
      expect(message.content.raw).toBeUndefined()
    }
  })
})

const list = (value: unknown): Json[] => (Array.isArray(value) ? value : [])
