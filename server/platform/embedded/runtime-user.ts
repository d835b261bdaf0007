import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { childEnvironment } from '../child/index.ts'
import { StartError } from './errors.ts'

const run = promisify(execFile)

/** The system user that the database server runs as, when that is not the user of this process. */
export interface RunAs {
  uid: number
  gid: number
}

/** A user for us alone. Programs of another user, such as the machine's own PostgreSQL, could read and stop our server. */
const OWN = 'tawsil-postgres'
const NOLOGIN = ['--shell', '/bin/false']

/**
 * PostgreSQL refuses to run as root. As an ordinary user nothing is needed (undefined). As root it runs as the owner of an
 * existing data folder, unless that is root; else as `tawsil-postgres`, which is created when it is missing; else, where no
 * user can be created, as `postgres`. Throws `NO_DATABASE_USER` when none can be found or made.
 */
export async function runtimeUser(clusterDir: string): Promise<RunAs | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const owner = await stat(join(clusterDir, 'PG_VERSION')).catch(() => undefined)
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const found = (await lookUp(OWN)) ?? (await create(OWN)) ?? (await lookUp('postgres'))
  if (found) return found
  throw new StartError(
    'NO_DATABASE_USER',
    `PostgreSQL must not run as root and the user ${OWN} cannot be made: create it (useradd --system ${OWN}) or start Tawsil as an ordinary user.`,
  )
}

async function lookUp(name: string): Promise<RunAs | undefined> {
  try {
    const [uid, gid] = await Promise.all([ask('id', ['-u', name]), ask('id', ['-g', name])])
    return { uid: Number(uid), gid: Number(gid) }
  } catch {
    // `id` fails for a user that does not exist: the caller goes on to the next name.
    return undefined
  }
}

/** Undefined where users cannot be made, for example because /etc cannot be written. */
async function create(name: string): Promise<RunAs | undefined> {
  const ways: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', ...NOLOGIN, name]],
    ['adduser', ['-S', '-D', '-H', '-h', '/nonexistent', name]],
  ]
  for (const [command, args] of ways) {
    // Another process may make it at the same moment, so that the command fails and the user is there.
    await ask(command, args).catch(() => undefined)
    const made = await lookUp(name)
    if (made) return made
  }
  return undefined
}

async function ask(command: string, args: string[]): Promise<string> {
  return (await run(command, args, { env: childEnvironment() })).stdout
}
