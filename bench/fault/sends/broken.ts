import { cp, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const FILE = 'server/features/messaging/sending/record-outcomes.ts'
const RIGHT = "if (outcome.kind === 'unknown') return moved(step, 'unknown', null)"
const WRONG = `if (outcome.kind === 'unknown' && held && message.status === 'sending')
    return { ...step, again: true, ended: { ...ended, outcome: { kind: 'refused', retry: 'later', error: { code: 'lost' } } } }
  if (outcome.kind === 'unknown') return step`

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
  const source = await readFile(file, 'utf8')
  if (!source.includes(RIGHT)) throw new Error(`${FILE} does not say what was to be broken`)
  await writeFile(file, source.replace(RIGHT, WRONG))
  return root
}
