import type { Tx } from '../../../platform/db/index.ts'
import { showEvent } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { memberNames } from '../../identity/index.ts'
import type { AuditFilter, AuditRow } from './audit.schema.ts'
import { type AuditedEvent, selectAudit } from './audit.sql.ts'
import { typesOf } from './types.ts'

/** One page of the audit trail, newest first, and the id to go on from; null at its end. */
export async function listAudit(
  tx: Tx,
  filter: AuditFilter,
  page: { beyond: Uuid | null; limit: number },
): Promise<{ rows: AuditRow[]; next: Uuid | null }> {
  const { type, ...rest } = filter
  const selection = { ...rest, beyond: page.beyond, ...(type && { types: typesOf(type) }) }
  const found = await tx.rows(selectAudit(selection, page.limit + 1))
  const events = found.slice(0, page.limit)
  const people = events.flatMap(({ actor }) => (actor.kind === 'user' && actor.id ? [actor.id] : []))
  const names = await memberNames(tx, people)
  return {
    rows: events.map(event => auditRow(event, names)),
    next: found.length > page.limit ? events.at(-1)!.id : null,
  }
}

function auditRow(event: AuditedEvent, names: ReadonlyMap<Uuid, string>): AuditRow {
  const { id, type, at, aggregate, actor, data } = showEvent(event)
  const { before, changed, ...told } = data as Record<string, unknown>
  return {
    id,
    type,
    at,
    aggregate,
    actor: { ...actor, name: (event.actor.id && names.get(event.actor.id)) || null },
    address: event.address ?? textOf(told.address),
    device: event.device ?? textOf(told.device),
    before: objectOf(before),
    after: objectOf(changed),
    data,
  }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const objectOf = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
