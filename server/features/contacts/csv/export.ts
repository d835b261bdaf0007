import { Readable } from 'node:stream'
import type { Db } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { type Contact, listContacts } from '../contact.ts'
import { phoneOf } from '../identity.ts'
import { csvLine } from './cells.ts'

export interface ExportOptions {
  q?: string
  /** Own fields that get a column; absent: those that the newest contacts have. */
  fields?: readonly string[]
  /** Excel reads UTF-8 only with a mark at the beginning. */
  bom: boolean
}

const PAGE = 500
const MOST_FIELDS = 100
const BOM = '\ufeff'
const COLUMNS = ['name', 'phone', 'language', 'opted out at', 'no marketing since', 'created at']

/**
 * All contacts as CSV, newest first, a page at a time: each page is a short transaction, and the next one is read when the
 * caller has taken the one before.
 */
export function exportContacts(db: Db, tenantId: Uuid, options: ExportOptions): Readable {
  return Readable.from(linesOf(db, tenantId, options), { objectMode: false })
}

async function* linesOf(db: Db, tenantId: Uuid, { q, fields, bom }: ExportOptions): AsyncGenerator<string> {
  let beyond: Uuid | null = null
  let own = fields
  for (;;) {
    const at: Uuid | null = beyond
    const page: Awaited<ReturnType<typeof listContacts>> = await db.tenant(tenantId, tx =>
      listContacts(tx, { ...(q && { q }), beyond: at, limit: PAGE }),
    )
    if (own === undefined || beyond === null) {
      own ??= fieldsOf(page.contacts)
      yield (bom ? BOM : '') + csvLine([...COLUMNS, ...own])
    }
    const names: readonly string[] = own
    if (page.contacts.length > 0) yield page.contacts.map(contact => csvLine(cellsOf(contact, names))).join('')
    if (!page.more) return
    beyond = page.contacts.at(-1)!.id
  }
}

const fieldsOf = (contacts: readonly Contact[]): string[] =>
  [...new Set(contacts.flatMap(contact => Object.keys(contact.fields)))].sort().slice(0, MOST_FIELDS)

function cellsOf(contact: Contact, own: readonly string[]): string[] {
  const { name, identities, locale, optedOutAt, marketingOptedOutAt, createdAt, fields } = contact
  const moments = [optedOutAt, marketingOptedOutAt, createdAt].map(moment => moment?.toISOString() ?? '')
  return [name ?? '', phoneOf(identities) ?? '', locale ?? '', ...moments, ...own.map(field => textOf(fields[field]))]
}

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : `${value}`)
