export { wantsNothing } from './consent.sql.ts'
export type { Consent } from './consent.ts'
export { type Contact, type ContactCard, contactCards, getContact, searchContacts } from './contact.ts'
export type { Identity, IdentityKind } from './identity.ts'
export type { MergeRow } from './merge.sql.ts'
export {
  getMerge,
  listMerges,
  type Merged,
  mergeContacts,
  mergedAmong,
  mergedSince,
  rememberMoved,
  samePeople,
  undoMerge,
} from './merge.ts'
export {
  applyPreferences,
  type ContactWish,
  consentOf,
  heedWishes,
  type ProviderPreference,
  type WishSource,
} from './opt-out.ts'
export { type Wish, type WishLanguage, wishOf } from './opt-out-words.ts'
export { type Person, type Resolved, resolveContacts, resolvePeople } from './resolve.ts'
export { canonicalPhone, variantsOf } from './variants.ts'
