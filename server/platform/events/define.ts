import type { z } from 'zod'
import type { IdKind, Uuid } from '../ids/index.ts'

export const ACTOR_KINDS = ['contact', 'user', 'bot', 'campaign', 'api', 'system'] as const
export type ActorKind = (typeof ACTOR_KINDS)[number]

/** Which conversations a person sees: those assigned to them, and with `team` those of these teams, too. */
export interface LimitedVisibility {
  of: 'own' | 'team'
  teamIds: readonly Uuid[]
}

/** Who did it; `id` is absent for the system and for bots. */
export interface Actor {
  kind: ActorKind
  id?: Uuid | null
  /** A test key; not written to the log. */
  simulatorOnly?: boolean
  /** Of who does not see all conversations; not written to the log. */
  visibility?: LimitedVisibility
}

/** One entry of a feature's `events.ts`: what readers of the log, sockets and webhooks may rely on. */
export interface EventDefinition<Type extends string = string, Data extends z.ZodObject = z.ZodObject> {
  /** `noun.verb` */
  readonly type: Type
  /** Goes up when what was promised changes; a new member that may be absent is no change. */
  readonly version: number
  /** What the event is about; its events reach a subscriber in their order. */
  readonly aggregate: IdKind
  /** One sentence for docs/api/events.md. */
  readonly means: string
  /** As it stands in the log: JSON, ids bare and marked with `id`. */
  readonly data: Data
}

export type EventType = `${string}.${string}`
type Declaration = Omit<EventDefinition, 'type'>
type Catalogue<Entries extends Record<EventType, Declaration>> = {
  readonly [Type in keyof Entries & EventType]: EventDefinition<Type, Entries[Type]['data']>
}

const defined = new Map<string, EventDefinition>()

/** Declares what a feature emits; keys become types. */
export function defineEvents<const Entries extends Record<EventType, Declaration>>(
  entries: Entries,
): Catalogue<Entries> {
  const catalogue = Object.fromEntries(Object.entries(entries).map(([type, entry]) => [type, { type, ...entry }]))
  for (const [type, definition] of Object.entries(catalogue)) {
    if (defined.has(type)) throw new Error(`the event ${type} is declared twice`)
    defined.set(type, definition)
  }
  return catalogue as Catalogue<Entries>
}

/** Every event of the modules loaded so far; docs/api/events.md and the API document are made from it. */
export const definedEvents = (): readonly EventDefinition[] => [...defined.values()]

/** What this version of the program knows of a type; undefined for one that another version wrote. */
export const definitionOf = (type: string): EventDefinition | undefined => defined.get(type)

/** The data of an event. */
export type DataOf<Definition extends EventDefinition> = z.output<Definition['data']>

const MADE = Symbol('made by newEvent')

/** One change that matters, as a feature writes it. Only `newEvent` makes it, so its data fits its type. */
export interface NewEvent<Definition extends EventDefinition = EventDefinition> {
  readonly [MADE]: true
  readonly definition: Definition
  readonly aggregateId: Uuid
  readonly actor: Actor
  readonly data: DataOf<Definition>
  /** The trace it belongs to, where traces are collected. */
  readonly trace?: string | undefined
}

/** An event to be written by `emit`. The types have checked the data; nothing is parsed here. */
export const newEvent = <Definition extends EventDefinition>(
  definition: Definition,
  aggregateId: Uuid,
  actor: Actor,
  data: DataOf<Definition>,
): NewEvent<Definition> => ({ [MADE]: true, definition, aggregateId, actor, data })

/** The same event as part of a trace. */
export const inTrace = <Event extends NewEvent>(event: Event, trace: string | null | undefined): Event =>
  trace ? { ...event, trace } : event

/** One row of the event log as readers get it; of several definitions, one of the kinds by `type`. */
export type StoredEvent<Definition extends EventDefinition = EventDefinition> = Definition extends EventDefinition
  ? {
      tenantId: Uuid
      id: Uuid
      type: Definition['type']
      version: number
      aggregateKind: string
      aggregateId: Uuid
      actor: Actor
      data: DataOf<Definition>
      createdAt: Date
      trace?: string | null | undefined
    }
  : never
