/** What one call to take letters up again came to. */
export interface Step {
  redriven: number
  refused: ReadonlyArray<{ message: string }>
  nextCursor: string | null
}

/** What all of them came to. */
export interface Redriven {
  redriven: number
  refused: number
  /** Why the first that was refused was. */
  reason: string | undefined
}

/** What fails again at once comes back as a new letter, at the end: going on forever would chase it. */
const MOST_STEPS = 100

/** Takes up one part after the other until there is none, and sums up. */
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
