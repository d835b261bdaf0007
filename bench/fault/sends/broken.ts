import { cp, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const FILE = 'server/features/messaging/sending/decide-outcome.ts'
const RIGHT = "return { kind: advances(status, 'unknown') ? 'unknown' : 'keep' }"
const WRONG =
  "return decideRefused(facts, { kind: 'refused', retry: 'later', error: { code: 'lost', meaning: 'refused', title: 'Lost' } })"

/**
 * A copy of the program that repeats a call whose answer was lost, as many programs do. The judge must notice.
 *
 * @returns its folder; the caller removes it
 */
export async function brokenBuild(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'tawsil-broken-'))
  await cp(join(ROOT, 'server'), join(root, 'server'), { recursive: true })
  for (const name of ['node_modules', 'db', 'web', 'docs', 'package.json', 'tsconfig.json']) {
    await symlink(join(ROOT, name), join(root, name))
  }
  const file = join(root, FILE)
  await writeFile(file, await brokenSource())
  return root
}

/** The file that decides, broken. Throws when it does not say any more what was to be broken. */
export async function brokenSource(): Promise<string> {
  const source = await readFile(join(ROOT, FILE), 'utf8')
  if (!source.includes(RIGHT)) throw new Error(`${FILE} does not say what was to be broken`)
  return source.replace(RIGHT, WRONG)
}
