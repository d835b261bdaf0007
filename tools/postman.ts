import { sample } from 'openapi-sampler'

interface Parameter {
  name: string
  in: string
  required?: boolean
  description?: string
}

interface Operation {
  summary?: string
  description?: string
  tags?: string[]
  security?: object[]
  parameters?: Parameter[]
  requestBody?: { content?: Record<string, { schema?: object }> }
}

interface ApiDocument {
  info?: { title?: string; description?: string }
  paths?: Record<string, Record<string, Operation>>
}

interface Folder {
  name: string
  item: object[]
}

/**
 * The API as a Postman collection (format 2.1, https://schema.postman.com): a folder for each tag, a request for each operation
 * with an example of its body. `baseUrl` and `key` are variables of the collection.
 */
export function postmanCollection(document: ApiDocument): object {
  const folders = new Map<string, Folder>()
  for (const [path, operations] of Object.entries(document.paths ?? {})) {
    if (!path.startsWith('/api/')) continue
    for (const [method, operation] of Object.entries(operations)) {
      const name = operation.tags?.[0] ?? 'Other'
      const folder = folders.get(name) ?? { name, item: [] }
      folder.item.push(requestOf(document, path, method, operation))
      folders.set(name, folder)
    }
  }
  return {
    info: {
      name: document.info?.title ?? 'API',
      description: document.info?.description ?? '',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{key}}', type: 'string' }] },
    variable: [
      { key: 'baseUrl', value: 'http://127.0.0.1:4000' },
      { key: 'key', value: '' },
    ],
    item: [...folders.values()].toSorted((one, other) => one.name.localeCompare(other.name, 'en')),
  }
}

function requestOf(document: ApiDocument, path: string, method: string, operation: Operation): object {
  const { summary = path, description, parameters = [], security } = operation
  const inPath = parameters.filter(one => one.in === 'path')
  const inQuery = parameters.filter(one => one.in === 'query')
  const raw = `{{baseUrl}}${path.replace(/\{(\w+)\}/g, ':$1')}`
  return {
    name: summary,
    request: {
      method: method.toUpperCase(),
      ...(security?.length === 0 && { auth: { type: 'noauth' } }),
      ...(description && { description }),
      header: [],
      url: {
        raw,
        host: ['{{baseUrl}}'],
        path: path
          .slice(1)
          .split('/')
          .map(part => part.replace(/^\{(\w+)\}$/, ':$1')),
        variable: inPath.map(one => ({ key: one.name, value: '', description: one.description ?? '' })),
        // What is not needed is there to be switched on.
        query: inQuery.map(one => ({
          key: one.name,
          value: '',
          description: one.description ?? '',
          disabled: !one.required,
        })),
      },
      ...bodyOf(document, operation),
    },
  }
}

function bodyOf(document: ApiDocument, { requestBody }: Operation): object {
  const content = requestBody?.content ?? {}
  if (content['multipart/form-data'])
    return { body: { mode: 'formdata', formdata: [{ key: 'file', type: 'file', src: '' }] } }
  const schema = content['application/json']?.schema
  if (!schema) return {}
  const example = sample(schema as never, { skipReadOnly: true, quiet: true }, document as never)
  return {
    body: { mode: 'raw', raw: JSON.stringify(example, null, 2), options: { raw: { language: 'json' } } },
  }
}
