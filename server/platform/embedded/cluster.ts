import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmod, chown, lstat, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { OWNER } from './credentials.ts'
import { postgresEnvironment } from './environment.ts'
import { codeOf, StartError } from './errors.ts'
import type { RunAs } from './runtime-user.ts'

/**
 * How the server names its data folder. The server may run as another user, who cannot walk there: the project may lie below a
 * folder that only root enters. So on Linux it is started *in* the folder and told `/proc/self/cwd`, a link that leads there
 * without passing the folders above.
 */
export function dataArgument(clusterDir: string, runAs: RunAs | undefined): string {
  return runAs && process.platform === 'linux' ? '/proc/self/cwd' : clusterDir
}

/** Whether the folder holds a finished cluster. */
export async function clusterExists(clusterDir: string): Promise<boolean> {
  return (await stat(join(clusterDir, 'PG_VERSION')).catch(() => undefined)) !== undefined
}

export interface InitOptions {
  binaries: Binaries
  runAs: RunAs | undefined
  ownerPassword: string
  /** Do not sync to the disk: for databases that may be lost. */
  disposable?: boolean
}

/**
 * Makes a new cluster in UTF-8 that sorts by C.UTF-8. It is made in a folder beside and then renamed, so that a killed run leaves
 * nothing that looks like a cluster. Throws `INITDB_FAILED` with the reason initdb gave.
 */
export async function initCluster(clusterDir: string, options: InitOptions): Promise<void> {
  const half = `${clusterDir}.${process.pid}`
  await removeLeftovers(clusterDir)
  const passwordFile = join(tmpdir(), `tawsil-${randomUUID()}`)
  let reason = ''
  try {
    await writeFile(passwordFile, options.ownerPassword, { mode: 0o600 })
    if (options.runAs) await chown(passwordFile, options.runAs.uid, options.runAs.gid)
    for (const ctype of ['C.UTF-8', 'en_US.UTF-8', 'UTF-8']) {
      await makeFolder(half, options.runAs)
      const failure = await runInitdb(half, ctype, passwordFile, options)
      if (failure === undefined) return await rename(half, clusterDir)
      reason = reason || failure
      await rm(half, { recursive: true, force: true })
    }
  } finally {
    await rm(passwordFile, { force: true })
  }
  throw new StartError('INITDB_FAILED', `The database could not be created in ${clusterDir}: ${reason}`)
}

/** Gives the whole cluster to the user it runs as, when it belongs to another user, for example after a restore. */
export async function ownCluster(clusterDir: string, runAs: RunAs | undefined): Promise<void> {
  if (!runAs || (await lstat(clusterDir)).uid === runAs.uid) return
  for (const entry of await readdir(clusterDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chown(join(entry.parentPath, entry.name), runAs.uid, runAs.gid)
  }
  await chown(clusterDir, runAs.uid, runAs.gid)
}

async function makeFolder(folder: string, runAs: RunAs | undefined): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 })
    await chmod(folder, 0o700)
    if (runAs) await chown(folder, runAs.uid, runAs.gid)
  } catch (error) {
    throw new StartError('DATA_DIR_UNWRITABLE', `Cannot write ${folder} (${codeOf(error)}): make the folder writable.`)
  }
}

async function removeLeftovers(clusterDir: string): Promise<void> {
  const parent = join(clusterDir, '..')
  const name = `${clusterDir.slice(parent.length + 1)}.`
  for (const entry of await readdir(parent)) {
    if (entry.startsWith(name) && /^\d+$/.test(entry.slice(name.length))) {
      await rm(join(parent, entry), { recursive: true, force: true })
    }
  }
}

/** Runs initdb; undefined when it worked, else its last words. */
function runInitdb(
  folder: string,
  ctype: string,
  passwordFile: string,
  options: InitOptions,
): Promise<string | undefined> {
  const args = [
    ['-D', dataArgument(folder, options.runAs)],
    [`--username=${OWNER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'],
    // The builtin provider sorts the same on every system; the system's locale is only there for character classes,
    // which trigrams and full-text search take from it.
    ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', `--locale=${ctype}`, '--lc-messages=C'],
    ['--no-instructions', ...(options.disposable ? ['--no-sync'] : [])],
  ].flat()
  return new Promise(resolve => {
    // Detached: Ctrl-C goes to the whole process group, but the caller decides when this ends.
    const child = spawn(options.binaries.initdb, args, {
      ...options.runAs,
      cwd: folder,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: postgresEnvironment(),
    })
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', chunk => {
      stderr += chunk
    })
    child.once('error', error => resolve(error.message))
    child.once('close', code => resolve(code === 0 ? undefined : firstComplaint(stderr)))
  })
}

function firstComplaint(stderr: string): string {
  const lines = stderr.split('\n').map(line => line.trim())
  return (
    lines.find(line => /error|fatal|could not/i.test(line)) ?? lines.find(Boolean) ?? 'initdb failed without a word'
  )
}
