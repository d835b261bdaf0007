/** No provider's real delivery comes near this depth. */
export const MAX_DEPTH = 64

const QUOTE = 34
const BACKSLASH = 92
const OPEN = [91, 123]
const CLOSE = [93, 125]

/** Whether JSON text nests deeper than `limit`, in one pass over its bytes and without building anything. */
export function nestsDeeperThan(body: Buffer, limit: number): boolean {
  let depth = 0
  let quoted = false
  for (let at = 0; at < body.length; at++) {
    const byte = body[at]
    if (quoted) {
      if (byte === BACKSLASH) at++
      else if (byte === QUOTE) quoted = false
    } else if (byte === QUOTE) quoted = true
    else if (byte === OPEN[0] || byte === OPEN[1]) {
      if (++depth > limit) return true
    } else if (byte === CLOSE[0] || byte === CLOSE[1]) depth--
  }
  return false
}

/** An integer outside quotes that a double cannot hold: between versions of a provider ids change their JSON type. */
export const LONG_NUMBER = /[:[,]\s*-?\d{16}/
/** Escapes that PostgreSQL's jsonb refuses (NUL, halves of surrogate pairs), and the key that would reach a prototype. */
const UNSAFE = /\\u(?:0000|d[89a-f])|__proto__/i

/**
 * Parses a provider's JSON so that nothing in it can do harm later: integers too long for a number stay digits in a
 * string, texts hold no NUL and no half characters, and nesting ends at MAX_DEPTH. Throws SyntaxError.
 */
export function parseJson(body: Buffer): unknown {
  const text = body.toString('utf8')
  const value: unknown = LONG_NUMBER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text)
  return UNSAFE.test(text) || nestsDeeperThan(body, MAX_DEPTH) ? cleaned(value, 0) : value
}

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value) || !context?.source) return value
  return /^-?\d+$/.test(context.source) ? context.source : value
}

function cleaned(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.replaceAll('\u0000', '\ufffd').toWellFormed()
  if (typeof value !== 'object' || value === null) return value
  if (depth >= MAX_DEPTH) return null
  if (Array.isArray(value)) return value.map(item => cleaned(item, depth + 1))
  const entries = Object.entries(value).filter(([key]) => key !== '__proto__')
  return Object.fromEntries(entries.map(([key, item]) => [String(cleaned(key, 0)), cleaned(item, depth + 1)]))
}

/** A JSON object, or undefined for anything else. */
export function objectOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}

/** A JSON array, or an empty one for anything else. */
export const arrayOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** A non-empty text; numbers become digits, because ids are sent as both. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return undefined
}

/** The longest id that is accepted: every id is in an index, and no provider's comes near this. */
const MAX_ID = 512

/**
 * An id: a text that is not too long. Invisible characters (direction, byte order, joining) come along when ids are
 * copied from a screen; they are removed.
 */
export function idOf(value: unknown): string | undefined {
  const text = textOf(value)
  if (text === undefined || text.length > MAX_ID) return undefined
  return withoutMarks(text).trim() || undefined
}

export const withoutMarks = (text: string): string => text.replace(/\p{Cf}/gu, '')

/** A finite number, also from digits in a string. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** The object without undefined keys, so that they are not stored. */
export function present<T extends object>(value: T): T {
  for (const key of Object.keys(value) as Array<keyof T>) if (value[key] === undefined) delete value[key]
  return value
}
