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
  ])('finds %s', (_what, line) => {
    expect(report).toContain(line)
  })

  it('finds nothing wrong with what follows the rules', () => {
    for (const file of [
      'server/app.ts',
      'server/main.ts',
      'server/platform/db/',
      'server/features/messaging/index.ts',
    ]) {
      expect(report).not.toContain(`: ${file}`)
    }
  })
})
