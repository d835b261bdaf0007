import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { StartError } from './errors.ts'

const run = promisify(execFile)

/** The system user that the database server runs as, when that is not the user of this process. */
export interface RunAs {
  uid: number
  gid: number
}

const NAMES = ['postgres', 'tawsil']

/**
 * PostgreSQL refuses to run as root. As an ordinary user nothing is needed (undefined). As root: the owner of an
 * existing data folder if that is not root, else `postgres`, else `tawsil`, which is created when it is missing.
 * Throws `NO_DATABASE_USER` when none can be found or made.
 */
export async function runtimeUser(clusterDir: string): Promise<RunAs | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const owner = await stat(join(clusterDir, 'PG_VERSION')).catch(() => undefined)
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  for (const name of NAMES) {
    const found = await lookUp(name)
    if (found) return found
  }
  return create('tawsil')
}

async function lookUp(name: string): Promise<RunAs | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    // `id` fails for a name that nobody has: the caller goes on to the next one.
    return undefined
  }
}

async function create(name: string): Promise<RunAs> {
  const ways: [string, string[]][] = [
    [
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/bin/false', name],
    ],
    ['adduser', ['-S', '-D', '-H', '-h', '/nonexistent', name]],
  ]
  for (const [command, args] of ways) {
    const done = await run(command, args).then(
      () => true,
      () => false,
    )
    const made = done ? await lookUp(name) : undefined
    if (made) return made
  }
  throw new StartError(
    'NO_DATABASE_USER',
    `PostgreSQL must not run as root and the user ${name} cannot be made: create it (useradd --system ${name}) or start Tawsil as an ordinary user.`,
  )
}
