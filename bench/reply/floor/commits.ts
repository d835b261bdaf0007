/** How many replies are written together, in how many transactions. */
export interface Batch {
  replies: number
  commits: number
}

const MOST_TOGETHER = 100

/** The smallest batch whose commits for each reply come within a twentieth of `perReply`. */
export function batchFor(perReply: number): Batch {
  for (let replies = 1; replies < MOST_TOGETHER; replies++) {
    const commits = Math.max(1, Math.round(replies * perReply))
    if (Math.abs(commits / replies - perReply) <= perReply / 20) return { replies, commits }
  }
  return { replies: MOST_TOGETHER, commits: Math.max(1, Math.round(MOST_TOGETHER * perReply)) }
}

/** Consecutive parts of nearly the same length; at most as many as there are items. */
export function split<T>(items: readonly T[], parts: number): T[][] {
  const count = Math.min(parts, items.length)
  return Array.from({ length: count }, (_, at) =>
    items.slice(Math.round((at * items.length) / count), Math.round(((at + 1) * items.length) / count)),
  )
}
