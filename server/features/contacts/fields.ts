import { AppError } from '../../platform/errors/index.ts'
import { CONTACT_ERRORS } from './errors.ts'

type Fields = Record<string, unknown>

/** What one contact keeps in all, as bytes of its JSON: a list holds two hundred contacts. */
const MOST_BYTES = 65_536
const MOST_FIELDS = 200

const sizeOf = (fields: Fields) => ({
  fields: Object.keys(fields).length,
  bytes: Buffer.byteLength(JSON.stringify(fields)),
})

function fits(fields: Fields): boolean {
  const size = sizeOf(fields)
  return size.fields <= MOST_FIELDS && size.bytes <= MOST_BYTES
}

/** Throws CONTACT_FIELDS_TOO_LARGE. */
export function mustFit(fields: Fields): void {
  if (fits(fields)) return
  const details = { ...sizeOf(fields), fieldsLimit: MOST_FIELDS, bytesLimit: MOST_BYTES }
  throw new AppError(CONTACT_ERRORS.CONTACT_FIELDS_TOO_LARGE, { details })
}

/** The fields of two contacts that become one. What has no room stays with the merge, which can be undone. */
export function joinFields(kept: Fields, merged: Fields): Fields {
  const joined = { ...merged, ...kept }
  if (fits(joined)) return joined
  let room = MOST_BYTES - sizeOf(kept).bytes
  let count = MOST_FIELDS - sizeOf(kept).fields
  const taken = Object.entries(merged).filter(([name, value]) => {
    const bytes = Buffer.byteLength(JSON.stringify({ [name]: value }))
    if (name in kept || count < 1 || bytes > room) return false
    count -= 1
    room -= bytes
    return true
  })
  return { ...Object.fromEntries(taken), ...kept }
}
