import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '..', '..')

/** The part of TypeScript's API that is used here; the types of the two versions differ. */
interface TypeScript5 {
  createSourceFile(name: string, text: string, target: number, setParents: boolean, kind?: number): Node
  forEachChild(node: Node, visit: (child: Node) => void): void
  isFunctionLike(node: Node): boolean
  isInterfaceDeclaration(node: Node): boolean
  isTypeAliasDeclaration(node: Node): boolean
  ScriptTarget: { Latest: number }
  SyntaxKind: { ExportKeyword: number }
}

export interface Node {
  kind: number
  pos: number
  end: number
  body?: Node
  name?: Node
  parent?: Node
  text?: string
  modifiers?: readonly Node[]
  getStart(source: Node): number
  getText(source: Node): string
  getLineAndCharacterOfPosition(position: number): { line: number }
}

// TypeScript 7 has no JavaScript API; the OpenAPI tools have a TypeScript 5 beside them.
export const typescript: TypeScript5 = createRequire(join(ROOT, 'tools', 'openapi', 'package.json'))('typescript')

/** Every code file that git knows or would add, without generated ones. */
export function listSources(root: string): string[] {
  const git = (...args: string[]) =>
    execFileSync('git', ['ls-files', ...args], { cwd: root, encoding: 'utf8' })
      .split('\n')
      .filter(Boolean)
  const deleted = new Set(git('--deleted'))
  return git('--cached', '--others', '--exclude-standard', '*.ts', '*.tsx', '*.mts', '*.mjs', '*.sql').filter(
    name => !deleted.has(name) && !/\.gen\.(d\.)?ts$|^db\/schema\.sql$/.test(name),
  )
}

export const isTest = (path: string): boolean => /\.(test|spec|contract)\.tsx?$/.test(path)

export const readSource = (root: string, path: string): string => readFileSync(join(root, path), 'utf8')

export const parse = (path: string, text: string): Node =>
  typescript.createSourceFile(path, text, typescript.ScriptTarget.Latest, true)
