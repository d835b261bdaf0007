/** The result of one call that re-drives letters. */
export interface Step {
  redriven: number
  refused: ReadonlyArray<{ message: string }>
  nextCursor: string | null
}

/** The results of all calls together. */
export interface Redriven {
  redriven: number
  refused: number
  /** The reason of the first refusal. */
  reason: string | undefined
}

/** A letter that fails again at once comes back as a new one at the end: without a limit this would go on forever. */
const MOST_STEPS = 100

/** Re-drives part after part until none is left, and adds up the results. */
export async function redriveAll(next: (cursor: string | undefined) => Promise<Step>): Promise<Redriven> {
  const sum: Redriven = { redriven: 0, refused: 0, reason: undefined }
  let cursor: string | null | undefined
  for (let step = 0; step < MOST_STEPS && cursor !== null; step++) {
    const part = await next(cursor)
    sum.redriven += part.redriven
    sum.refused += part.refused.length
    sum.reason ??= part.refused[0]?.message
    cursor = part.nextCursor
  }
  return sum
}
