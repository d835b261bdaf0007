/** One event, as far as it says something about the thing itself. */
export interface Told {
  id: string
  at: string
  data: Readonly<Record<string, unknown>>
}

/** What is known of one field at a moment. */
export interface KnownField {
  value: unknown
  /** The event that says so. */
  event: string
  /**
   * How it is known: an event set it (`changed`), an event told it in passing (`told`), or a later event says what it was before,
   * and nothing had changed it in between (`before`).
   */
  by: 'changed' | 'told' | 'before'
  since: string | null
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}

/**
 * What events say of a thing at a moment. Only fields that an event names are known; nothing is guessed.
 *
 * @param until events of the thing itself up to the moment, in their order
 * @param after those that came later, in their order
 */
export function foldEvents(until: readonly Told[], after: readonly Told[]): Record<string, KnownField> {
  const known: Record<string, KnownField> = Object.create(null) as Record<string, KnownField>
  for (const event of until) {
    const { changed, before: _before, ...told } = event.data
    learn(known, told, event, 'told')
    learn(known, objectOf(changed), event, 'changed')
  }
  for (const event of after) {
    for (const [field, value] of Object.entries(objectOf(event.data.before)))
      known[field] ??= { value, event: event.id, by: 'before', since: null }
  }
  return { ...known }
}

function learn(
  known: Record<string, KnownField>,
  fields: Readonly<Record<string, unknown>>,
  { id, at }: Told,
  by: 'changed' | 'told',
): void {
  for (const [field, value] of Object.entries(fields)) known[field] = { value, event: id, by, since: at }
}
