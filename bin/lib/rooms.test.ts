import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkSizes } from './sizes.ts'
import { checkTypeNames } from './type-names.ts'

const files = (folder: string, count: number, ending: string): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`${folder}/file-${index}.${ending}`, 'export const a = 1\n']),
  )
const longFunction = `export function long() {\n${'  void 0\n'.repeat(60)}}\n`

/** A small project that breaks each rule once, and nearly breaks it in other places. */
const FILES: Record<string, string> = {
  ...files('server/features/full', 21, 'ts'),
  ...files('web/ui/full', 21, 'tsx'),
  ...files('server/features/fair', 20, 'ts'),
  ...files('server/features/fair', 20, 'test.ts'),
  ...files('server/features/fair', 5, 'gen.ts'),
  ...files('server/features/fair/inner', 20, 'ts'),
  ...files('db/migrations', 30, 'sql'),
  'server/features/sizes/file.ts': 'export const a = 1\n'.repeat(401),
  'server/features/sizes/function.ts': longFunction,
  'server/features/sizes/suite.test.ts': longFunction,
  'server/features/orders/order.ts': 'export interface Order { id: string }\ninterface Own { id: string }\n',
  'server/features/orders/bill/order.ts': 'export type Order = string\nexport interface Own { id: string }\n',
  'server/features/orders/index.ts': `export type { Order } from './order.ts'\n`,
  'server/features/orders/order.test.ts': 'export interface Order { id: string }\n',
  'server/features/shop/order.ts': 'export interface Order { id: string }\n',
  'server/platform/queue/job.ts': 'export interface Job { id: string }\n',
  'server/platform/queue/memory/job.ts': 'export interface Job { id: string }\n',
  'web/features/inbox/row.tsx': 'export interface RowProps { id: string }\n',
  'web/features/inbox/list/row.tsx': 'export interface RowProps { id: string }\n',
}

describe('the size of rooms and the names in them', () => {
  let root: string
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'tawsil-rooms-'))
    for (const [name, text] of Object.entries(FILES)) {
      await mkdir(dirname(join(root, name)), { recursive: true })
      await writeFile(join(root, name), text)
    }
    spawnSync('git', ['init', '--quiet'], { cwd: root })
  })
  afterAll(() => rm(root, { recursive: true }))

  it('finds a folder of more than 20 source files; tests, generated files and migrations do not fill one', () => {
    expect(checkSizes(root).filter(line => line.includes('folder'))).toEqual([
      'server/features/full: folder of 21 source files, at most 20; split it by noun',
      'web/ui/full: folder of 21 source files, at most 20; split it by noun',
    ])
  })

  it('finds a file and a function that are too long; a suite may be', () => {
    expect(checkSizes(root).filter(line => line.includes('sizes'))).toEqual([
      'server/features/sizes/file.ts: file of 401 lines, at most 400',
      'server/features/sizes/function.ts#long: function of 62 lines, at most 60',
    ])
  })

  it('finds two exported types of one name inside a feature, a part of the platform and a feature of the web app', () => {
    expect(checkTypeNames(root).sort()).toEqual([
      'server/features/orders/: Order names a type in each of server/features/orders/bill/order.ts, server/features/orders/order.ts',
      'server/platform/queue/: Job names a type in each of server/platform/queue/job.ts, server/platform/queue/memory/job.ts',
      'web/features/inbox/: RowProps names a type in each of web/features/inbox/list/row.tsx, web/features/inbox/row.tsx',
    ])
  })
})
