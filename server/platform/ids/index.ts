import { v7, validate } from 'uuid'

/** A UUIDv7 in its canonical text form; ids made later sort later. */
export type Uuid = string

/** Prefixes under which ids are shown. Inside the program and the database an id is always a bare UUID. */
export const ID_PREFIXES = {
  tenant: 'ten',
  user: 'usr',
  channel: 'chn',
  contact: 'con',
  conversation: 'conv',
  message: 'msg',
  event: 'evt',
  order: 'ord',
  category: 'cat',
  item: 'itm',
  branch: 'brn',
  rawEvent: 'raw',
  deadLetter: 'dlq',
} as const

export type IdKind = keyof typeof ID_PREFIXES

/** A new id; made by the program so that a row is known before it is written. */
export const newId = (): Uuid => v7()

/** `conversation`, `0198…` → `conv_0198…` (hyphens dropped, so that a double click selects it whole). */
export function showId(kind: IdKind, id: Uuid): string {
  return `${ID_PREFIXES[kind]}_${id.replaceAll('-', '')}`
}

/** The UUID behind a shown id, or null when the text is not an id of this kind. A bare UUID is accepted too. */
export function readId(kind: IdKind, shown: string): Uuid | null {
  const prefix = `${ID_PREFIXES[kind]}_`
  const hex = (shown.startsWith(prefix) ? shown.slice(prefix.length) : shown).replaceAll('-', '').toLowerCase()
  if (!/^[0-9a-f]{32}$/.test(hex)) return null
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  return validate(id) ? id : null
}
