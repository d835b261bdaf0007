import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const FILES = ['deploy/prometheus/rules.yml', 'deploy/grafana/tawsil.json']
/** Of the runtime, and of Prometheus itself. */
const FOREIGN = new Set(['up', 'process_cpu_seconds_total', 'process_resident_memory_bytes'])

/** Names of the metrics that the program makes, with their labels. */
function declaredMetrics(): Map<string, string> {
  const declared = new Map<string, string>()
  for (const file of globSync('server/**/*.ts', { cwd: ROOT, exclude: name => name.endsWith('.test.ts') })) {
    const text = readFileSync(join(ROOT, file), 'utf8')
    for (const [, name, rest] of text.matchAll(/\.?(?:counter|gauge|histogram)\(\s*'([a-z_]+)',([^)]*)\)/g))
      declared.set(name!, `${declared.get(name!) ?? ''}${rest}`)
  }
  return declared
}

const expressionsOf = (text: string): string[] => [
  ...[...text.matchAll(/^\s+expr: (.*)$/gm)].map(([, expression]) => expression!),
  ...[...text.matchAll(/"expr": "((?:[^"\\]|\\.)*)"/g)].map(([, expression]) => expression!),
]

describe.each(FILES)('%s', file => {
  const expressions = expressionsOf(readFileSync(join(ROOT, file), 'utf8'))
  const declared = declaredMetrics()

  it('asks only for metrics that the program has', () => {
    expect(expressions.length).toBeGreaterThan(5)
    const names = expressions.flatMap(expression =>
      [...expression.matchAll(/\b([a-z_]{3,})(?=[[{]|\)|$| [><=])/g)].map(([, name]) => name!),
    )
    const asked = new Set(
      names.map(name => name.replace(/_(bucket|count|sum)$/, '')).filter(name => name.includes('_') || name === 'up'),
    )
    const unknown = [...asked].filter(name => !FOREIGN.has(name) && !declared.has(name))
    expect(unknown).toEqual([])
    expect(asked.size).toBeGreaterThan(5)
  })

  it('groups only by labels that some metric of the program has', () => {
    const labels = expressions.flatMap(expression =>
      [...expression.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list]) => list!.split(',').map(label => label.trim())),
    )
    const known = new Set(
      [...declared.values()].flatMap(rest => [...rest.matchAll(/'([a-z]+)'/g)].map(([, label]) => label!)),
    )
    expect(labels.filter(label => !known.has(label) && label !== 'le' && label !== 'instance')).toEqual([])
  })
})

const promtool = process.env.PROMTOOL ?? 'promtool'
const hasPromtool = (() => {
  try {
    execFileSync(promtool, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

it.skipIf(!hasPromtool)('deploy/prometheus/rules.yml passes promtool, where it is installed', () => {
  execFileSync(promtool, ['check', 'rules', join(ROOT, FILES[0]!)], { stdio: 'pipe' })
})
