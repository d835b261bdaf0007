import type { z } from 'zod'
import { showId, type Uuid } from '../ids/index.ts'
import { idKinds } from './data.ts'
import { type DataOf, definitionOf, type EventDefinition, type StoredEvent } from './define.ts'

/** An event as it leaves the program: ids with their prefixes, times as text. */
export interface ShownEvent {
  id: string
  type: string
  version: number
  at: string
  aggregate: { type: string; id: string }
  actor: { kind: string; id: string | null }
  data: DataOf<EventDefinition>
}

export function showEvent(row: StoredEvent): ShownEvent {
  const definition = definitionOf(row.type)
  const aggregateId = definition ? showId(definition.aggregate, row.aggregateId) : row.aggregateId
  const { kind, id } = row.actor
  return {
    id: showId('event', row.id),
    type: row.type,
    version: row.version,
    at: row.createdAt.toISOString(),
    aggregate: { type: row.aggregateKind, id: aggregateId },
    actor: { kind, id: id ? showActor(kind, id) : null },
    // What an event is about stands in its data too, under the name that the API uses. Of a type that only another version of
    // the program knows the rest cannot be shown: nobody here can tell its ids from other text.
    data: { [aggregateKey(row.aggregateKind)]: aggregateId, ...(definition && showData(definition, row.data)) },
  }
}

function showActor(kind: string, id: Uuid): string | null {
  if (kind === 'api') return showId('apiKey', id)
  return kind === 'user' ? showId('user', id) : null
}

/** Under which name the data say what an event is about. */
export const aggregateKey = (kind: string): string => `${kind}Id`

/** Undefined: nothing in it is an id. */
type Show = ((value: unknown) => unknown) | undefined

const shows = new WeakMap<EventDefinition, Show>()

function showData(definition: EventDefinition, data: Record<string, unknown>): Record<string, unknown> {
  if (!shows.has(definition)) shows.set(definition, showOf(definition.data))
  const show = shows.get(definition)
  return (show ? show(data) : data) as Record<string, unknown>
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const isUuid = (value: unknown): value is Uuid => typeof value === 'string' && UUID.test(value)

/** How values of a schema are shown. Lenient towards what older versions wrote: what is no id stays as it is. */
function showOf(schema: z.core.$ZodType): Show {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'string': {
      const kind = idKinds.get(schema)?.kind
      return kind && (value => (isUuid(value) ? showId(kind, value) : value))
    }
    case 'object':
      return showMembers(def.shape)
    case 'array': {
      const show = showOf(def.element)
      return show && (value => (Array.isArray(value) ? value.map(show) : value))
    }
    case 'nullable':
    case 'optional':
      return showOf(def.innerType)
    case 'union':
      return showVariants(def)
    default:
      return undefined
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function showMembers(shape: z.core.$ZodShape): Show {
  const members = Object.entries(shape).flatMap(([key, schema]) => {
    const show = showOf(schema)
    return show ? [{ key, show }] : []
  })
  if (members.length === 0) return undefined
  return value => {
    if (!isObject(value)) return value
    const shown = members.filter(({ key }) => key in value).map(({ key, show }) => [key, show(value[key])])
    return { ...value, ...Object.fromEntries(shown) }
  }
}

/** Of a choice between objects: which one it is, is told by the member that the choice goes by. */
function showVariants(def: z.core.$ZodUnionDef & Partial<z.core.$ZodDiscriminatedUnionDef>): Show {
  const { discriminator } = def
  const variants = def.options.map(option => ({ option, show: showOf(option) }))
  if (variants.every(({ show }) => !show)) return undefined
  if (!discriminator) throw new Error('ids inside a union need a discriminator')
  return value => {
    if (!isObject(value)) return value
    const found = variants.find(({ option }) =>
      option._zod.propValues?.[discriminator]?.has(value[discriminator] as string),
    )
    return found?.show ? found.show(value) : value
  }
}
