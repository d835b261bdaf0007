import type { Tx } from '../../../platform/db/index.ts'
import { type Actor, emit, newEvent } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { type BuriedTable, DEAD_LETTER_KINDS, type DeadLetterKind } from '../../../platform/pending/index.ts'
import { readRawEvents } from '../../channels/index.ts'
import { MESSAGING_EVENTS } from '../events.ts'
import { selectMessage } from '../messages/message.sql.ts'
import { attemptText } from './cause.ts'
import {
  dismissLetter,
  type Letter,
  type LetterState,
  selectCalls,
  selectEvent,
  selectLetter,
  selectLetters,
} from './letter.sql.ts'

/** One attempt, as people see it. */
export interface Attempt {
  /** From 1. */
  attempt: number
  at: string
  /** `failed` for work of our own; refused, unknown or accepted for a call to a provider. */
  outcome: string
  code: string | null
  meaning: string | null
  message: string | null
}

/** Something that was given up, with its content and its attempts. */
export interface OpenedLetter {
  letter: Letter
  /** Null when it is not kept any more. */
  payload: { encoding: 'utf8' | 'base64'; body: string } | null
  history: Attempt[]
}

export const sourceOf = (kind: DeadLetterKind): BuriedTable =>
  (Object.keys(DEAD_LETTER_KINDS) as BuriedTable[]).find(source => DEAD_LETTER_KINDS[source] === kind)!

/** One page, newest first. */
export async function listLetters(
  tx: Tx,
  query: { state: LetterState; kind?: DeadLetterKind; beyond: Uuid | null; limit: number },
): Promise<{ letters: Letter[]; more: boolean }> {
  const { state, kind, beyond, limit } = query
  const rows = await tx.rows(selectLetters({ state, source: kind && sourceOf(kind), beyond }, limit + 1))
  return { letters: rows.slice(0, limit), more: rows.length > limit }
}

/** @throws NOT_FOUND */
export async function openLetter(tx: Tx, id: Uuid): Promise<OpenedLetter> {
  const letter = await tx.one(selectLetter(id))
  return { letter, payload: await payloadOf(tx, letter), history: await historyOf(tx, letter) }
}

async function payloadOf(tx: Tx, { source, sourceId, ref }: Letter): Promise<OpenedLetter['payload']> {
  if (source === 'raw_event_pending') {
    const [raw] = await readRawEvents(tx, [sourceId])
    return raw ? asReceived(raw.body) : null
  }
  if (source === 'send_pending') {
    const message = await tx.maybe(selectMessage(sourceId))
    return message ? asJson({ type: message.type, ...message.content }) : null
  }
  // Nothing was received of a file that could not be fetched.
  if (source !== 'event_pending' || !ref) return null
  const event = await tx.maybe(selectEvent(ref.slice(ref.lastIndexOf(':') + 1)))
  return event ? asJson(event) : null
}

const asJson = (value: unknown) => ({ encoding: 'utf8' as const, body: JSON.stringify(value) })

function asReceived(bytes: Buffer): OpenedLetter['payload'] {
  const body = bytes.toString('utf8')
  const isText = Buffer.from(body, 'utf8').equals(bytes)
  return isText ? { encoding: 'utf8', body } : { encoding: 'base64', body: bytes.toString('base64') }
}

async function historyOf(tx: Tx, { source, sourceId, history }: Letter): Promise<Attempt[]> {
  if (source !== 'send_pending') {
    return history.map(({ at, code, message }, index) => ({
      attempt: index + 1,
      at,
      outcome: 'failed',
      code,
      message,
      meaning: null,
    }))
  }
  return (await tx.rows(selectCalls(sourceId))).map(({ attemptNo, state, at, proof, error }) => ({
    attempt: attemptNo,
    at: at.toISOString(),
    outcome: state,
    code: error?.code === undefined ? null : `${error.code}`,
    meaning: error?.meaning ?? null,
    message: (error && attemptText(error)) || proof,
  }))
}

/**
 * Marks a letter as no longer wanted; it stays in the log of what was given up. Doing it twice is the same as once.
 * Throws NOT_FOUND.
 */
export async function dismiss(tx: Tx, id: Uuid, actor: Actor): Promise<void> {
  const letter = await tx.one(selectLetter(id))
  if ((await tx.run(dismissLetter(id))) === 0) return
  await emit(tx, [letterEvent(MESSAGING_EVENTS['dead_letter.dismissed'], letter, actor)])
}

type LetterDefinition = (typeof MESSAGING_EVENTS)['dead_letter.dismissed' | 'dead_letter.redriven']

export const letterEvent = (
  definition: LetterDefinition,
  { id, source }: Pick<Letter, 'id' | 'source'>,
  actor: Actor,
) => newEvent(definition, id, actor, { kind: DEAD_LETTER_KINDS[source] })
