import type { Uuid } from '../../platform/ids/index.ts'

export const IDENTITY_KINDS = ['phone', 'wa_id', 'bsuid', 'lid', 'username'] as const
export type IdentityKind = (typeof IDENTITY_KINDS)[number]

/** One name of a person, within a scope ('' = worldwide; else what the provider scopes it by). */
export interface Identity {
  kind: IdentityKind
  scope: string
  /** Phones in E.164 with '+'; everything else as received. */
  value: string
}

/**
 * Which identity speaks when two of a person's identities name different contacts: an account outlives a phone number, a
 * number outlives a user name.
 */
const STRENGTH: readonly IdentityKind[] = ['bsuid', 'wa_id', 'lid', 'phone', 'username']

/** One text for one identity, for maps. */
export const identityKey = ({ kind, scope, value }: Identity): string => JSON.stringify([kind, scope, value])

/** The contact that these identities name: the strongest one that is known decides; undefined when none is. */
export function contactNamedBy(identities: readonly Identity[], known: ReadonlyMap<string, Uuid>): Uuid | undefined {
  const ordered = [...identities].sort((a, b) => STRENGTH.indexOf(a.kind) - STRENGTH.indexOf(b.kind))
  for (const identity of ordered) {
    const contactId = known.get(identityKey(identity))
    if (contactId) return contactId
  }
  return undefined
}

/** What is shown of a person: the name, else the best handle there is. */
export function displayName(name: string | null, identities: readonly Identity[]): string {
  if (name) return name
  const of = (kind: IdentityKind) => identities.find(identity => identity.kind === kind)?.value
  return of('phone') ?? of('username') ?? of('wa_id') ?? identities[0]?.value ?? ''
}

/** The first phone number, or null: a phone may be absent. */
export const phoneOf = (identities: readonly Identity[]): string | null =>
  identities.find(identity => identity.kind === 'phone')?.value ?? null
