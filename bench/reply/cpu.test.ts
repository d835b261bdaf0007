import { expect, test } from 'vitest'
import { cpuMs, parseStat } from './cpu.ts'

test('CPU times are read from behind a process name with spaces and brackets', () => {
  const line = '42 (a (b) c) S 7 42 42 0 -1 4194304 100 0 0 0 12 3 40 5 20 0 1 0 55435 3133440'
  expect(parseStat(line)).toEqual({ parent: 7, own: 150, ended: 450 })
})

test.runIf(process.platform === 'linux')('CPU time of this process grows by what it computes', () => {
  const before = cpuMs(process.pid, 'alone')
  const until = performance.now() + 200
  while (performance.now() < until) Math.sqrt(until)
  expect(cpuMs(process.pid, 'alone')).toBeGreaterThan(before)
})
