/** A JSON Schema, as the document of the API has it. */
type Schema = Record<string, unknown>

interface Operation {
  operationId?: string
  summary?: string
  description?: string
  'x-permission'?: string
  parameters?: Array<{ name: string; in: string; required?: boolean; description?: string; schema?: Schema }>
  requestBody?: { content?: Record<string, { schema?: Schema }> }
}

/** What is read of `/openapi.json`. */
export interface ApiDocument {
  paths: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, Schema> }
}

/** An operation of the API as a tool: what it is called with, and the request that it makes. */
export interface ApiTool {
  name: string
  description: string
  inputSchema: Schema & { type: 'object' }
  isRead: boolean
  method: string
  /** With the names of its parameters in braces. */
  path: string
  queryNames: readonly string[]
}

/**
 * What may be changed: what people do all day in the inbox, and can be undone or is theirs to say. Nothing that deletes, that many
 * rows depend on, or that touches credentials, channels, keys or members.
 */
const WRITES: ReadonlySet<string> = new Set([
  'postMessagesSend',
  'postConversationMessages',
  'patchConversationById',
  'postConversationRead',
  'postConversationUnread',
  'patchContactById',
  'patchOrderStatus',
])

/**
 * The safe operations of the API that somebody with these permissions may use: everything that only reads what a permission
 * opens, and `WRITES`.
 */
export function toolsOf(document: ApiDocument, permissions: ReadonlySet<string>): ApiTool[] {
  const schemas = document.components?.schemas ?? {}
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) => {
      const { operationId: name, 'x-permission': permission } = operation
      if (!name || !permission || !permissions.has(permission)) return []
      const isRead = method === 'get' && permission.endsWith(':read')
      return isRead || WRITES.has(name) ? [toolOf(name, { path, method, operation, isRead }, schemas)] : []
    }),
  )
}

interface Described {
  path: string
  method: string
  operation: Operation
  isRead: boolean
}

function toolOf(
  name: string,
  { path, method, operation, isRead }: Described,
  schemas: Record<string, Schema>,
): ApiTool {
  const parameters = (operation.parameters ?? []).filter(({ in: where }) => where === 'path' || where === 'query')
  const body = operation.requestBody?.content?.['application/json']?.schema
  const properties: Record<string, Schema> = Object.fromEntries(
    parameters.map(({ name, schema = {}, description }) => [name, { ...schema, ...(description && { description }) }]),
  )
  if (body) properties.body = body
  const required = [...parameters.filter(one => one.required).map(one => one.name), ...(body ? ['body'] : [])]
  const input: Schema & { type: 'object' } = { type: 'object', properties, required, additionalProperties: false }
  const $defs = definitionsOf(input, schemas)
  return {
    name,
    description: [operation.summary, operation.description].filter(Boolean).join('\n\n'),
    inputSchema: pointed({ ...input, ...(Object.keys($defs).length > 0 && { $defs }) }),
    isRead,
    method: method.toUpperCase(),
    path,
    queryNames: parameters.filter(one => one.in === 'query').map(one => one.name),
  }
}

const REF = /"#\/components\/schemas\/([^"]+)"/g

/** The named schemas that something refers to, and those that these refer to. */
function definitionsOf(from: Schema, schemas: Record<string, Schema>): Record<string, Schema> {
  const found: Record<string, Schema> = {}
  const visit = (value: Schema): void => {
    for (const [, name] of JSON.stringify(value).matchAll(REF)) {
      const schema = name === undefined || name in found ? undefined : schemas[name]
      if (name === undefined || !schema) continue
      found[name] = schema
      visit(schema)
    }
  }
  visit(from)
  return found
}

/** A tool's schema stands by itself: its references lead into itself. */
const pointed = <T extends Schema>(schema: T): T =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"#/$defs/')) as T
