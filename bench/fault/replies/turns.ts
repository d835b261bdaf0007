/** A customer's message in its conversation. */
export interface Heard {
  /** Of the provider. */
  id: string
  messageId: string
  conversationId: string
  seq: number
}

/** One message of a bot. */
export interface Bubble {
  id: string
  conversationId: string
  seq: number
  /** The transaction that queued it. */
  transaction: string
  /** The customer's messages that it says to answer. */
  answers: readonly string[]
  /** It never left, and a newer answer took its place. */
  replaced: boolean
}

/** What a bot said in one go, and to which messages of the customer, by the provider's ids. */
export interface Turn {
  id: string
  inputs: readonly string[]
  bubbles: readonly string[]
}

interface Spoken {
  answers: readonly string[]
  bubbles: readonly Bubble[]
}

/**
 * What one transaction says in a conversation is a turn. It answers the messages that it names, and those of the answers whose
 * place it took: the turns directly before it of which nothing stands.
 */
export function turnsOf(heard: readonly Heard[], bubbles: readonly Bubble[]): Turn[] {
  const ids = new Map(heard.map(message => [message.messageId, message.id]))
  return [...Map.groupBy(bubbles, bubble => bubble.conversationId).values()].flatMap(said =>
    standing(said).map(({ answers, bubbles: [first, ...more] }) => ({
      id: first!.id,
      inputs: answers.flatMap(id => ids.get(id) ?? []),
      bubbles: [first!, ...more].map(bubble => bubble.id),
    })),
  )
}

/** The turns of one conversation, in their order, without what was replaced. */
function standing(said: readonly Bubble[]): Spoken[] {
  const turns: Spoken[] = []
  let takenBack: string[] = []
  const inOrder = said.toSorted((one, other) => one.seq - other.seq)
  for (const parts of Map.groupBy(inOrder, bubble => bubble.transaction).values()) {
    const answers = new Set(parts.flatMap(part => part.answers))
    const bubbles = parts.filter(part => !part.replaced)
    if (bubbles.length > 0) turns.push({ bubbles, answers: [...new Set([...takenBack, ...answers])] })
    takenBack = bubbles.length > 0 ? [] : [...takenBack, ...answers]
  }
  return turns
}
