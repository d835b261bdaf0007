import type { Uuid } from '../../../platform/ids/index.ts'

/** Somebody who may be given conversations now. */
export interface Candidate {
  userId: Uuid
  /** Conversations that they have and that are not closed. */
  open: number
  capacity: number
  skills: readonly string[]
  languages: readonly string[]
  teams: readonly Uuid[]
  /** The number of the last assignment to them; 0: none yet. */
  turn: number
}

/** A conversation that waits for somebody. */
export interface WaitingConversation {
  conversationId: Uuid
  /** Set: only its people get it. */
  teamId: Uuid | null
  /** Whoever gets it must have all of them. */
  skills: readonly string[]
  /** Of the customer; who speaks it comes first. */
  language: string | null
}

export type AssignmentRule = 'round_robin' | 'least_loaded'

/** Who gets which conversation, and why: it stands in the log. */
export interface Choice {
  conversationId: Uuid
  userId: Uuid
  why: { rule: AssignmentRule; open: number; capacity: number; skills: string[]; language: string | null }
}

const ORDER: Record<AssignmentRule, (one: Candidate, other: Candidate) => number> = {
  round_robin: (one, other) => one.turn - other.turn,
  // Of those who have as few, the one whose turn is longest ago.
  least_loaded: (one, other) => one.open - other.open || one.turn - other.turn,
}

/**
 * The first conversation that somebody can take, and who takes it. One that needs what nobody here can do keeps no other waiting.
 *
 * @param waiting in the order of waiting
 */
export function decide(
  rule: AssignmentRule,
  waiting: readonly WaitingConversation[],
  candidates: readonly Candidate[],
): Choice | null {
  const free = candidates
    .filter(({ open, capacity }) => open < capacity)
    .toSorted((one, other) => ORDER[rule](one, other) || (one.userId < other.userId ? -1 : 1))
  for (const { conversationId, teamId, skills, language } of waiting) {
    const able = free.filter(
      person =>
        (teamId === null || person.teams.includes(teamId)) && skills.every(skill => person.skills.includes(skill)),
    )
    const speaker = able.find(({ languages }) => language !== null && languages.includes(language))
    const person = speaker ?? able[0]
    if (!person) continue
    const { userId, open, capacity } = person
    return {
      conversationId,
      userId,
      why: { rule, open, capacity, skills: [...skills], language: speaker ? language : null },
    }
  }
  return null
}
