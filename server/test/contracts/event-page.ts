import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { eventSchemas } from '../../platform/events/document.ts'
import type { EventDefinition } from '../../platform/events/index.ts'

type Schema = z.core.JSONSchema.JSONSchema

/** docs/api/events.md, made from the declarations. */
export const eventPage = (events: readonly EventDefinition[]): string => {
  const schemas = eventSchemas()
  return [...HEAD, ...events.flatMap(event => sectionOf(event, schemas)), ''].join('\n')
}

const HEAD = [
  '# Events',
  '',
  'Everything that changes writes an event to the log of its business. Sockets bring it as `event {id, cursor, type, version, at,',
  'aggregate, actor, data}`: `aggregate` is what it is about, and its id stands in `data` too, under the name below. Ids have their',
  'prefix, times are ISO 8601. Members with `?` may be absent. The API document has a schema for each type, and `LiveEvent` for all.',
  '',
  'The version of a type goes up when what stands here changes for its readers; that a member is added is no such change, so pass',
  'over what you do not know.',
  '',
  'Made from the code: `npm test -- server/test/contracts/events.test.ts -u` writes it anew.',
]

function sectionOf({ type, version, means }: EventDefinition, schemas: Record<string, Schema>): string[] {
  const { data } = schemas[type]!.properties as Record<string, Schema>
  const rows = rowsOf(data!, '')
  return ['', `## \`${type}\``, '', `${means} Version ${version}.`, '', '| data | value | |', '|---|---|---|', ...rows]
}

/** One row for each member; those of objects within it follow it. */
function rowsOf(schema: Schema, path: string): string[] {
  const required = new Set(schema.required)
  const members = (schema.properties ?? {}) as Record<string, Schema>
  return Object.entries(members).flatMap(([key, member]) => {
    const name = `${path}${key}`
    const same = key === 'before' && isDeepStrictEqual(member, members.changed)
    const { value, inner }: Told = same ? { value: 'as `changed`: what it was' } : told(member)
    const row = `| \`${name}\`${required.has(key) ? '' : '?'} | ${value} | ${descriptionOf(member)} |`
    return [row, ...(inner ? rowsOf(inner, `${name}${value.startsWith('list') ? '[]' : ''}.`) : [])]
  })
}

const descriptionOf = (schema: Schema): string => schema.description ?? ''

interface Told {
  value: string
  inner?: Schema
}

/** What a member holds, in words, and the object whose members follow. */
function told(schema: Schema): Told {
  if (schema.$ref) return { value: `\`${schema.$ref.split('/').at(-1)}\` of the API document` }
  const choices = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined
  if (choices) return choiceOf(choices)
  if (schema.const !== undefined) return { value: `\`${schema.const}\`` }
  if (schema.enum) return { value: schema.enum.map(one => `\`${one}\``).join(', ') }
  if (Array.isArray(schema.type)) return choiceOf(schema.type.map(type => ({ ...schema, type })))
  if (schema.type === 'array') {
    const { value, inner } = told(schema.items as Schema)
    return { value: `list of ${value}`, ...(inner && { inner }) }
  }
  if (schema.type === 'object') return { value: 'object', ...(schema.properties && { inner: schema }) }
  if (schema.format === 'date-time') return { value: 'time' }
  if (schema.pattern?.startsWith('^')) return { value: `id \`${schema.pattern.slice(1).split('[')[0]}…\`` }
  return { value: WORDS[schema.type ?? ''] ?? 'anything' }
}

const WORDS: Record<string, string> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
}

function choiceOf(choices: readonly Schema[]): Told {
  const some = choices.filter(choice => choice.type !== 'null').map(told)
  const nullable = some.length < choices.length ? ' or null' : ''
  const [first] = some
  if (some.length === 1 && first) return { ...first, value: `${first.value}${nullable}` }
  return { value: `${[...new Set(some.map(one => one.value))].join(' or ')}${nullable}` }
}
