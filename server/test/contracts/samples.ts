import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import type { Loose } from '../buildApp.ts'

/** Payloads of Meta that others have published or recorded; they are read where they lie. */
export const SAMPLES = resolve(process.env.CONTRACTS_DIR ?? '../shared/contracts', 'meta')
export const samplesPresent: boolean = existsSync(SAMPLES)

/** One webhook as it came, and what it says. */
export interface Sample {
  name: string
  bytes: Buffer
  changes: Change[]
}

/** One change with the account it stands under. */
export interface Change {
  account: string
  number: string | undefined
  field: string | undefined
  value: Loose
}

/** Every JSON file that is a webhook: an object with `object` and a list `entry`. */
export function readSamples(): Sample[] {
  if (!samplesPresent) return []
  return filesBelow(SAMPLES).flatMap(path => {
    const bytes = readFileSync(path)
    const changes = changesOf(bytes)
    return changes ? [{ name: relative(SAMPLES, path), bytes, changes }] : []
  })
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.json'))
    .map(entry => join(entry.parentPath, entry.name))
    .toSorted()

function changesOf(bytes: Buffer): Change[] | undefined {
  const delivery = JSON.parse(bytes.toString('utf8'))
  if (typeof delivery?.object !== 'string' || !Array.isArray(delivery.entry)) return undefined
  return delivery.entry.flatMap((entry: Loose) =>
    listOf(entry.changes).map(change => ({
      account: String(entry.id),
      number: change.value?.metadata?.phone_number_id && String(change.value.metadata.phone_number_id),
      field: change.field && String(change.field),
      value: change.value as Loose,
    })),
  )
}

/** A list, or an empty one when there is none. */
export const listOf = (value: Loose | undefined): Loose[] => (Array.isArray(value) ? value : [])
