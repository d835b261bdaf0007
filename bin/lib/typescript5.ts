import { createRequire, registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * Loaded with --import before dependency-cruiser. TypeScript 7, which the project uses, has no JavaScript API, so the
 * tool gets the TypeScript 5 that the OpenAPI tools have. Without this it would see no TypeScript file.
 */
const tools = createRequire(join(import.meta.dirname, '..', '..', 'tools', 'openapi', 'package.json'))
const found = new Map(
  ['typescript', 'typescript/package.json'].map(name => [name, pathToFileURL(tools.resolve(name)).href]),
)

registerHooks({
  resolve(specifier, context, nextResolve) {
    const url = found.get(specifier)
    if (!url) return nextResolve(specifier, context)
    return { url, shortCircuit: true, format: url.endsWith('.json') ? 'json' : 'commonjs' }
  },
})
