import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { codeOf, StartError } from './errors.ts'

/** What it takes to reach the embedded server; kept in `<DATA_DIR>/postgres.json`, readable by its owner alone. */
export interface Credentials {
  port: number
  ownerPassword: string
  appPassword: string
}

export const OWNER = 'tawsil_owner'
export const APP = 'tawsil_app'
export const DATABASE = 'tawsil'

/** The kept credentials, or new ones (written at once) for a folder that has none. */
export async function loadCredentials(dataDir: string, clusterExists: boolean): Promise<Credentials> {
  const path = join(dataDir, 'postgres.json')
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Credentials
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') {
      throw new StartError('CREDENTIALS_UNREADABLE', `Cannot read ${path}: ${(error as Error).message}`)
    }
  }
  if (clusterExists) {
    throw new StartError(
      'CREDENTIALS_MISSING',
      `${path} is missing: put it back beside its database, or move both away.`,
    )
  }
  const fresh = { port: await freePort(), ownerPassword: secret(), appPassword: secret() }
  await saveCredentials(dataDir, fresh)
  return fresh
}

/** The address of the program's role in the embedded database of this folder; undefined when there is none. */
export async function embeddedUrl(dataDir: string): Promise<string | undefined> {
  try {
    return urlFor(JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8')) as Credentials, APP)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Writes a new file beside the old one and renames it: when the program is killed in between, the old file is still whole. */
export async function saveCredentials(dataDir: string, credentials: Credentials): Promise<void> {
  const path = join(dataDir, 'postgres.json')
  await writeFile(`${path}.new`, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 })
  await rename(`${path}.new`, path)
}

/** A connection string to one database of the embedded server. */
export function urlFor(credentials: Credentials, user: typeof OWNER | typeof APP, database = DATABASE): string {
  const password = user === OWNER ? credentials.ownerPassword : credentials.appPassword
  return `postgres://${user}:${password}@127.0.0.1:${credentials.port}/${database}`
}

/**
 * A free port below the range that systems hand out for outgoing connections, so that no such connection takes it
 * between two starts.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    if (await isFree(port)) return port
  }
  throw new StartError('NO_FREE_PORT', 'No free port found between 20000 and 32000 on 127.0.0.1.')
}

/** Whether a program can listen on this port of 127.0.0.1 now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

function secret(): string {
  return randomBytes(24).toString('base64url')
}
