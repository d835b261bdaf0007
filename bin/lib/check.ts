import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkLock, readLock } from './lock.ts'
import { schemaOfMigrations } from './scratch.ts'
import { checkSignatures, npmRegistry } from './signatures.ts'
import { checkSizes } from './sizes.ts'
import { ROOT } from './sources.ts'
import { checkTypeNames } from './type-names.ts'

const HELP = `Every check that CI runs before the tests; each is named with its time.

  bin/check             all checks
  bin/check --write     mends what can be mended: format, import order, db/schema.sql
  bin/check types ...   only the checks named`

const SCHEMA_FILE = join(ROOT, 'db', 'schema.sql')

/** A check returns what is wrong; an empty text means all is well. */
interface Check {
  name: string
  /** A check is skipped while its subject does not exist. */
  when?: () => boolean
  run(write: boolean): Promise<string>
}

const node = (...args: string[]) => command(process.execPath, args)
const tool = (path: string, ...args: string[]) => node(join(ROOT, 'node_modules', path), ...args)
const exists = (path: string) => () => existsSync(join(ROOT, path))

const FOLDERS = ['server', 'web', 'simulator', 'bench', 'e2e', 'bin', 'sdk', 'mcp'].filter(folder =>
  existsSync(join(ROOT, folder)),
)

const CHECKS: Check[] = [
  { name: 'format and lint', run: write => tool('@biomejs/biome/bin/biome', 'check', ...(write ? ['--write'] : [])) },
  { name: 'types', run: () => tool('typescript/bin/tsc', '--noEmit') },
  {
    name: 'types of the web app',
    when: exists('web/tsconfig.json'),
    run: () => tool('typescript/bin/tsc', '--noEmit', '-p', 'web/tsconfig.json'),
  },
  { name: 'order of dependencies', run: () => dependencies() },
  { name: 'lock file', run: async () => checkLock(readLock()).join('\n') },
  { name: 'signatures', run: signatures },
  { name: 'sizes', run: async () => checkSizes().join('\n') },
  { name: 'names of types', run: async () => checkTypeNames().join('\n') },
  { name: 'schema', run: schema },
  {
    name: 'API document and client',
    when: exists('server/openapi.ts'),
    run: write => node('server/openapi.ts', write ? '--write' : '--check'),
  },
]

function dependencies(): Promise<string> {
  const hook = join(ROOT, 'bin', 'lib', 'typescript5.ts')
  const cruiser = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs')
  return node('--import', hook, cruiser, '--config', '.dependency-cruiser.mjs', '--output-type', 'err', ...FOLDERS)
}

/** What was not checked because no registry could be asked is said, and is no fault. */
async function signatures(): Promise<string> {
  const memory = join(ROOT, 'node_modules', '.cache', 'signatures.txt')
  const { problems, note } = await checkSignatures(readLock(), npmRegistry, memory)
  if (note) console.log(`        ${note}`)
  return problems.join('\n')
}

/** The migrations, run on an empty database, must give db/schema.sql. */
async function schema(write: boolean): Promise<string> {
  const now = await schemaOfMigrations()
  const kept = await readFile(SCHEMA_FILE, 'utf8').catch(() => '')
  if (now === kept) return ''
  if (write) {
    await writeFile(SCHEMA_FILE, now)
    return ''
  }
  const [a, b] = [kept.split('\n'), now.split('\n')]
  const line = b.findIndex((text, index) => text !== a[index])
  return [
    `db/schema.sql is not what the migrations make, from line ${line + 1} on:`,
    `- ${a[line] ?? ''}`,
    `+ ${b[line] ?? ''}`,
    'Write it anew with bin/migrate --dump and commit it with the migration.',
  ].join('\n')
}

/** Runs a program; its output counts only when it fails. */
function command(program: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', chunk => {
        output += chunk
      })
    }
    child.once('error', reject)
    child.once('close', code => resolve(code === 0 ? '' : output.trim() || `ended with code ${code}`))
  })
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { write: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) return console.log(HELP)
  const wanted = CHECKS.filter(check => positionals.length === 0 || positionals.some(name => check.name.includes(name)))
  let failed = 0
  for (const check of wanted) {
    if (check.when && !check.when()) continue
    const began = performance.now()
    const problem = await check.run(values.write ?? false)
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    console.log(`${problem ? 'FAILED' : 'ok    '}  ${check.name} (${seconds} s)`)
    if (!problem) continue
    failed++
    console.log(`\n${problem}\n`)
  }
  if (failed > 0) process.exitCode = 1
  else if (wanted.length === 0) throw new Error(`no check is named ${positionals.join(', ')}`)
}

await run()
