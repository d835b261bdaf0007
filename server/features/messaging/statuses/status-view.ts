import type { Tx } from '../../../platform/db/index.ts'
import { shown } from '../../../platform/http/index.ts'
import { type ContactCard, cardsOfPeople } from '../../contacts/index.ts'
import type { ReportedRow } from '../messages/status.sql.ts'
import type { StatusView } from './status.schema.ts'

/** Statuses as their readers see them. The members of a group are looked up together. */
export async function showStatuses(tx: Tx, rows: readonly ReportedRow[]): Promise<StatusView[]> {
  const members = rows.map(({ detail }) => ({ identities: detail?.member ?? [] }))
  const cards = await cardsOfPeople(tx, members)
  return rows.map((row, no) => viewStatus(row, cards[no]))
}

const viewStatus = (
  { status, participant, providerAt, error, detail }: ReportedRow,
  card: ContactCard | undefined,
): StatusView => ({
  status,
  participant: participant || null,
  contact: card ? { id: shown('contact', card.id), name: card.name } : null,
  recipient: detail?.recipient ?? null,
  conversation: detail?.conversation ?? null,
  pricing: detail?.pricing ?? null,
  payment: detail?.payment ?? null,
  at: providerAt?.toISOString() ?? null,
  error,
})
