import { execFile } from 'node:child_process'
import { verify } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import type { Lock } from './lock.ts'

/** Asked at once. */
const PARALLEL = 16
const KEYS_MS = 3_000
const ANSWER_MS = 10_000
/** All together; what was not answered by then is asked at the next run. */
const WHOLE_MS = 60_000
const ALGORITHM = 'ecdsa-sha2-nistp256'

interface Signed {
  /** `name@version`. */
  spec: string
  path: string
  integrity: string
}

type Keys = ReadonlyMap<string, string>
type Verdict = 'right' | 'unanswered' | 'unsigned' | 'wrong'

export interface SignatureReport {
  /** One line for each package that is not what its author published. */
  problems: string[]
  /** What was not checked, and why; an empty text when everything was. */
  note: string
}

/**
 * Asks the registry whether what the lock file names was signed by it: a hash alone says only that a package is the same for
 * everybody who has this lock file. What was found right is remembered, so that only new packages are asked for.
 *
 * It never fails because nobody answers: then the note says so. That a key has ended is no fault, because it signed while it
 * was valid, and the registry does not say when.
 *
 * @param registry where to ask; called only when there is something to ask
 * @param memory the file that remembers
 */
export async function checkSignatures(
  lock: Lock,
  registry: () => Promise<string>,
  memory: string,
): Promise<SignatureReport> {
  const known = new Set(await readMemory(memory))
  const asked = signedIn(lock).filter(one => !known.has(remembered(one)))
  if (asked.length === 0) return { problems: [], note: '' }
  const base = (await registry()).replace(/\/*$/, '/')
  const keys = await readKeys(base)
  if (typeof keys === 'string') return { problems: [], note: keys }
  const verdicts = await askAll(base, keys, asked)
  const of = (verdict: Verdict) => asked.filter((_, index) => verdicts[index] === verdict)
  const [right, wrong, unsigned, unanswered] = [of('right'), of('wrong'), of('unsigned'), of('unanswered')]
  await writeMemory(memory, [...known, ...right.map(remembered)])
  // A mirror that passes no signature on says nothing about any package.
  const silent = unsigned.length > 0 && right.length + wrong.length + known.size === 0
  const problems = [
    ...wrong.map(
      ({ spec }) => `${spec} is not what its registry signed: its hash in package-lock.json has no valid signature`,
    ),
    ...(silent ? [] : unsigned.map(({ spec }) => `${spec} has no signature, though its registry signs packages`)),
  ]
  const left = unanswered.length + (silent ? unsigned.length : 0)
  return {
    problems,
    note: left > 0 ? `${left} of ${asked.length} new packages got no signature from the registry: not checked` : '',
  }
}

/** The registry that npm uses here. */
export async function npmRegistry(): Promise<string> {
  const { stdout } = await promisify(execFile)('npm', ['config', 'get', 'registry'], { timeout: ANSWER_MS })
  return stdout.trim()
}

/** Packages with a hash, each version once. */
function signedIn({ packages }: Lock): Signed[] {
  const found = new Map<string, Signed>()
  for (const [path, { name, version, integrity, link }] of Object.entries(packages)) {
    if (link || !version || !integrity || !path.includes('node_modules/')) continue
    const called = name ?? path.split('node_modules/').at(-1)!
    const spec = `${called}@${version}`
    found.set(`${spec} ${integrity}`, { spec, integrity, path: `${called.replace('/', '%2f')}/${version}` })
  }
  return [...found.values()]
}

const remembered = ({ spec, integrity }: Signed): string => `${spec}:${integrity}`

async function readMemory(file: string): Promise<string[]> {
  try {
    return (await readFile(file, 'utf8')).split('\n').filter(Boolean)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

async function writeMemory(file: string, lines: readonly string[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${lines.toSorted().join('\n')}\n`)
}

/** The registry's keys by their ids, or why there are none. */
async function readKeys(base: string): Promise<Keys | string> {
  const answer = await get(`${base}-/npm/v1/keys`, AbortSignal.timeout(KEYS_MS))
  if (answer === 'unreachable') return 'no registry answers: signatures were not checked'
  const listed = (answer as { keys?: unknown } | undefined)?.keys
  const keys = (Array.isArray(listed) ? listed : []).filter(key => key?.keytype === ALGORITHM)
  if (keys.length === 0) return 'the registry in use publishes no keys: signatures were not checked'
  return new Map(
    keys.map(({ keyid, key }) => [String(keyid), `-----BEGIN PUBLIC KEY-----\n${key}\n-----END PUBLIC KEY-----`]),
  )
}

async function askAll(base: string, keys: Keys, packages: readonly Signed[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = packages.map(() => 'unanswered')
  const whole = AbortSignal.timeout(WHOLE_MS)
  let next = 0
  const work = async () => {
    for (let at = next++; at < packages.length && !whole.aborted; at = next++) {
      verdicts[at] = await askOne(base, keys, packages[at]!, whole)
    }
  }
  await Promise.all(Array.from({ length: PARALLEL }, work))
  return verdicts
}

async function askOne(base: string, keys: Keys, one: Signed, whole: AbortSignal): Promise<Verdict> {
  const answer = await get(`${base}${one.path}`, AbortSignal.any([whole, AbortSignal.timeout(ANSWER_MS)]))
  if (answer === undefined || answer === 'unreachable') return 'unanswered'
  const signatures = (answer as { dist?: { signatures?: unknown } }).dist?.signatures
  if (!Array.isArray(signatures) || signatures.length === 0) return 'unsigned'
  // The hash of the lock file is what gets installed, so it is what must be signed, whatever the registry says beside it.
  const message = Buffer.from(remembered(one))
  const right = signatures.some(({ keyid, sig }) => {
    const key = keys.get(String(keyid))
    return key !== undefined && verify('sha256', message, key, Buffer.from(String(sig), 'base64'))
  })
  return right ? 'right' : 'wrong'
}

/** The JSON at an address; undefined for any other answer. */
async function get(url: string, signal: AbortSignal): Promise<unknown> {
  try {
    const answer = await fetch(url, { signal, headers: { accept: 'application/json' } })
    return answer.ok ? await answer.json() : undefined
  } catch {
    return 'unreachable'
  }
}
