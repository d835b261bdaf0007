/**
 * A random UUID. `crypto.randomUUID` exists only on secure origins, and a phone in the same network opens the app over
 * plain http.
 */
export function randomId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** An id as the API shows it, whether it came with its prefix or as a bare UUID: `conv_0198…`. Null for what is no id. */
export function shownId(prefix: string, id: unknown): string | null {
  if (typeof id !== 'string') return null
  const hex = id
    .slice(id.lastIndexOf('_') + 1)
    .replaceAll('-', '')
    .toLowerCase()
  return /^[0-9a-f]{32}$/.test(hex) ? `${prefix}_${hex}` : null
}
