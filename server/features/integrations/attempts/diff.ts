/** One difference between two values. */
export interface Difference {
  path: string
  kind: 'added' | 'removed' | 'changed'
  a?: unknown
  b?: unknown
}

const MOST = 500

/** What differs between two values of JSON, by path, in the order of the first one's members. */
export function differences(a: unknown, b: unknown, path = ''): Difference[] {
  const found: Difference[] = []
  compare(a, b, path, found)
  return found
}

function compare(a: unknown, b: unknown, path: string, found: Difference[]): void {
  if (found.length >= MOST || Object.is(a, b)) return
  if (a === undefined) return void found.push({ path, kind: 'added', b })
  if (b === undefined) return void found.push({ path, kind: 'removed', a })
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let at = 0; at < Math.max(a.length, b.length); at++) compare(a[at], b[at], `${path}[${at}]`, found)
    return
  }
  if (!isObject(a) || !isObject(b)) return void found.push({ path, kind: 'changed', a, b })
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
    compare(own(a, key), own(b, key), path === '' ? key : `${path}.${key}`, found)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const own = (value: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(value, key) ? value[key] : undefined
