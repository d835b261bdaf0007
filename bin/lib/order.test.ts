import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..', '..')

/** A small project that breaks each rule once; `import type` counts like any other import. */
const FILES: Record<string, string> = {
  'package.json': '{ "type": "module", "dependencies": { "pg": "1" }, "devDependencies": { "vitest": "1" } }',
  'node_modules/pg/package.json': '{ "name": "pg", "version": "1.0.0", "exports": "./index.js" }',
  'node_modules/pg/index.js': 'export default 1',
  'node_modules/vitest/package.json': '{ "name": "vitest", "version": "1.0.0", "exports": "./index.js" }',
  'node_modules/vitest/index.js': 'export const it = 1',
  'server/platform/db/index.ts': `import pg from 'pg'; export const db = pg`,
  'server/platform/bad.ts': `import { tenant } from '../features/tenancy/index.ts'; export const bad = tenant`,
  'server/features/tenancy/index.ts': `export const tenant = 1`,
  'server/features/tenancy/inside.ts': `export const inside = 1`,
  'server/features/tenancy/feature.ts': `export const feature = 1`,
  'server/features/tenancy/rightward.ts': `import type { M } from '../messaging/index.ts'; export type N = M`,
  'server/features/messaging/index.ts': `export type M = 1; export { tenant } from '../tenancy/index.ts'`,
  'server/features/messaging/around.ts': `import { inside } from '../tenancy/inside.ts'; export const a = inside`,
  'server/features/messaging/manifest.ts': `import { feature } from '../tenancy/feature.ts'; export const a = feature`,
  'server/features/messaging/client.ts': `import pg from 'pg'; export const a = pg`,
  'server/features/messaging/socket.ts': `import { connect } from 'node:net'; export const a = connect`,
  'server/features/messaging/for-tests.ts': `import { it } from 'vitest'; export const a = it`,
  'server/features/messaging/one.ts': `import { two } from './two.ts'; export const one = () => two`,
  'server/features/messaging/two.ts': `import { one } from './one.ts'; export const two = () => one`,
  'server/features/messaging/noun.ts': `import type { Verb } from './verb.ts'; export interface Noun { verb: Verb }`,
  'server/features/messaging/verb.ts': `import type { Noun } from './noun.ts'; export interface Verb { noun: Noun }`,
  'server/features/analytics/index.ts': `export const count = 1`,
  'server/features/billing/index.ts': `export { count } from '../analytics/index.ts'`,
  'server/features/sales/index.ts': `export { count } from '../analytics/index.ts'`,
  'server/app.ts': `import { feature } from './features/tenancy/feature.ts'; export const app = [feature]`,
  'server/main.ts': `import { app } from './app.ts'; export const main = app`,
  'web/app/main.tsx': `import { db } from '../../server/platform/db/index.ts'; export const a = <p>{String(db)}</p>`,
  'web/app/router.ts': `import { inbox } from '../features/inbox/index.ts'; export const a = [inbox, import('../features/inbox/page.ts')]`,
  'web/app/eager.ts': `import { page } from '../features/inbox/page.ts'; export const a = page`,
  'web/features/channels/index.ts': `export const channel = 1`,
  'web/features/channels/queries.ts': `export const queries = 1`,
  'web/features/channels/rightward.ts': `import type { Chat } from '../inbox/index.ts'; export type C = Chat`,
  'web/features/inbox/index.ts': `export const inbox = 1; export type Chat = 1`,
  'web/features/inbox/page.ts': `import { channel } from '../channels/index.ts'; export const page = channel`,
  'web/features/inbox/around.ts': `import { queries } from '../channels/queries.ts'; export const a = queries`,
  'web/features/inbox/upward.ts': `import { a } from '../../app/router.ts'; export const b = a`,
  'web/features/phone/page.ts': `import { letters } from '../dead-letters/index.ts'; export const page = letters`,
  'web/features/dead-letters/index.ts': `export const letters = 1`,
  'web/features/games/page.ts': `import { inbox } from '../inbox/index.ts'; export const page = inbox`,
  'web/ui/part.ts': `import { inbox } from '../features/inbox/index.ts'; export const part = inbox`,
  'web/ui/button.ts': `export const button = 1`,
  'web/lib/hooks.ts': `import { button } from '../ui/button.ts'; export const hook = button`,
}

describe('the order of dependencies', () => {
  let folder: string
  let report: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tawsil-order-'))
    for (const [name, text] of Object.entries(FILES)) {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await writeFile(join(folder, name), text)
    }
    const hook = join(ROOT, 'bin', 'lib', 'typescript5.ts')
    const cruiser = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs')
    const config = join(ROOT, '.dependency-cruiser.mjs')
    const args = ['--import', hook, cruiser, '--config', config, '--output-type', 'err', 'server', 'web']
    report = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }).stdout
  })
  afterAll(() => rm(folder, { recursive: true }))

  it.each([
    ['an import to the right, even of a type', 'order-tenancy: server/features/tenancy/rightward.ts'],
    ['an import between listeners', 'order-billing: server/features/billing/index.ts'],
    ['a feature without a place', 'known-feature: server/features/sales'],
    ['an import past index.ts', 'through-index: server/features/messaging/around.ts'],
    ['a manifest outside app.ts', 'manifest-only-for-app: server/features/messaging/manifest.ts'],
    ['a platform that knows a feature', 'platform-knows-no-feature: server/platform/bad.ts'],
    ['a database client in a feature', 'clients-in-adapters: server/features/messaging/client.ts'],
    ['a socket in a feature', 'sockets-in-adapters: server/features/messaging/socket.ts'],
    ['a development package in the server', 'installed-in-production: server/features/messaging/for-tests.ts'],
    ['a cycle', 'no-cycle: server/features/messaging/one.ts'],
    ['a cycle of types alone', 'no-cycle: server/features/messaging/noun.ts'],
    ['server code in the web app', 'web-apart: web/app/main.tsx'],
    ['a web feature that imports a later one, even a type', 'web-order-channels: web/features/channels/rightward.ts'],
    ['a web feature that imports one beside it', 'web-order-phone: web/features/phone/page.ts'],
    ['a web feature without a place', 'web-known-feature: web/features/games'],
    ['an import past the index.ts of a web feature', 'web-through-index: web/features/inbox/around.ts'],
    ['a page that the web app loads before it is opened', 'web-through-index-from-outside: web/app/eager.ts'],
    ['a web feature that knows the app', 'web-features-below-app: web/features/inbox/upward.ts'],
    ['a part of the interface that knows a feature', 'web-parts: web/ui/part.ts'],
    ['a library of the web app that knows the interface', 'web-lib: web/lib/hooks.ts'],
  ])('finds %s', (_what, line) => {
    expect(report).toContain(line)
  })

  it('finds nothing wrong with what follows the rules', () => {
    for (const file of [
      'server/app.ts',
      'server/main.ts',
      'server/platform/db/',
      'server/features/messaging/index.ts',
      'web/app/router.ts',
      'web/features/inbox/page.ts',
      'web/features/inbox/index.ts',
    ]) {
      expect(report).not.toContain(`: ${file}`)
    }
  })
})
