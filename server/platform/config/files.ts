import { readFileSync } from 'node:fs'
import { ENVIRONMENT } from './environment.ts'
import { ConfigError } from './error.ts'

const BEHIND = '_FILE'

/**
 * Any setting may stand in a file, as Docker, Kubernetes and secret managers hand over secrets: `NAME_FILE` names it. The
 * environment with what the files say. Throws ConfigError when a file cannot be read, or when a setting is given both ways.
 */
export function withFiles(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const read = { ...env }
  for (const [name, path] of Object.entries(env)) {
    const setting = name.endsWith(BEHIND) ? name.slice(0, -BEHIND.length) : ''
    // VAULT_TOKEN_FILE is a setting of its own: it is read again and again.
    if (!path || !(setting in ENVIRONMENT.shape) || name in ENVIRONMENT.shape) continue
    if (env[setting]) throw new ConfigError(`${setting} and ${name} are two ways for one setting: set one`)
    read[setting] = contentOf(name, path)
  }
  return read
}

/** Without the end of the last line, which editors add. */
export function contentOf(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '')
  } catch (error) {
    throw new ConfigError(`${name} names ${path}, which cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}
