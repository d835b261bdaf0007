import { dirname } from 'node:path'
import { isTest, listSources, type Node, parse, ROOT, readSource, typescript } from './sources.ts'

/**
 * Files, functions and folders stay small enough to be understood at once; there are no exceptions. Generated code does
 * not count. In tests functions are not measured, because a suite is one function; and tests do not count towards the
 * size of their folder.
 */
const LIMITS = { file: { max: 400, p90: 200 }, function: { max: 60, p90: 30 }, folder: { max: 20 } }

interface Sized {
  where: string
  lines: number
}

/** Lists what is too large, one line each; empty when all is well. */
export function checkSizes(root: string = ROOT): string[] {
  const files = listSources(root)
  const code = files.filter(path => !path.endsWith('.sql') && !isTest(path))
  const sizes = files.map(path => ({ where: path, lines: countLines(readSource(root, path)) }))
  const functions = code.flatMap(path => functionsOf(root, path))
  return [...judge('file', sizes), ...judge('function', functions), ...fullFolders(code)]
}

function judge(kind: 'file' | 'function', all: Sized[]): string[] {
  const { max, p90 } = LIMITS[kind]
  const tooLarge = all
    .filter(item => item.lines > max)
    .map(item => `${item.where}: ${kind} of ${item.lines} lines, at most ${max}`)
  const sorted = all.map(item => item.lines).sort((a, b) => a - b)
  const ninetieth = sorted[Math.floor(sorted.length * 0.9)] ?? 0
  if (ninetieth > p90) tooLarge.push(`90 % of the ${kind}s should have at most ${p90} lines; now it is ${ninetieth}`)
  return tooLarge
}

function fullFolders(code: readonly string[]): string[] {
  const { max } = LIMITS.folder
  return [...Map.groupBy(code, path => dirname(path))]
    .filter(([, files]) => files.length > max)
    .map(([folder, files]) => `${folder}: folder of ${files.length} source files, at most ${max}; split it by noun`)
}

function countLines(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
}

function functionsOf(root: string, path: string): Sized[] {
  const source = parse(path, readSource(root, path))
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
