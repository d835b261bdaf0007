import { z } from 'zod'
import { ID_PREFIXES } from '../ids/index.ts'
import { id, idKinds, moment } from './data.ts'
import { ACTOR_KINDS, definedEvents, type EventDefinition } from './define.ts'
import { aggregateKey } from './show.ts'

type JsonSchema = z.core.JSONSchema.BaseSchema

/** An event as `showEvent` makes it, as a schema. */
const shownEvent = ({ type, version, aggregate, means, data }: EventDefinition) =>
  z
    .object({
      id: id('event'),
      type: z.literal(type),
      version: z.int().describe(`Now ${version}. What was written in an earlier one says so.`),
      at: moment(),
      aggregate: z.object({ type: z.literal(aggregate), id: id(aggregate) }).describe('What it is about'),
      actor: z.object({ kind: z.enum(ACTOR_KINDS), id: z.string().nullable() }).describe('Who did it'),
      data: z.object({ [aggregateKey(aggregate)]: id(aggregate), ...data.shape }),
    })
    .describe(means)

/** Ids as they are shown, and what is passed on without being understood. */
function override({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: JsonSchema }): void {
  const kind = idKinds.get(zodSchema)?.kind
  if (kind) {
    delete jsonSchema.format
    jsonSchema.pattern = `^${ID_PREFIXES[kind]}_[0-9a-f]{32}$`
  }
  if (zodSchema._zod.def.type === 'custom') jsonSchema.type = 'object'
}

const COMPONENTS = '#/components/schemas/'

/** Named parts stand among the components, like those of routes. */
function componentsOf(definition: EventDefinition): Array<[string, JsonSchema]> {
  const made = z.toJSONSchema(shownEvent(definition), { unrepresentable: 'any', override })
  const text = JSON.stringify(made).replaceAll('"#/$defs/', `"${COMPONENTS}`)
  const { $schema: _, $defs = {}, ...schema } = JSON.parse(text) as JsonSchema
  return [...(Object.entries($defs) as Array<[string, JsonSchema]>), [definition.type, schema]]
}

/** A schema for each event, by its type, and `LiveEvent`: any of them, as sockets bring it. */
export function eventSchemas(): Record<string, JsonSchema> {
  const definitions = definedEvents().toSorted((one, other) => (one.type < other.type ? -1 : 1))
  const oneOf = definitions.map(({ type }) => ({ $ref: `${COMPONENTS}${type}` }))
  const cursor = { type: 'string' as const, description: 'Give it back as `after` to hear everything since.' }
  return {
    ...Object.fromEntries(definitions.flatMap(componentsOf)),
    LiveEvent: {
      description: 'An event as the sockets bring it; see docs/api/events.md.',
      allOf: [{ oneOf }, { type: 'object', properties: { cursor }, required: ['cursor'] }],
    },
  }
}
