import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('migrations are numbered in order, without a gap: what is read in order was written in order', () => {
  const folder = join(import.meta.dirname, '..', '..', '..', 'db', 'migrations')
  const numbers = readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .map(name => name.slice(0, 5))
  expect(numbers.sort()).toEqual(numbers.map((_, at) => `${String(at + 1).padStart(4, '0')}_`))
})
