import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** A folder of published samples; tests that need it are skipped where it is absent. */
export function contractFolder(provider: 'meta' | 'twilio' | 'waha') {
  const folder = resolve(process.env.CONTRACTS_DIR ?? '../shared/contracts', provider)
  const present = existsSync(folder)
  if (!present) console.log(`Skipped: no contract samples in ${folder} (set CONTRACTS_DIR)`)
  const text = (path: string) => readFileSync(join(folder, path), 'utf8')
  return {
    present,
    text,
    json: (path: string) => JSON.parse(text(path)),
    list: (path: string) => (present ? readdirSync(join(folder, path)) : []),
  }
}

/** The members of a JSON value, at every depth, with the kinds of what stands there. */
export function shape(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap(member => shape(member, `${path}[]`)))]
  if (typeof value !== 'object' || value === null) return [`${path}:${value === null ? 'null' : typeof value}`]
  return Object.entries(value)
    .flatMap(([key, member]) => shape(member, `${path}.${key}`))
    .toSorted()
}

/** The same without the kinds of values. */
export const members = (value: unknown): string[] => [
  ...new Set(shape(value).map(path => path.slice(0, path.lastIndexOf(':')))),
]
