import type { Db } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { AuditFilter, AuditRow } from './audit.schema.ts'
import { listAudit } from './audit.ts'
import { csvLine } from './csv.ts'

const HEAD = [
  'at',
  'type',
  'actor',
  'actor_id',
  'actor_kind',
  'about',
  'about_id',
  'address',
  'device',
  'before',
  'after',
]
const PAGE = 500
const MOST_ROWS = 50_000
/** With it, spreadsheets read the file as UTF-8. */
const BYTE_ORDER_MARK = '\ufeff'

/** The audit trail as a file, newest first, read page by page as it is sent. */
export async function* auditCsv(db: Db, tenantId: Uuid, filter: AuditFilter): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(HEAD)
  let beyond: Uuid | null = null
  for (let rows = 0; rows < MOST_ROWS; rows += PAGE) {
    const page = { beyond, limit: PAGE }
    const found: Awaited<ReturnType<typeof listAudit>> = await db.tenant(tenantId, tx => listAudit(tx, filter, page))
    yield found.rows.map(row => csvLine(cellsOf(row))).join('')
    if (!found.next) return
    beyond = found.next
  }
}

const cellsOf = ({ at, type, actor, aggregate, address, device, before, after }: AuditRow): string[] => [
  at,
  type,
  actor.name ?? '',
  actor.id ?? '',
  actor.kind,
  aggregate.type,
  aggregate.id,
  address ?? '',
  device ?? '',
  before ? JSON.stringify(before) : '',
  after ? JSON.stringify(after) : '',
]
