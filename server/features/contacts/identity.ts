import type { Uuid } from '../../platform/ids/index.ts'
import { variantsOf } from './variants.ts'

export const IDENTITY_KINDS = ['phone', 'wa_id', 'bsuid', 'lid', 'username'] as const
export type IdentityKind = (typeof IDENTITY_KINDS)[number]

/** One identity of a person, within a scope ('' = worldwide; otherwise the scope that the provider uses). */
export interface Identity {
  kind: IdentityKind
  scope: string
  /** As `plainIdentity` writes it: phones in E.164 with '+', WhatsApp's ids in digits, user names without '@'. */
  value: string
}

/**
 * Which identity decides when two of a person's identities name different contacts: an account outlives a phone number.
 * A user name can move to another person, so it decides only when there is nothing else.
 */
const STRENGTH: readonly IdentityKind[] = ['bsuid', 'wa_id', 'lid', 'phone']

/** A text for one identity as it is stored, used as a key in maps. */
export const identityKey = ({ kind, scope, value }: Identity): string => JSON.stringify([kind, scope, value])

/**
 * The same text for identities that name the same thing: every form of a number, as a phone or as WhatsApp's id, is the
 * same phone line.
 */
export function nameKey({ kind, scope, value }: Identity): string {
  const digits = (kind === 'phone' || kind === 'wa_id') && /^\+?(\d+)$/.exec(value)?.[1]
  return digits ? JSON.stringify(['line', scope, variantsOf(digits)[0]]) : JSON.stringify([kind, scope, value])
}

/**
 * An identity in its plain spelling: no invisible characters, no sign before a user name, only the digits of a number.
 * When that would leave nothing, it stays as it came.
 */
export function plainIdentity({ kind, scope, value }: Identity): Identity {
  const bare = value.replace(/\p{Cf}/gu, '').trim()
  const isNumber = (kind === 'phone' || kind === 'wa_id') && /^\+?[\d\s().-]*\d$/.test(bare)
  if (isNumber) return { kind, scope, value: (kind === 'phone' ? '+' : '') + bare.replace(/\D/g, '') }
  const plain = kind === 'username' ? bare.replace(/^@+/, '').toLowerCase() : bare
  return { kind, scope, value: plain || value }
}

/**
 * Identities as they are stored: a phone in its standard form, also for a person who came with an id in another form.
 */
export function storedForms(identities: readonly Identity[]): Identity[] {
  const forms = identities.map(plainIdentity).flatMap((identity): Identity[] => {
    const { kind, scope, value } = identity
    const isLine = (kind === 'phone' && /^\+\d+$/.test(value)) || (kind === 'wa_id' && /^\d+$/.test(value))
    const [first, ...others] = isLine ? variantsOf(value) : [value]
    if (kind === 'phone') return [{ kind, scope, value: first! }]
    return others.length > 0 ? [identity, { kind: 'phone', scope, value: `+${first}` }] : [identity]
  })
  return [...new Map(forms.map(form => [identityKey(form), form])).values()]
}

/** All identities under which a person with this identity may be stored. */
export function lookedUpAs(identity: Identity): Identity[] {
  const { kind, scope, value } = identity
  const digits = (kind === 'phone' || kind === 'wa_id') && /^\+?(\d+)$/.exec(value)?.[1]
  if (!digits) return [identity]
  return variantsOf(digits).flatMap((form): Identity[] => [
    { kind: 'phone', scope, value: `+${form}` },
    { kind: 'wa_id', scope, value: form },
  ])
}

/** The identities that can decide who a person is: all but user names, unless there are only user names. */
export function namingIdentities(identities: readonly Identity[]): Identity[] {
  const naming = identities.filter(identity => identity.kind !== 'username')
  return naming.length > 0 ? naming : [...identities]
}

/** The contact that these identities name (`known` by `nameKey`): the strongest one decides; undefined when none is known. */
export function contactNamedBy(identities: readonly Identity[], known: ReadonlyMap<string, Uuid>): Uuid | undefined {
  const ordered = namingIdentities(identities).sort((a, b) => STRENGTH.indexOf(a.kind) - STRENGTH.indexOf(b.kind))
  for (const identity of ordered) {
    const contactId = known.get(nameKey(identity))
    if (contactId) return contactId
  }
  return undefined
}

/**
 * Whether two people cannot be one: both have an account, or a number, of their own in the same place. Whether somebody
 * with two numbers is one person is for people to decide; a number may also have gone to a stranger.
 */
export function contradict(one: readonly Identity[], other: readonly Identity[]): boolean {
  const placesOf = (identities: readonly Identity[]) =>
    Map.groupBy(
      identities.filter(identity => identity.kind !== 'username'),
      placeOf,
    )
  const others = placesOf(other)
  return [...placesOf(one)].some(([place, mine]) => {
    const theirs = others.get(place)
    const keys = new Set(mine.map(nameKey))
    return theirs !== undefined && !theirs.some(identity => keys.has(nameKey(identity)))
  })
}

/**
 * A place in which a person has one identity at a time. A person's user id at a business and the one at its parent are
 * in two places.
 */
function placeOf({ kind, scope, value }: Identity): string {
  if (kind === 'phone' || kind === 'wa_id') return 'line'
  return kind === 'bsuid' && /^[A-Za-z]{2}\.ENT\./.test(value) ? `parent ${scope}` : `${kind} ${scope}`
}

/** How a person is shown: by name, or else by the best identity there is. */
export function displayName(name: string | null, identities: readonly Identity[]): string {
  if (name) return name
  const of = (kind: IdentityKind) => identities.find(identity => identity.kind === kind)?.value
  return phoneOf(identities) ?? of('username') ?? of('wa_id') ?? identities[0]?.value ?? ''
}

/** The phone number that was learned last, because people change theirs; null: there may be none. */
export const phoneOf = (identities: readonly Identity[]): string | null =>
  identities.findLast(identity => identity.kind === 'phone')?.value ?? null
/** A person, as a provider describes them. */
export interface Person {
  /** At least one; the strongest known one decides who it is. */
  identities: Identity[]
  profileName?: string
  /** The provider says that these identities are one person: a number was changed. */
  certain?: boolean
}
