const WRITES =
  /\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate(?:\s+table)?)\s+(?:only\s+)?(?:"?public"?\s*\.\s*)?"?([a-z_]+)"?/gi

const NOTHING: readonly string[] = []
const known = new Map<string, readonly string[]>()
/** Statements are written in code, so there are a few hundred texts. */
const MOST_KNOWN = 1_000

/**
 * The tables that a statement names as those it writes to. A word too much (`for update skip`) does no harm. What a function of
 * the database writes is not seen; a test makes sure that none writes what is kept.
 */
export function writtenBy(text: string): readonly string[] {
  const before = known.get(text)
  if (before) return before
  const found = [...text.matchAll(WRITES)].map(([, table]) => table!.toLowerCase())
  const tables = found.length > 0 ? found : NOTHING
  if (known.size < MOST_KNOWN) known.set(text, tables)
  return tables
}
