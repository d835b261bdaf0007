/** A customer's message in its conversation. */
export interface Heard {
  /** Of the provider. */
  id: string
  messageId: string
  conversationId: string
  seq: number
}

/** What a bot said in one transaction. */
export interface Spoken {
  id: string
  conversationId: string
  /** Of the first part. */
  seq: number
  /** The message that it says to answer; undefined where that is not recorded. */
  answers: string | undefined
  /** Ids of what was said. */
  bubbles: readonly string[]
  /** Nothing of it has left, and nothing will: a newer answer took its place. */
  withdrawn: boolean
}

/** What a bot said in one go, and to which messages of the customer, by the provider's ids. */
export interface Turn {
  id: string
  inputs: readonly string[]
  bubbles: readonly string[]
}

/**
 * Tells which messages each turn answers: the one that it names; or else the oldest before it that has no answer. What is
 * still open then has joined a later turn, when the bots group what customers write, or when the bot had answered it and
 * took that answer back. A turn for which no message is left repeats the answer before it.
 *
 * @param grouping whether one turn may answer several messages
 */
export function turnsOf(heard: readonly Heard[], spoken: readonly Spoken[], grouping: boolean): Turn[] {
  const threads = Map.groupBy(heard, message => message.conversationId)
  return [...Map.groupBy(spoken, turn => turn.conversationId)].flatMap(([conversationId, said]) =>
    turnsOfThread(threads.get(conversationId) ?? [], said, grouping),
  )
}

function turnsOfThread(heard: readonly Heard[], spoken: readonly Spoken[], grouping: boolean): Turn[] {
  const inputs = new Map<string, string[]>()
  const open = new Map(heard.toSorted(bySeq).map(message => [message.messageId, message]))
  const takenBack = new Set<string>()
  let last: Heard | undefined
  for (const turn of spoken.toSorted(bySeq)) {
    const named = heard.find(message => message.messageId === turn.answers)
    const oldest = [...open.values()].find(message => message.seq < turn.seq)
    const answered = named ?? oldest ?? last
    if (turn.withdrawn) {
      if (answered) takenBack.add(answered.messageId)
      continue
    }
    inputs.set(turn.id, answered ? [answered.id] : [])
    if (answered) open.delete(answered.messageId)
    last = answered ?? last
  }
  const standing = spoken.filter(turn => !turn.withdrawn).toSorted(bySeq)
  for (const { id, messageId, seq } of open.values()) {
    const next = standing.find(turn => turn.seq > seq)
    if (next && (grouping || takenBack.has(messageId))) inputs.get(next.id)!.push(id)
  }
  return standing.map(({ id, bubbles }) => ({ id, bubbles, inputs: inputs.get(id)! }))
}

const bySeq = (one: { seq: number }, other: { seq: number }) => one.seq - other.seq
