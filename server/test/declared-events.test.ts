import { expect, it } from 'vitest'
import { newId } from '../platform/ids/index.ts'
import { PENDING_EVENTS } from '../platform/pending/events.ts'
import { withDb } from './withDb.ts'

const { type, aggregate } = PENDING_EVENTS['dead_letter.added']

it.each([
  ['a value of another kind', { kind: 'event', code: 7 }, 'data.code'],
  ['a member that is missing', { code: 'CONFLICT' }, 'data.kind'],
  ['a member that nobody declared', { kind: 'event', code: 'CONFLICT', lane: newId() }, 'not declared: data.lane'],
])('a test file fails whose events have %s', async (_, data, problem) => {
  const database = await withDb()
  await database.query(
    `insert into event (tenant_id, id, type, aggregate_kind, aggregate_id, actor_kind, data)
     values ($1, $2, $3, $4, $2, 'system', $5)`,
    [newId(), newId(), type, aggregate, data],
  )
  await expect(database.close()).rejects.toThrow(`${type}: ${problem}`)
})
