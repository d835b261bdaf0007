import type { Uuid } from '../ids/index.ts'

export type ActorKind = 'contact' | 'user' | 'bot' | 'campaign' | 'api' | 'system'

/** Who did it; `id` is absent for the system and for bots. */
export interface Actor {
  kind: ActorKind
  id?: Uuid | null
}

/** One change that matters, as a feature writes it. `type` is `noun.verb`. */
export interface EventInput {
  type: string
  aggregateKind: string
  aggregateId: Uuid
  actor: Actor
  data: Record<string, unknown>
}

/** One row of the event log as readers get it. */
export interface EventRow {
  tenantId: Uuid
  id: Uuid
  type: string
  aggregateKind: string
  aggregateId: Uuid
  actor: Actor
  data: Record<string, unknown>
  createdAt: Date
}
