/**
 * A place in the event log. Events are ordered by the transaction that wrote them, then by their position. A txid has 64 bits, so
 * it stays text until it is compared.
 */
export interface Cursor {
  txid: bigint
  position: number
}

const TEXT = /^(\d{1,20})-(-1|\d{1,16})$/

/** The cursor as clients keep it. */
export const writeCursor = ({ txid, position }: Cursor): string => `${txid}-${position}`

/** Null when the text is no cursor of ours. */
export function readCursor(text: string): Cursor | null {
  const [, txid, position] = TEXT.exec(text) ?? []
  if (txid === undefined || position === undefined) return null
  const cursor = { txid: BigInt(txid), position: Number(position) }
  return cursor.txid < 2n ** 64n ? cursor : null
}

/** Before every event of the transactions from `txid` on. */
export const startOf = (txid: bigint): Cursor => ({ txid, position: -1 })

export function isAfter(a: Cursor, b: Cursor): boolean {
  return a.txid > b.txid || (a.txid === b.txid && a.position > b.position)
}
