import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { round } from './stats.ts'

type Figures = Record<string, number | string | boolean>

/** Prints one JSON line and writes the same figures as a table to bench/results/<name>.md. */
export function report(name: string, figures: Figures, notes: string[] = []): void {
  const shown = print(name, figures)
  const folder = join(import.meta.dirname, '..', 'results')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.md`), table(name, shown, notes))
}

/** Prints one JSON line, and returns the figures as they were shown. */
export function print(name: string, figures: Figures): Figures {
  const shown = Object.fromEntries(
    Object.entries(figures).map(([key, value]) => [key, typeof value === 'number' ? round(value) : value]),
  )
  console.log(JSON.stringify({ bench: name, ...shown, cores: availableParallelism() }))
  return shown
}

function table(name: string, figures: Figures, notes: string[]): string {
  return [
    `# ${name}`,
    '',
    `Measured ${new Date().toISOString().slice(0, 10)} at ${commit()} on ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}. Both sides of a ratio ran in the same run, alternating; medians.`,
    '',
    '| figure | value |',
    '|---|---|',
    ...Object.entries(figures).map(([key, value]) => `| ${key} | ${value} |`),
    '',
    ...notes.map(note => `- ${note}`),
    '',
  ].join('\n')
}

function commit(): string {
  return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
}
