import { execFile } from 'node:child_process'
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { postgresEnvironment } from './environment.ts'
import { StartError } from './errors.ts'
import type { RunAs } from './runtime-user.ts'

const run = promisify(execFile)

/** The programs of one PostgreSQL installation, as absolute paths. */
export interface Binaries {
  postgres: string
  initdb: string
}

/**
 * The embedded PostgreSQL of this machine, proven to run as the given user. When that user cannot reach the
 * installation (a project folder that only root enters), it is copied once to a place that everybody can read.
 * Throws `NO_EMBEDDED_POSTGRES` when the platform has none and `EMBEDDED_POSTGRES_BROKEN` when it does not run.
 */
export async function findBinaries(runAs: RunAs | undefined, log: (line: string) => void): Promise<Binaries> {
  const { home, version } = await installation()
  const here = binariesIn(home)
  const problem = await tryRun(here, runAs)
  if (problem === undefined) return here
  if (!runAs) throw broken(problem)
  let last = problem
  for (const parent of ['/var/cache/tawsil', join(tmpdir(), 'tawsil-cache')]) {
    const target = join(parent, `postgres-${version}`)
    const copied = await copyOnce(home, target, log).then(
      () => binariesIn(target),
      error => String(error),
    )
    if (typeof copied === 'string') {
      last = copied
      continue
    }
    const failure = await tryRun(copied, runAs)
    if (failure === undefined) return copied
    last = failure
  }
  throw broken(last)
}

function broken(reason: string): StartError {
  const line = reason.replaceAll(/\s+/g, ' ').trim()
  return new StartError('EMBEDDED_POSTGRES_BROKEN', `The embedded PostgreSQL does not run here: ${line}`)
}

async function installation(): Promise<{ home: string; version: string }> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    const root = dirname(dirname(entry))
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
    return { home: join(root, 'native'), version }
  } catch {
    throw new StartError(
      'NO_EMBEDDED_POSTGRES',
      `No embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL server.`,
    )
  }
}

function binariesIn(home: string): Binaries {
  return { postgres: join(home, 'bin', 'postgres'), initdb: join(home, 'bin', 'initdb') }
}

/** Runs `postgres --version` as the user; undefined when it works, else the reason. */
async function tryRun(binaries: Binaries, runAs: RunAs | undefined): Promise<string | undefined> {
  try {
    const options = { ...runAs, cwd: '/', env: postgresEnvironment() }
    await run(binaries.postgres, ['--version'], options)
    await run(binaries.initdb, ['--version'], options)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Copies beside the target first and renames, so that a killed copy is never taken for a whole one. */
async function copyOnce(home: string, target: string, log: (line: string) => void): Promise<void> {
  const parent = dirname(target)
  await mkdir(parent, { recursive: true })
  await mustBeOurs(parent)
  const there = await stat(target).catch(() => undefined)
  if (there) return mustBeOurs(target)
  log('Copying PostgreSQL to where its user can reach it…')
  const half = `${target}.${process.pid}`
  await cp(home, half, { recursive: true, verbatimSymlinks: true })
  await openToAll(half)
  await rename(half, target).catch(async error => {
    await rm(half, { recursive: true, force: true })
    if (!(await stat(target).catch(() => undefined))) throw error
  })
}

/** A folder that another user could have filled must never be run from. */
async function mustBeOurs(folder: string): Promise<void> {
  const info = await lstat(folder)
  if (info.isSymbolicLink() || info.uid !== process.getuid?.()) throw new Error(`${folder} belongs to another user`)
  await chmod(folder, 0o755)
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await openToAll(path)
    else if (entry.isFile()) await chmod(path, entry.parentPath.endsWith('/bin') ? 0o755 : 0o644)
  }
}
