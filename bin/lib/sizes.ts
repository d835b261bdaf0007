import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/**
 * Files and functions stay small enough to be read at once. Generated code does not count; in tests the functions do
 * not, because a suite is one function.
 */
const LIMITS = { file: { max: 400, p90: 200 }, function: { max: 60, p90: 30 } }

/** Whatever is larger stands here, with its reason. The key is a path, or path#function. */
const EXCEPTIONS: Record<string, string> = {}

const ROOT = join(import.meta.dirname, '..', '..')
// TypeScript 7 has no JavaScript API; the OpenAPI tools have a TypeScript 5 beside them.
const typescript: TypeScript5 = createRequire(join(ROOT, 'tools', 'openapi', 'package.json'))('typescript')

/** The part of the API that is used here; the same in both versions' types would not be. */
interface TypeScript5 {
  createSourceFile(name: string, text: string, target: number, setParents: boolean, kind?: number): Node
  forEachChild(node: Node, visit: (child: Node) => void): void
  isFunctionLike(node: Node): boolean
  ScriptTarget: { Latest: number }
}
interface Node {
  pos: number
  end: number
  body?: Node
  name?: Node
  parent?: Node
  text?: string
  getStart(source: Node): number
  getText(source: Node): string
  getLineAndCharacterOfPosition(position: number): { line: number }
}

interface Sized {
  where: string
  lines: number
}

/** Lists what is too large, one line each; empty when all is well. */
export function checkSizes(): string[] {
  const files = sources()
  const sizes = files.map(path => ({ where: path, lines: countLines(readFileSync(join(ROOT, path), 'utf8')) }))
  const functions = files.filter(path => !isTest(path)).flatMap(functionsOf)
  return [...judge('file', sizes), ...judge('function', functions), ...idleExceptions([...sizes, ...functions])]
}

function judge(kind: keyof typeof LIMITS, all: Sized[]): string[] {
  const { max, p90 } = LIMITS[kind]
  const counted = all.filter(item => !(item.where in EXCEPTIONS))
  const tooLarge = counted
    .filter(item => item.lines > max)
    .map(item => `${item.where}: ${kind} of ${item.lines} lines, at most ${max}`)
  const sorted = counted.map(item => item.lines).sort((a, b) => a - b)
  const ninetieth = sorted[Math.floor(sorted.length * 0.9)] ?? 0
  if (ninetieth > p90) tooLarge.push(`90 % of the ${kind}s should have at most ${p90} lines; now it is ${ninetieth}`)
  return tooLarge
}

/** An exception that nothing needs any more goes. */
function idleExceptions(all: Sized[]): string[] {
  const lines = new Map(all.map(item => [item.where, item.lines]))
  return Object.keys(EXCEPTIONS)
    .filter(where => (lines.get(where) ?? 0) <= (where.includes('#') ? LIMITS.function.max : LIMITS.file.max))
    .map(where => `${where}: listed as an exception and needs none`)
}

function sources(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx', '*.mts', '*.mjs', '*.sql']
  const names = execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).split('\n').filter(Boolean)
  const deleted = new Set(
    execFileSync('git', ['ls-files', '--deleted'], { cwd: ROOT, encoding: 'utf8' }).split('\n').filter(Boolean),
  )
  return names.filter(name => !deleted.has(name) && !/\.gen\.(d\.)?ts$|^db\/schema\.sql$/.test(name))
}

function isTest(path: string): boolean {
  return /\.(test|spec|contract)\.tsx?$|\.sql$/.test(path)
}

function countLines(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
}

function functionsOf(path: string): Sized[] {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const source = typescript.createSourceFile(path, text, typescript.ScriptTarget.Latest, true)
  const found: Sized[] = []
  const visit = (node: Node): void => {
    if (typescript.isFunctionLike(node) && node.body) {
      const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line
      const first = lineOf(node.getStart(source))
      found.push({ where: `${path}#${nameOf(node, source, first + 1)}`, lines: lineOf(node.end) - first + 1 })
    }
    typescript.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function nameOf(node: Node, source: Node, line: number): string {
  return node.name?.getText(source) ?? node.parent?.name?.getText(source) ?? `line ${line}`
}
