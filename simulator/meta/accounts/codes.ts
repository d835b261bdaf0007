import { randomBytes } from 'node:crypto'

/** What a code of an embedded signup stands for. */
export interface CodeConfig {
  /** The token it is exchanged for. Default: a new one. */
  token?: string
  /** How long it lives. Default: 30 s, as Meta's do. */
  ttlMs?: number
}

/** Codes that a signup handed out; each is good once. */
export interface CodeBook {
  issue(config: CodeConfig): { code: string; expiresAt: string }
  /** The token of a code; null when it is unknown, used or too old. */
  exchange(code: string): string | null
}

const TTL_MS = 30_000

export function createCodeBook(): CodeBook {
  const codes = new Map<string, { token: string; untilMs: number }>()
  return {
    issue: ({ token = `EAA${randomBytes(24).toString('base64url')}`, ttlMs = TTL_MS }) => {
      const code = `AQ${randomBytes(30).toString('base64url')}`
      const untilMs = Date.now() + ttlMs
      codes.set(code, { token, untilMs })
      return { code, expiresAt: new Date(untilMs).toISOString() }
    },
    exchange: code => {
      const found = codes.get(code)
      codes.delete(code)
      return found && found.untilMs > Date.now() ? found.token : null
    },
  }
}
