/** A schedule that comes round in all processes; one of them has the turn. */
export interface Round {
  name: string
  everyMs: number
}

export interface Turn {
  /** This process has the turn; the next one is `everyMs` later. */
  mine: boolean
  /** Milliseconds until the next turn. */
  nextMs: number
}

/** Takes the turns that are due, each in one process only. Answers in the order of `rounds`. */
export type TakeTurns = (rounds: readonly Round[]) => Promise<Turn[]>
