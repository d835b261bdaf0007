import type { Context } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/index.ts'
import { readId, showId, type Uuid } from '../../platform/ids/index.ts'
import { type Belonging, belongingsOf, sees } from '../messaging/index.ts'
import type { LiveEvent } from './schema.ts'

/** What passes what a socket's person may see, in the order in which it came. */
export interface VisibleEvents {
  pass(event: LiveEvent): void
  /** Runs `act` after everything that was passed before. */
  afterwards(act: () => void): void
}

interface VisibleOutlet {
  event(event: LiveEvent): void
  /** The person sees this conversation no more. */
  hidden(conversationId: string): void
  failed(error: unknown): void
}

/** Looked up with one statement. */
const AT_ONCE = 500
/** They tell of all conversations together. */
const OF_ALL = /^(dead_letter|webhook_endpoint)\./

type Viewing = Pick<Principal, 'id' | 'tenantId' | 'visibility'>

/**
 * Who sees all conversations gets every event at once. For others it is asked whose the conversations are now, some
 * events with one statement: so nothing is told of a conversation that is not theirs any more, however old the event.
 */
export function visibleEvents({ db }: Pick<Context, 'db'>, viewer: Viewing, outlet: VisibleOutlet): VisibleEvents {
  if (!viewer.visibility) return { pass: event => outlet.event(event), afterwards: act => act() }
  const waiting: Array<LiveEvent | (() => void)> = []
  let working = false
  const work = async () => {
    while (waiting.length > 0) {
      const items = waiting.splice(0, AT_ONCE)
      const ids = items.flatMap(item => (typeof item === 'function' ? [] : (conversationOf(item) ?? [])))
      const known = ids.length > 0 ? await db.tenant(viewer.tenantId, tx => belongingsOf(tx, ids)) : new Map()
      for (const item of items) {
        if (typeof item === 'function') item()
        else show(item, known)
      }
    }
    working = false
  }
  const show = (event: LiveEvent, known: ReadonlyMap<Uuid, Belonging>) => {
    if (OF_ALL.test(event.type)) return
    const id = conversationOf(event)
    const now = id && known.get(id)
    if (!id || (now && sees(viewer, now))) outlet.event(event)
    else if (now && sees(viewer, belongingBefore(event, now))) outlet.hidden(showId('conversation', id))
  }
  const add = (item: LiveEvent | (() => void)) => {
    waiting.push(item)
    if (working) return
    working = true
    // After a failure nothing is sent any more: the socket closes, and its client resumes.
    work().catch(error => outlet.failed(error))
  }
  return { pass: add, afterwards: add }
}

/** The conversation that an event is about. */
function conversationOf({ type, data }: LiveEvent): Uuid | null {
  if (!/^(message|conversation)\./.test(type)) return null
  const { conversationId } = data as { conversationId?: unknown }
  return typeof conversationId === 'string' ? readId('conversation', conversationId) : null
}

/** Whose a conversation was before a change. */
function belongingBefore({ type, data }: LiveEvent, now: Belonging): Belonging {
  const { before } = data as { before?: { assigneeId?: string | null; teamId?: string | null } }
  if (type !== 'conversation.updated' || !before) return { assigneeId: null, teamId: null }
  const { assigneeId, teamId } = before
  return {
    assigneeId: assigneeId === undefined ? now.assigneeId : assigneeId && readId('user', assigneeId),
    teamId: teamId === undefined ? now.teamId : teamId && readId('team', teamId),
  }
}

/** Of these people, those who see a conversation now; one statement, and none when all of them see all. */
export async function whoSees<T extends Viewing>(
  { db }: Pick<Context, 'db'>,
  tenantId: Uuid,
  conversationId: string,
  people: readonly T[],
): Promise<T[]> {
  if (people.every(person => !person.visibility)) return [...people]
  const id = readId('conversation', conversationId)
  const now = id && (await db.tenant(tenantId, tx => belongingsOf(tx, [id]))).get(id)
  return people.filter(person => !person.visibility || (now && sees(person, now)))
}
