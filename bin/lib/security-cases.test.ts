import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..', '..')
const table = readFileSync(join(ROOT, 'docs', 'security-cases.md'), 'utf8')

it('each of the forty attacks is in the table, and every file that it names exists', () => {
  const numbers = [...table.matchAll(/^\| (\d+) \|/gm)].map(([, no]) => Number(no))
  expect(numbers).toEqual(Array.from({ length: 40 }, (_, no) => no + 1))
  const files = [...table.matchAll(/`([^`]+\.(?:test|spec)\.ts)`/g)].map(([, file]) => file!)
  expect(files.length).toBeGreaterThan(40)
  expect(files.filter(file => !existsSync(join(ROOT, file)))).toEqual([])
})
