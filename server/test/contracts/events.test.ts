import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { FEATURES } from '../../app.ts'
import type { MessageContent } from '../../features/channels/index.ts'
import type { CONTACT_EVENTS } from '../../features/contacts/index.ts'
import type { MESSAGING_EVENTS } from '../../features/messaging/index.ts'
import { eventSchemas } from '../../platform/events/document.ts'
import {
  type DataOf,
  definedEvents,
  type NewEvent,
  type StoredEvent,
  type Subscriber,
} from '../../platform/events/index.ts'
import { testContext } from '../context.ts'
import { eventPage } from './event-page.ts'

const SERVER = join(import.meta.dirname, '..', '..')
const events = definedEvents().toSorted((one, other) => (one.type < other.type ? -1 : 1))

it('docs/api/events.md lists exactly the events of the code', async () => {
  await expect(eventPage(events)).toMatchFileSnapshot(join(SERVER, '..', 'docs', 'api', 'events.md'))
})

it('every event is a noun and a verb, has a version, and says in one sentence what happened', () => {
  expect(events.length).toBeGreaterThan(35)
  for (const { type, version, means } of events) {
    expect(type).toMatch(/^[a-z_]+\.[a-z_]+$/)
    expect(version, type).toBeGreaterThanOrEqual(1)
    expect(means, type).toMatch(/^[A-Z].{10,}\.$/)
    expect(means, type).not.toContain('|')
  }
})

it('every event that is declared is written somewhere', () => {
  const sources = globSync('{features,platform}/**/*.ts', { cwd: SERVER }).filter(
    path => !/(\.test|\.fixture|(^|\/)events|(^|\/)subscribers)\.ts$/.test(path),
  )
  const text = sources.map(path => readFileSync(join(SERVER, path), 'utf8')).join('\n')
  expect(events.map(({ type }) => type).filter(type => !text.includes(`'${type}'`))).toEqual([])
})

it('every subscriber handles events that are declared, and has a name of its own', () => {
  const context = testContext({ url: 'postgres://nobody@127.0.0.1:1/none' })
  const subscribers = FEATURES.flatMap(make => make(context).subscribers ?? [])
  expect(subscribers.length).toBeGreaterThan(3)
  expect(new Set(subscribers.map(({ name }) => name)).size).toBe(subscribers.length)
  for (const { name, to } of subscribers) {
    expect(name).toMatch(/^[a-z-]+$/)
    expect(to.filter(definition => !events.includes(definition))).toEqual([])
  }
})

it('the API document describes every event as the sockets bring it, with shown ids', () => {
  const schemas = eventSchemas()
  expect(Object.keys(schemas)).toEqual(expect.arrayContaining([...events.map(({ type }) => type), 'LiveEvent']))
  const received = JSON.stringify(schemas['message.received'])
  expect(received).toContain('"conversationId":{"type":"string","pattern":"^conv_[0-9a-f]{32}$"}')
  expect(JSON.stringify(schemas)).not.toContain('#/$defs/')
})

/** What the compiler must refuse: each constant has the only value that its type allows. */
type Accepts<Wanted, Given> = [Given] extends [Wanted] ? true : false
type Received = (typeof MESSAGING_EVENTS)['message.received']
type Letter = DataOf<(typeof MESSAGING_EVENTS)['dead_letter.redriven']>
type Handled = Parameters<Subscriber['handle']>[1]

it('what is no declared event, or does not fit its declaration, does not compile', () => {
  const unknownType: Accepts<keyof typeof MESSAGING_EVENTS, 'message.recieved'> = false
  const knownType: Accepts<keyof typeof MESSAGING_EVENTS, 'message.received'> = true
  const anObjectLikeThem: Accepts<
    NewEvent,
    { definition: Received; aggregateId: string; actor: { kind: 'system' }; data: DataOf<Received> }
  > = false
  const wrongValue: Accepts<Letter, { kind: 'nothing' }> = false
  const missingMember: Accepts<DataOf<Received>, Omit<DataOf<Received>, 'seq'>> = false
  const rightData: Accepts<Letter, { kind: 'event' }> = true
  const strings: Accepts<Subscriber['to'], readonly string[]> = false
  const untyped: Accepts<StoredEvent<Received>, Handled> = false
  const otherEvent: Accepts<StoredEvent<Received>, StoredEvent<(typeof CONTACT_EVENTS)['contact.created']>> = false
  const content: Accepts<keyof DataOf<Received>['content'], keyof MessageContent> = true
  expect([unknownType, knownType, anObjectLikeThem, wrongValue, missingMember, rightData]).toEqual([
    false,
    true,
    false,
    false,
    false,
    true,
  ])
  expect([strings, untyped, otherEvent, content]).toEqual([false, false, false, true])
})
