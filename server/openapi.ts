import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { postmanCollection } from '../tools/postman.ts'
import { createProgram } from './app.ts'
import { createMemoryCache } from './platform/cache/index.ts'
import { systemClock } from './platform/clock/index.ts'
import { loadConfig } from './platform/config/index.ts'
import type { Context } from './platform/context.ts'
import { createDb } from './platform/db/index.ts'
import { createSubscribers } from './platform/events/index.ts'
import { createMemoryBuckets, createMemoryLimits } from './platform/limits/index.ts'
import { createMailOutbox } from './platform/mail/index.ts'
import { createMemoryPresence } from './platform/presence/index.ts'
import { createProcesses } from './platform/processes/index.ts'
import { createLocalPubSub } from './platform/pubsub/index.ts'
import type { Queue } from './platform/queue/index.ts'
import { oneKeyBox } from './platform/secrets/index.ts'
import { createServices } from './platform/services.ts'
import { openFiles } from './platform/storage/index.ts'
import { createLogger, createMetrics } from './platform/telemetry/index.ts'

/**
 * Writes the API's document, the web app's types of it and a Postman collection: `node server/openapi.ts`. With `--check` nothing is written, and
 * the exit code is 1 when a file is not what the routes say. Needs no database.
 */
const ROOT = join(import.meta.dirname, '..')
const DOCUMENT = join(ROOT, 'docs', 'api', 'openapi.json')
const TYPES = join(ROOT, 'web', 'lib', 'api', 'api.gen.d.ts')
const POSTMAN = join(ROOT, 'docs', 'api', 'postman.json')
const HEADER = '// Made from docs/api/openapi.json by `node server/openapi.ts`; do not edit.\n'

async function readDocument(): Promise<object> {
  const app = await createProgram(idleContext()).buildApp()
  await app.ready()
  const document = app.swagger() as { paths?: Record<string, unknown>; components?: Record<string, unknown> }
  await app.close()
  return { ...document, paths: sorted(document.paths ?? {}) }
}

const sorted = (record: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)))

const NOWHERE = 'postgres://nobody@127.0.0.1:1/none'

/** Ports that nothing is asked of: routes are only described. */
function idleContext(): Context {
  const db = createDb({ url: NOWHERE })
  const config = loadConfig({ DATA_DIR: join(ROOT, 'node_modules', '.cache', 'openapi'), LOG_LEVEL: 'silent' }, [])
  const secrets = oneKeyBox(Buffer.alloc(32))
  return {
    config,
    db,
    queue: idleQueue,
    cache: createMemoryCache(),
    pubsub: createLocalPubSub(),
    presence: createMemoryPresence(),
    limits: createMemoryLimits(),
    buckets: createMemoryBuckets(),
    files: openFiles(config),
    secrets,
    mail: createMailOutbox({ db, secrets }),
    clock: systemClock,
    log: createLogger(config),
    metrics: createMetrics(),
    tracing: undefined,
    subscribers: createSubscribers(),
    processes: createProcesses({ url: NOWHERE, works: false, wake: () => undefined, onError: () => undefined }),
    services: createServices(),
  }
}

const nothing = async (): Promise<void> => undefined
const idleQueue: Queue = {
  add: nothing,
  wake: () => undefined,
  handle: () => undefined,
  every: () => undefined,
  repeat: () => undefined,
  noteWork: () => undefined,
  counts: async () => ({}),
  ping: nothing,
  close: nothing,
}

interface Generator {
  default(document: object, options: { alphabetize: boolean }): Promise<unknown>
  astToString(ast: unknown): string
}

/** The generator lives in a workspace of its own, with the compiler that it needs. */
async function typesOf(document: object): Promise<string> {
  const workspace = createRequire(join(ROOT, 'tools', 'openapi', 'package.json'))
  const generator = workspace('openapi-typescript') as Generator
  return generator.astToString(await generator.default(document, { alphabetize: true }))
}

async function writeOrCheck(files: Map<string, string>, check: boolean): Promise<string[]> {
  const stale: string[] = []
  for (const [path, text] of files) {
    if ((await readFile(path, 'utf8').catch(() => '')) === text) continue
    stale.push(path)
    if (!check) {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, text)
    }
    console.log(`${check ? 'Out of date' : 'Written'}: ${relative(ROOT, path)}`)
  }
  return check ? stale : []
}

const document = await readDocument()
const wanted = new Map([
  [DOCUMENT, `${JSON.stringify(document, null, 1)}\n`],
  [TYPES, HEADER + (await typesOf(document))],
  [POSTMAN, `${JSON.stringify(postmanCollection(document), null, 1)}\n`],
])
const stale = await writeOrCheck(wanted, process.argv.includes('--check'))
// The identity library keeps a connection pool that nobody has used.
process.exit(stale.length > 0 ? 1 : 0)
