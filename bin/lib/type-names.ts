import { isTest, listSources, parse, ROOT, readSource, typescript } from './sources.ts'

/**
 * A room, in which one type name has one meaning: a feature of the server or of the web app, or a part of the platform.
 */
const ROOM = /^(server\/(features|platform)|web\/features)\/[^/]+\//

/**
 * Lists exported types that have the same name as another one of the same feature, one line each; empty when all is
 * well.
 */
export function checkTypeNames(root: string = ROOT): string[] {
  const types = listSources(root)
    .filter(path => !path.endsWith('.sql') && !isTest(path))
    .flatMap(path => {
      const room = ROOM.exec(path)?.[0]
      return room ? exportedTypes(root, path).map(name => ({ key: `${room}: ${name}`, path })) : []
    })
  return [...Map.groupBy(types, type => type.key)]
    .filter(([, places]) => places.length > 1)
    .map(([key, places]) => `${key} names a type in each of ${places.map(place => place.path).join(', ')}`)
}

function exportedTypes(root: string, path: string): string[] {
  const source = parse(path, readSource(root, path))
  const names: string[] = []
  typescript.forEachChild(source, node => {
    if (!typescript.isInterfaceDeclaration(node) && !typescript.isTypeAliasDeclaration(node)) return
    const isExported = node.modifiers?.some(modifier => modifier.kind === typescript.SyntaxKind.ExportKeyword)
    if (isExported && node.name) names.push(node.name.getText(source))
  })
  return names
}
