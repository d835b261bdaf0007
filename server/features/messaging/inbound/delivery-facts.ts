import { createHash } from 'node:crypto'
import type { Uuid } from '../../../platform/ids/index.ts'
import {
  type ChannelNotice,
  type ChannelState,
  type InboundMessage,
  type InboundStatus,
  type NamedGroup,
  type NamedPerson,
  type Preference,
  parseRawEvent,
  type RawEvent,
} from '../../channels/index.ts'

/** Where a fact comes from. */
interface Source {
  channelId: Uuid
  rawEventId: Uuid
  /** The trace of the delivery, where traces are collected. */
  trace?: string | undefined
}

export interface MessageFact extends Source {
  kind: 'message'
  message: InboundMessage
  /** When the delivery came, by our own clock; absent where the provider tells no time of the message. */
  receivedAt?: Date
}

export interface StatusFact extends Source {
  kind: 'status'
  status: InboundStatus
}

export interface NoticeFact extends Source {
  kind: 'notice'
  notice: ChannelNotice
  /**
   * Notices have no id of their own. This key is made from the delivery's bytes, so that a repeated delivery brings
   * nothing new.
   */
  key: string
}

export interface PreferenceFact extends Source {
  kind: 'preference'
  preference: Preference
}

export interface StateFact extends Source {
  kind: 'state'
  state: ChannelState
}

export interface PersonFact extends Source {
  kind: 'person'
  person: NamedPerson
}

export interface GroupFact extends Source {
  kind: 'group'
  group: NamedGroup
}

/** One thing that a delivery says. */
export type Fact = MessageFact | StatusFact | NoticeFact | PreferenceFact | StateFact | PersonFact | GroupFact

/** Everything one delivery says: messages, then statuses, then the rest. */
export function factsOf(raw: RawEvent, trace?: string): Fact[] {
  const { messages, statuses, notices, preferences = [], states = [], people = [], groups = [] } = parseRawEvent(raw)
  const source: Source = { channelId: raw.channelId, rawEventId: raw.id }
  if (trace !== undefined) source.trace = trace
  const hash = notices.length > 0 ? createHash('sha256').update(raw.body).digest('hex').slice(0, 32) : ''
  return [
    ...messages.map(message => ({
      ...source,
      kind: 'message' as const,
      message,
      ...(message.at.getTime() !== raw.receivedAt.getTime() && { receivedAt: raw.receivedAt }),
    })),
    ...statuses.map(status => ({ ...source, kind: 'status' as const, status })),
    ...notices.map((notice, no) => ({ ...source, kind: 'notice' as const, notice, key: `notice.${hash}.${no}` })),
    ...preferences.map(preference => ({ ...source, kind: 'preference' as const, preference })),
    ...states.map(state => ({ ...source, kind: 'state' as const, state })),
    ...people.map(person => ({ ...source, kind: 'person' as const, person })),
    ...groups.map(group => ({ ...source, kind: 'group' as const, group })),
  ]
}

/** Facts by kind, each in the order they came. */
export function byKind(facts: readonly Fact[]): {
  messages: MessageFact[]
  statuses: StatusFact[]
  notices: NoticeFact[]
  preferences: PreferenceFact[]
  states: StateFact[]
  people: PersonFact[]
  groups: GroupFact[]
} {
  return {
    messages: facts.filter(fact => fact.kind === 'message'),
    statuses: facts.filter(fact => fact.kind === 'status'),
    notices: facts.filter(fact => fact.kind === 'notice'),
    preferences: facts.filter(fact => fact.kind === 'preference'),
    states: facts.filter(fact => fact.kind === 'state'),
    people: facts.filter(fact => fact.kind === 'person'),
    groups: facts.filter(fact => fact.kind === 'group'),
  }
}

/** A message that nobody has seen before, with the id it gets. */
export interface UnseenMessage extends MessageFact {
  id: Uuid
}
